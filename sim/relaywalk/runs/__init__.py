"""Runs: what a run leaves in its folder, written, read back and rescued."""
