"""Sweeps: many runs of a scenario, one process a run, resumable."""
