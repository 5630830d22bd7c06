"""One panel an exchange: only the time about it, its phases shaded and named."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from relaywalk.analysis.handover.exchange import Exchange
from relaywalk.plots._axes import (
    SHADE,
    TIME,
    figure,
    finish,
    grid_shape,
    legend_below,
    nothing,
    write_name,
)
from relaywalk.types import Array

if TYPE_CHECKING:
    from relaywalk.runs.run import Run

ABOUT = 1.0  # shown before the first and after the last contact [s]
MANY = 6  # exchanges in a figure
COLUMNS = 2
NARROW = 0.09  # of the time shown: names of shorter phases stand at two heights [-]
NONE = "no torch changed hands"


def has_exchange(run: "Run") -> bool:
    """Say whether a torch changed hands in a run."""
    return bool(run.result.handovers)


def shown_of(run: "Run", title: str) -> tuple[tuple[Exchange, ...], str]:
    """Return the exchanges that are drawn, and the title, which says if some are not.

    Args:
        run: Of the recording.
        title: Of the figure.
    """
    found = run.exchanges
    if len(found) > MANY:
        title += f"; the first {MANY} of {len(found)} exchanges"
    return found[:MANY], title


def draw_exchanges(
    run: "Run", title: str, label: str, one: Callable[[Axes, Exchange, slice], None]
) -> Figure:
    """Draw one panel an exchange.

    Args:
        run: Of the recording.
        title: Of the figure.
        label: Of the upright axes, with a unit.
        one: Draws a panel: axes, exchange, and which of its rows are shown.
    """
    shown, title = shown_of(run, title)
    if not shown:
        return nothing(title, NONE)
    rows, columns = grid_shape(len(shown), COLUMNS if len(shown) > 1 else 1)
    drawn = figure(title, width=12.0, height=1.2 + 3.6 * rows)
    grid = drawn.subplots(rows, columns, squeeze=False).ravel()
    for axes, exchange in zip(grid, shown, strict=False):
        rows_shown = _near(exchange)
        one(axes, exchange, rows_shown)
        _shade(axes, exchange, exchange.time[rows_shown])
        write_name(axes, name_of(exchange), pad=26.0)
        axes.set_xlabel(TIME)
        axes.set_ylabel(label)
    for axes in grid[len(shown) :]:
        axes.set_axis_off()
    legend_below(drawn)
    return drawn


def name_of(exchange: Exchange) -> str:
    """Return who gives to whom, with which hands, and how it ended."""
    h = exchange.handover
    hands = (h.giver_hand, h.receiver_hand)
    giver, receiver = (hand.replace("_", " ") for hand in hands)
    return f"{h.giver} ({giver}) to {h.receiver} ({receiver}), {h.prop}: {h.outcome}"


def _near(exchange: Exchange) -> slice:
    """Return the rows of an exchange that are shown."""
    h = exchange.handover
    span = (h.start - ABOUT, h.end + ABOUT)
    first, last = np.searchsorted(exchange.time, span)
    return slice(int(first), int(last) + 1)


def _shade(axes: Axes, exchange: Exchange, time: Array) -> None:
    """Shade every second phase and write the names of all above the axes."""
    first, last = float(time[0]), float(time[-1])
    raised = False
    for index, phase in enumerate(exchange.phases):
        start, end = max(phase.start, first), min(phase.end, last)
        if index % 2:
            axes.axvspan(start, end, color=SHADE, linewidth=0.0, zorder=0)
        raised = not raised and end - start < NARROW * (last - first)
        axes.annotate(
            phase.name,
            ((start + end) / 2, 1.0),
            xycoords=axes.get_xaxis_transform(),
            xytext=(0, 12 if raised else 2),
            textcoords="offset points",
            ha="center",
            va="bottom",
            fontsize=8,
            color="#555555",
        )
    finish(axes, time)
