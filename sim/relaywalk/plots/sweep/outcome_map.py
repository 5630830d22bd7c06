"""Outcome map: where in the plane of two factors the runs succeed and fail."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap, Normalize
from matplotlib.figure import Figure
from matplotlib.patheffects import withStroke

from relaywalk.analysis.sweeps.rates import Rate
from relaywalk.analysis.sweeps.sweep_table import SweepTable
from relaywalk.plots._axes import figure, nothing
from relaywalk.plots.sweep.factor_axis import (
    FactorAxis,
    banded,
    binned,
    bins_for,
    has_levels,
)
from relaywalk.plots.sweep.leaf_unit import labelled
from relaywalk.plots.sweep.outcome_marks import in_order, mark_of

FILLED = 0.5  # fraction of the cells that hold runs, for a grid
COLOURS = "cividis"  # read alike with and without red-green blindness
GREYS = LinearSegmentedColormap.from_list("greys", ["#8C939B", "#FFFFFF"])
LIGHT = 0.45  # fraction of success above which a cell is light enough for dark text
MARKS = 150  # runs above which their marks shrink
WIDTH, HEIGHT = 6.4, 4.8  # [inch]

Rates = dict[tuple[int, int], Rate]  # (row, column) of the cells with runs


def draw_outcome_map(table: SweepTable, x: str, y: str) -> Figure:
    """Draw the outcomes of a sweep over two factors.

    Runs on a grid are counted cell by cell. Others are drawn one by one; behind them
    lies the fraction of success in bins, if there are runs enough for bins.

    Args:
        table: The runs.
        x: Factor along the horizontal axis.
        y: Factor along the vertical axis.
    """
    rows = _present(table, x, y)
    if not rows:
        return nothing(f"{y} over {x}", "no run has both values")
    across, up = _axes_of(table, x, y, rows)
    rates = _rates(across, up, [table.succeeded[row] for row in rows])
    drawn = figure("", WIDTH, HEIGHT)
    axes = drawn.subplots()
    cells = (len(across.edges) - 1) * (len(up.edges) - 1)
    if across.levels and up.levels and len(rates) >= FILLED * cells:
        _draw_cells(axes, (across, up), rates)
    else:
        if cells > 1 and len(rates) >= FILLED * cells:
            _draw_background(axes, (across, up), rates)
        _draw_runs(axes, (across, up), np.array([table.outcomes[row] for row in rows]))
    _name_bands(axes, across, up)
    axes.set_xlabel(labelled(x), fontsize=11)
    axes.set_ylabel(labelled(y), fontsize=11)
    return drawn


def _present(table: SweepTable, x: str, y: str) -> list[int]:
    """Return the runs that have both values."""
    pairs = zip(table.columns[x], table.columns[y], strict=True)
    return [row for row, pair in enumerate(pairs) if None not in pair]


def _axes_of(
    table: SweepTable, x: str, y: str, rows: Sequence[int]
) -> tuple[FactorAxis, FactorAxis]:
    """Return how the runs lie along both axes."""
    values = [[table.columns[name][row] for row in rows] for name in (x, y)]
    bands = [len(set(of)) if has_levels(of) else None for of in values]
    made = [
        banded(of, axis) if own is not None else binned(of, bins_for(len(rows), other))
        for axis, (of, own, other) in enumerate(
            zip(values, bands, reversed(bands), strict=True)
        )
    ]
    return made[0], made[1]


def _rates(across: FactorAxis, up: FactorAxis, succeeded: Sequence[bool]) -> Rates:
    """Return the rate of success in every cell that holds runs."""
    won: dict[tuple[int, int], list[bool]] = {}
    for row, column, good in zip(up.cells, across.cells, succeeded, strict=True):
        won.setdefault((int(row), int(column)), []).append(good)
    return {cell: Rate(sum(runs), len(runs)) for cell, runs in won.items()}


def _draw_cells(axes: Axes, along: tuple[FactorAxis, FactorAxis], rates: Rates) -> None:
    """Draw a grid of rates, each with its count; a cell without a run is hatched."""
    _draw_fractions(axes, along, rates, COLOURS)
    columns, lines = (len(axis.levels) for axis in along)
    size = 10 if max(lines / 1.5, columns) <= 6 else 7.5
    for (row, column), rate in rates.items():
        dark = rate.value < LIGHT
        axes.text(
            column,
            row,
            f"{100.0 * rate.value:.0f} %\n{rate.successes}/{rate.runs}",
            ha="center",
            va="center",
            fontsize=size,
            color="white" if dark else "black",
        )


def _draw_background(
    axes: Axes, along: tuple[FactorAxis, FactorAxis], rates: Rates
) -> None:
    """Draw the fraction of success in bins, in greys, each count in its corner."""
    _draw_fractions(axes, along, rates, GREYS)
    across, up = along
    for (row, column), rate in rates.items():
        axes.annotate(
            f"{rate.successes}/{rate.runs}",
            (across.edges[column], up.edges[row + 1]),
            (3.0, -3.0),
            textcoords="offset points",
            va="top",
            fontsize=8,
            zorder=90,  # above the marks, which say less where they are many
            path_effects=[withStroke(linewidth=2.5, foreground="white")],
        )


def _draw_fractions(
    axes: Axes,
    along: tuple[FactorAxis, FactorAxis],
    rates: Rates,
    colours: "str | LinearSegmentedColormap",
) -> None:
    """Draw the fraction of success of every cell; one without a run is hatched."""
    across, up = along
    image = np.full((len(up.edges) - 1, len(across.edges) - 1), np.nan)
    for cell, rate in rates.items():
        image[cell] = rate.value
    axes.set_facecolor("#F4F6F8")
    axes.patch.set_hatch("///")
    axes.patch.set_edgecolor("#C3C9D0")
    low, high = across.edges[[0, -1]], up.edges[[0, -1]]
    shown = axes.imshow(
        image,
        cmap=colours,
        norm=Normalize(0.0, 1.0),
        origin="lower",
        aspect="auto",
        extent=(low[0], low[1], high[0], high[1]),
    )
    line = "white" if colours == COLOURS else "#5B636B"
    width = 1.5 if colours == COLOURS else 0.6
    for draw, edges in ((axes.axvline, across.edges), (axes.axhline, up.edges)):
        for edge in edges[1:-1]:
            draw(edge, color=line, linewidth=width)
    bar = axes.figure.colorbar(shown, ax=axes, label="share of runs that succeed")
    bar.ax.yaxis.set_major_formatter(lambda fraction, _: f"{100.0 * fraction:.0f} %")


def _draw_runs(
    axes: Axes,
    along: tuple[FactorAxis, FactorAxis],
    outcomes: "np.ndarray[tuple[int], np.dtype[np.str_]]",
) -> None:
    """Draw one marker a run, failures above successes."""
    across, up = along
    shrink = min(1.0, MARKS / len(outcomes))
    for layer, outcome in enumerate(in_order(outcomes)):
        of, mark = outcomes == outcome, mark_of(outcome)
        axes.scatter(
            across.positions[of],
            up.positions[of],
            s=max(mark.size * shrink, 8.0),
            c=mark.colour,
            marker=mark.marker,
            edgecolors="black",
            linewidths=0.5,
            zorder=3 + layer,
            clip_on=False,  # the outermost runs lie on the frame
            label=f"{outcome} ({of.sum()})",
        )
    if not axes.images:
        axes.grid(True, color="#D0D4DA", linewidth=0.5)
    axes.figure.legend(
        loc="outside lower center",
        ncols=3,
        fontsize=9,
        frameon=False,
        markerscale=shrink**-0.5,  # the legend's marks do not shrink
    )


def _name_bands(axes: Axes, across: FactorAxis, up: FactorAxis) -> None:
    """Write the value of every band at its middle."""
    for axis, ticks in ((across, axes.set_xticks), (up, axes.set_yticks)):
        if axis.levels:
            names = [
                f"{value:.4g}" if isinstance(value, float) else str(value)
                for value in axis.levels
            ]
            ticks(range(len(names)), names)
