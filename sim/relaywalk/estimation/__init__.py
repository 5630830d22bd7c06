"""Estimation: what a controller knows of its body, out of measurements with errors."""
