"""Recovery: what pushed a body, and how it caught itself."""
