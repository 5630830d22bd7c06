"""What all plots share: figures, colours, thinned lines, shaded phases."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import PolyCollection
from matplotlib.figure import Figure
from numpy.typing import NDArray

from relaywalk.errors import UnknownName
from relaywalk.types import Array

if TYPE_CHECKING:
    from relaywalk.runs.run import Run

# Okabe and Ito, "Color Universal Design", 2008: told apart by the colour-blind too
PALETTE = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")
SHADE = "#ECEFF3"  # of every second phase
GRID = "#D0D4DA"
MAXIMUM_POINTS = 4000  # of one line
GOLDEN = 0.6180339887498949  # (√5 − 1) / 2
ZOOM = 3.0  # length of the close-up [s]
WALK = "carry"  # the phase in which a close-up is most telling
TIME = "time [s]"


EDGE = 0.006  # of the time axis: free at its ends, so that a start can be seen [-]


def figure(
    title: str, width: float = 12.0, height: float = 6.0, placed: bool = True
) -> Figure:
    """Return an empty figure.

    Args:
        title: Above all its axes.
        width: [inch].
        height: [inch].
        placed: Whether matplotlib places the axes so that no text overlaps. With dozens
            of axes that takes longer than to draw them.
    """
    drawn = Figure(figsize=(width, height), layout="constrained" if placed else None)
    FigureCanvasAgg(drawn)
    y = {} if placed else {"y": 1.0 - 0.1 / height}
    drawn.suptitle(title, fontsize=14, fontweight="bold", va="top", **y)
    return drawn


def write_name(axes: Axes, name: str, pad: float = 4.0) -> None:
    """Write a panel's name above its left end.

    Args:
        axes: The panel.
        name: What is written.
        pad: How far above [pt].
    """
    # y is given because matplotlib's search for a free place is slow
    axes.set_title(name, loc="left", fontsize=9, fontweight="bold", y=1.0, pad=pad)


def grid_shape(panels: int, columns: int) -> tuple[int, int]:
    """Return rows and columns of a grid of panels that leaves few places empty.

    Args:
        panels: How many there are, at least one.
        columns: How many there are room for side by side.
    """
    rows = -(-panels // columns)
    return rows, -(-panels // rows)


def nothing(title: str, why: str) -> Figure:
    """Return a figure that says why there is nothing to draw."""
    drawn = figure(title, height=2.0)
    axes = drawn.subplots()
    axes.set_axis_off()
    axes.text(0.5, 0.5, why, ha="center", va="center", fontsize=12)
    return drawn


def thinned(time: Array, values: Array) -> tuple[Array, Array]:
    """Return a line of at most `MAXIMUM_POINTS` points that keeps every extreme.

    Args:
        time: (rows,) [s].
        values: (rows,); not-a-number breaks the line.
    """
    size = -(-len(time) // (MAXIMUM_POINTS // 2))
    if size <= 2:
        return time, values
    whole = len(time) // size * size
    blocks = values[:whole].reshape(-1, size)
    start = np.arange(0, whole, size)
    low = start + np.argmin(np.where(np.isnan(blocks), np.inf, blocks), axis=1)
    high = start + np.argmax(np.where(np.isnan(blocks), -np.inf, blocks), axis=1)
    rows = np.sort(np.concatenate((low, high, [len(time) - 1])))
    return time[rows], values[rows]


def spread(rows: int, count: int) -> NDArray[np.intp]:
    """Return some rows out of many, sorted, in step with no period of the motion.

    Args:
        rows: How many there are.
        count: How many to take; all where there are no more.
    """
    if rows <= count:
        return np.arange(rows)
    # multiples of the golden ratio: even at every count, and never periodic
    fraction = (np.arange(count) * GOLDEN) % 1.0
    return np.unique((fraction * rows).astype(np.intp))


def plot_line(
    axes: Axes,
    time: Array,
    values: Array,
    label: str,
    colour: int = 0,
    width: float = 1.0,
) -> None:
    """Draw a thinned line over time.

    Args:
        axes: Where.
        time: (rows,) [s].
        values: (rows,).
        label: In the legend.
        colour: Place in `PALETTE`.
        width: Of the line [pt].
    """
    x, y = thinned(time, values)
    shade = PALETTE[colour % len(PALETTE)]
    dash = "-" if colour < len(PALETTE) else "--"
    axes.plot(x, y, dash, color=shade, linewidth=width, label=label)


def shade_phases(
    axes: Axes,
    run: "Run",
    actor: str,
    named: bool = True,
    span: tuple[float, float] | None = None,
) -> None:
    """Shade an actor's phases; write their names above the axes if asked.

    Args:
        axes: Where.
        run: Of the recording.
        actor: Whose phases.
        named: Whether to write their names.
        span: First and last time on the axis [s]; the whole run if None.
    """
    first, last = span or (-np.inf, np.inf)
    phases = run.phases[actor]
    # every second one, as one artist: there may be dozens of panels
    spans = [((a, 0.0), (a, 1.0), (b, 1.0), (b, 0.0)) for _, a, b in phases[1::2]]
    shades = PolyCollection(spans, facecolor=SHADE, linewidth=0.0, zorder=0)
    shades.set_transform(axes.get_xaxis_transform())
    axes.add_collection(shades, autolim=False)
    for i, (phase, start, end) in enumerate(phases):
        if named and start < last and end > first:
            axes.annotate(
                phase.replace("_", " "),
                ((max(start, first) + min(end, last)) / 2, 1.0),
                xycoords=axes.get_xaxis_transform(),
                xytext=(0, 2 + 10 * (i % 2)),  # neighbours at two heights
                textcoords="offset points",
                ha="center",
                va="bottom",
                fontsize=8,
                color="#555555",
            )
    finish(axes, np.array(span) if span else run.recording.time)


def finish(axes: Axes, time: Array) -> None:
    """Fit the time axis [s] and draw a grid."""
    if len(time) > 1 and time[-1] > time[0]:
        free = EDGE * float(time[-1] - time[0])
        limits = float(time[0]) - free, float(time[-1]) + free
        if axes.get_xlim() != limits:  # axes that share it tell one another of it
            axes.set_xlim(*limits)
    axes.grid(True, color=GRID, linewidth=0.5)
    axes.tick_params(labelsize=9)


def legend_below(drawn: Figure, outside: bool = True, columns: int = 4) -> None:
    """Put one legend for all panels below them, every name once.

    Args:
        drawn: The figure.
        outside: Whether the axes have to make room for it.
        columns: Of the legend.
    """
    found: dict[str, Artist] = {}
    for axes in drawn.axes:
        for handle, label in zip(*axes.get_legend_handles_labels(), strict=True):
            found.setdefault(label, handle)
    if found:
        drawn.legend(
            list(found.values()),
            list(found),
            loc="outside lower center" if outside else "lower center",
            ncols=columns,
            fontsize=9,
        )


def close_up(run: "Run", actor: str, span: tuple[float, float] | None = None) -> slice:
    """Return the rows of `ZOOM` seconds in the middle of the walk.

    Args:
        run: Of the recording.
        actor: Whose walk; where it never walked, its longest phase.
        span: In the middle of this time instead [s].
    """
    phases = run.phases[actor]
    walks = [phase for phase in phases if phase[0] == WALK] or phases
    time = run.recording.time
    if not walks:
        return slice(0, len(time))
    longest = max(walks, key=lambda phase: phase[2] - phase[1])
    start, end = span or longest[1:]
    middle = (start + end) / 2
    begin, stop = max(middle - ZOOM / 2, start), min(middle + ZOOM / 2, end)
    first, last = np.searchsorted(time, (begin, stop))
    return slice(int(first), max(int(last), int(first) + 1))


def walkers(run: "Run") -> list[str]:
    """Return the actors that stand on their own feet."""
    return [name for name, card in run.cards.items() if card.base == "floating"]


def titled(run: "Run", what: str, other: "Run | None" = None) -> str:
    """Return a title that says which run it is, or which two."""
    second = "" if other is None else f" and {named(other)}"
    return f"{what}: {run.scenario.name}, {named(run)}{second}"


def named(run: "Run") -> str:
    """Return what tells a run from others of its scenario."""
    return f"{run.scenario.engine}, seed {run.scenario.seed}"


def chosen(run: "Run", joints: Sequence[str]) -> list[tuple[str, str]]:
    """Return (actor, joint) of every joint asked for, walkers before others.

    Raises:
        UnknownName: No actor has such a joint.
    """
    actors = sorted(run.cards, key=lambda name: run.cards[name].base != "floating")
    found: list[tuple[str, str]] = []
    for joint in joints:
        having = [actor for actor in actors if joint in run.cards[actor].joints]
        if not having:
            there = {name for card in run.cards.values() for name in card.joints}
            raise UnknownName("joint", joint, sorted(there))
        found.extend((actor, joint) for actor in having)
    return found
