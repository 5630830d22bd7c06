"""What a run looks like: pages and films for people who look before they read."""
