"""Gait: stances, strides and cycles of whoever walks, and their measures."""
