"""Recording: what a run measured, written while it runs, read back afterwards."""
