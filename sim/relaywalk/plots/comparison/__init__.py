"""Figures of several runs together: two side by side, or one for each mass."""
