"""Plots: one a file, each `draw(run, **options) -> Figure` and a `CAPTION`.

Options that a plot does not know are those of other plots; it ignores them.
"""
