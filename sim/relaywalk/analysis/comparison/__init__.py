"""Comparison: two runs side by side, and in what their scenarios differ."""
