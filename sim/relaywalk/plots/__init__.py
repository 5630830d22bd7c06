"""Plots: one a file, each with `draw(run, options) -> Figure`.

Besides, a plot says what is seen (`CAPTION`) and which fields of `PlotOptions` it reads
(`TAKES`); `Run.plot` refuses any other.
"""
