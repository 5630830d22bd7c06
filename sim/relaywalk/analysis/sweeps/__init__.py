"""Sweeps: rates, factors and differences, from the tables of sweeps."""
