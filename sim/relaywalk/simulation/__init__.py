"""Simulation: the loop, what it runs, what ends it, and how it goes on later."""
