"""One quantity as a curve: over time or gait cycle, of one run or of two."""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from matplotlib.axes import Axes

from relaywalk.analysis.gait_cycle import PERCENT, gait_cycle
from relaywalk.errors import RecordingError
from relaywalk.report.plots._axes import MOST_POINTS, PALETTE, TIME, named, plot_line
from relaywalk.report.plots._clock import counterpart
from relaywalk.report.plots._view import View
from relaywalk.types import Array

if TYPE_CHECKING:
    from relaywalk.report.run import Run

CYCLE = "gait cycle [%]"
BAND = 0.25  # opacity of a band


class Signal(NamedTuple):
    """One quantity of an actor.

    Attributes:
        actor: Whose.
        name: Joint, or channel without its actor; settles the foot of the cycle.
        unit: As recorded.
        read: Returns the whole of it (rows,) of a run.
    """

    actor: str
    name: str
    unit: str
    read: Callable[["Run"], Array]


def draw_signal(
    axes: Axes, view: View, signal: Signal, label: str, colour: int = 0
) -> None:
    """Draw a quantity as the options ask.

    Args:
        axes: Where.
        view: Of the run.
        signal: What.
        label: In the legend.
        colour: Place in `PALETTE`.

    Raises:
        RecordingError: The cycle was asked for and there are no steady strides.
    """
    if view.options.cycle:
        draw_cycle(axes, view, signal, label, colour)
    else:
        _over_time(axes, view, signal, label, colour)


def draw_cycle(
    axes: Axes, view: View, signal: Signal, label: str, colour: int = 0
) -> None:
    """Draw a quantity over the gait cycle: mean, and a band.

    The band is one standard deviation over the strides each way, or, with two runs,
    what lies between their means.
    """
    shade, other = PALETTE[colour % len(PALETTE)], view.of_other()
    mean, sd = _mean(view, signal)
    name = f"{label}, {named(view.run)}" if other else label
    axes.plot(PERCENT, mean, color=shade, linewidth=1.3, label=name)
    low, high = mean - sd, mean + sd
    if other is not None:
        low, high = mean, _mean(other, signal)[0]
        name = f"{label}, {named(other.run)}"
        axes.plot(PERCENT, high, "--", color=shade, linewidth=1.1, label=name)
    axes.fill_between(PERCENT, low, high, color=shade, alpha=BAND, linewidth=0.0)
    axes.set_xlim(0.0, 100.0)
    axes.grid(True, color="#D0D4DA", linewidth=0.5)


def x_label(view: View) -> str:
    """Return the label of the axis along which the curves run."""
    return CYCLE if view.options.cycle else TIME


def _mean(view: View, signal: Signal) -> tuple[Array, Array]:
    """Return scaled mean and deviation (101,), (101,) over the strides."""
    strides = view.strides(signal.actor, signal.name)
    if not strides:
        raise RecordingError(
            f"{view.run.folder}: no steady stride of '{signal.actor}' in that time: no "
            "gait cycle to draw"
        )
    factor = view.scale(signal.actor, signal.unit).factor
    found = gait_cycle(view.run.recording.time, signal.read(view.run), strides)
    return factor * found.mean, factor * found.sd


def _over_time(axes: Axes, view: View, signal: Signal, label: str, colour: int) -> None:
    """Draw a quantity over time, the other run's too if there is one."""
    rows, run = view.rows(signal.actor), view.run
    factor = view.scale(signal.actor, signal.unit).factor
    time, values = run.recording.time[rows], factor * signal.read(run)[rows]
    other = view.options.both_engines
    if other is None:
        plot_line(axes, time, values, label, colour)
        return
    clock = counterpart(run, other, signal.actor, time)
    there = factor * np.interp(clock, other.recording.time, signal.read(other))
    _band(axes, time, np.fmin(values, there), np.fmax(values, there), colour)
    plot_line(axes, time, values, f"{label}, {named(run)}", colour, 0.8)
    plot_line(axes, time, there, f"{label}, {named(other)}", colour + 1, 0.8)


def _band(axes: Axes, time: Array, low: Array, high: Array, colour: int) -> None:
    """Shade between two curves (rows,), thinned to their hull."""
    size = max(-(-len(time) // MOST_POINTS), 1)
    start = np.arange(0, len(time), size)
    low, high = np.fmin.reduceat(low, start), np.fmax.reduceat(high, start)
    shade = PALETTE[colour % len(PALETTE)]
    axes.fill_between(time[start], low, high, color=shade, alpha=BAND, linewidth=0.0)
