"""Outcome map: where in the plane of two factors the runs succeed and fail."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import Normalize
from matplotlib.figure import Figure

from relaywalk.analysis.rates import Rate
from relaywalk.analysis.sweep_table import SweepTable
from relaywalk.report.leaf_unit import labelled
from relaywalk.report.outcome_marks import in_order, mark_of
from relaywalk.report.plots._axes import figure, nothing
from relaywalk.types import Array

MOST_VALUES = 12  # of a factor, for a grid of cells
FILLED = 0.5  # share of the cells that hold runs, for a grid
COLOURS = "cividis"  # read alike with and without red-green blindness
LIGHT = 0.45  # share of success above which a cell is light enough for dark text
WIDTH, HEIGHT = 6.4, 4.8  # [inch]


class Cells(NamedTuple):
    """The runs on a grid.

    Attributes:
        x, y: Values along the axes, rising.
        rates: (row, column) → rate of success; only cells with runs.
    """

    x: tuple[Any, ...]
    y: tuple[Any, ...]
    rates: dict[tuple[int, int], Rate]


def draw_outcome_map(table: SweepTable, x: str, y: str) -> Figure:
    """Draw the outcomes of a sweep over two factors.

    Runs on a grid are counted cell by cell; others are drawn one by one.

    Args:
        table: The runs.
        x: Factor along the horizontal axis.
        y: Factor along the vertical axis.
    """
    rows = _present(table, x, y)
    if not rows:
        return nothing(f"{y} over {x}", "no run has both values")
    cells = _cells(table, x, y, rows)
    drawn = figure("", WIDTH, HEIGHT)
    axes = drawn.subplots()
    if cells is not None:
        _draw_cells(axes, cells)
    else:
        _draw_runs(axes, table, (x, y), rows)
    axes.set_xlabel(labelled(x), fontsize=11)
    axes.set_ylabel(labelled(y), fontsize=11)
    return drawn


def _present(table: SweepTable, x: str, y: str) -> list[int]:
    """Return the runs that have both values."""
    pairs = zip(table.columns[x], table.columns[y], strict=True)
    return [row for row, pair in enumerate(pairs) if None not in pair]


def _values(values: Sequence[Any]) -> tuple[Any, ...]:
    """Return the distinct values, numbers by size and others by name."""
    numeric = all(isinstance(value, int | float) for value in values)
    return tuple(sorted(set(values), key=None if numeric else str))


def _cells(table: SweepTable, x: str, y: str, rows: Sequence[int]) -> Cells | None:
    """Return the runs on a grid; None where they do not lie on one."""
    xs, ys = ([table.columns[name][row] for row in rows] for name in (x, y))
    columns, lines = _values(xs), _values(ys)
    most = max(len(columns), len(lines))
    if most > MOST_VALUES or 2 * most > len(rows):  # values drawn by chance are alone
        return None
    won: dict[tuple[int, int], list[bool]] = {}
    for row, at_x, at_y in zip(rows, xs, ys, strict=True):
        cell = (lines.index(at_y), columns.index(at_x))
        won.setdefault(cell, []).append(table.succeeded[row])
    if len(won) < FILLED * len(columns) * len(lines):
        return None
    rates = {cell: Rate(sum(runs), len(runs)) for cell, runs in won.items()}
    return Cells(columns, lines, rates)


def _draw_cells(axes: Axes, cells: Cells) -> None:
    """Draw a grid of rates, each with its count; a cell without a run is hatched."""
    shape = len(cells.y), len(cells.x)
    image = np.full(shape, np.nan)
    for cell, rate in cells.rates.items():
        image[cell] = rate.value
    axes.set_facecolor("#F4F6F8")
    axes.patch.set_hatch("///")
    axes.patch.set_edgecolor("#C3C9D0")
    shown = axes.imshow(
        image, cmap=COLOURS, norm=Normalize(0.0, 1.0), origin="lower", aspect="auto"
    )
    size = 10 if max(shape[0] / 1.5, shape[1]) <= 6 else 7.5
    for (row, column), rate in cells.rates.items():
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
    edges = [np.arange(0.5, count - 1) for count in shape]
    axes.hlines(edges[0], -0.5, shape[1] - 0.5, color="white", linewidth=1.5)
    axes.vlines(edges[1], -0.5, shape[0] - 0.5, color="white", linewidth=1.5)
    axes.set_xticks(range(shape[1]), [_tick(value) for value in cells.x])
    axes.set_yticks(range(shape[0]), [_tick(value) for value in cells.y])
    bar = axes.figure.colorbar(shown, ax=axes, label="share of runs that succeed")
    bar.ax.yaxis.set_major_formatter(lambda share, _: f"{100.0 * share:.0f} %")


def _draw_runs(
    axes: Axes, table: SweepTable, names: tuple[str, str], rows: Sequence[int]
) -> None:
    """Draw one marker a run, failures above successes."""
    places = [_places(axes, table, name, rows, i) for i, name in enumerate(names)]
    outcomes = np.array([table.outcomes[row] for row in rows])
    for layer, outcome in enumerate(in_order(outcomes)):
        of, mark = outcomes == outcome, mark_of(outcome)
        axes.scatter(
            places[0][of],
            places[1][of],
            s=mark.size,
            c=mark.colour,
            marker=mark.marker,
            edgecolors="black",
            linewidths=0.5,
            zorder=3 + layer,
            label=f"{outcome} ({of.sum()})",
        )
    axes.grid(True, color="#D0D4DA", linewidth=0.5)
    axes.figure.legend(loc="outside lower center", ncols=3, fontsize=9, frameon=False)


def _places(
    axes: Axes, table: SweepTable, name: str, rows: Sequence[int], axis: int
) -> Array:
    """Return where the runs lie along an axis; words are spread around ticks."""
    values = [table.columns[name][row] for row in rows]
    if table.is_numeric(name):
        return np.array(values, dtype=float)
    words = _values(values)
    set_ticks = axes.set_yticks if axis else axes.set_xticks
    set_ticks(range(len(words)), [_tick(word) for word in words])
    spread = np.random.default_rng(axis).uniform(-0.25, 0.25, len(values))
    return np.array([words.index(value) for value in values]) + spread


def _tick(value: Any) -> str:  # noqa: ANN401
    """Return a value as it is written along an axis."""
    return f"{value:.4g}" if isinstance(value, float) else str(value)
