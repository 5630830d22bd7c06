"""One quantity as a curve: over time or gait cycle, of one run or of two."""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from relaywalk.analysis.gait.gait_cycle import PERCENT, Cycle, gait_cycle
from relaywalk.analysis.gait.stride_envelope import stride_envelope
from relaywalk.errors import RecordingError
from relaywalk.plots._axes import (
    EDGE,
    MAXIMUM_POINTS,
    PALETTE,
    TIME,
    named,
    plot_line,
    thinned,
    walkers,
)
from relaywalk.plots._clock import counterpart
from relaywalk.plots._view import View
from relaywalk.types import Array

if TYPE_CHECKING:
    from relaywalk.runs.run import Run

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
    elif view.by_stride:
        _by_stride(axes, view, signal, label, colour)
    else:
        _over_time(axes, view, signal, label, colour)


def draw_cycle(
    axes: Axes, view: View, signal: Signal, label: str, colour: int = 0
) -> None:
    """Draw a quantity over the gait cycle: mean, and a band.

    The band is one standard deviation over the strides each way, or, with two runs,
    what lies between their means. The legend says which, and how many strides of which
    foot there were; the feet have colours of their own.

    Args:
        axes: Where.
        view: Of the run.
        signal: What.
        label: In the legend, before what the curve is.
        colour: Place in `PALETTE` for the first foot; the other foot has the next.

    Raises:
        RecordingError: There are no steady strides.
    """
    other, cycle = view.of_other(), _cycle(view, signal)
    feet = list(view.run.cards[signal.actor].feet)
    side = feet.index(view.strides(signal.actor, signal.name)[0].foot)
    shade = PALETTE[(colour + side) % len(PALETTE)]
    name = f"{label}: mean ± sd, {_counted(view, signal)}"
    low, high = cycle.mean - cycle.sd, cycle.mean + cycle.sd
    if other is not None:
        low, high = cycle.mean, _cycle(other, signal).mean
        name = f"{label}, {named(view.run)}: mean, {_counted(view, signal)}"
        second = f"{label}, {named(other.run)}: mean, {_counted(other, signal)}"
        axes.plot(PERCENT, high, "--", color=shade, linewidth=1.1, label=second)
    axes.plot(PERCENT, cycle.mean, color=shade, linewidth=1.3, label=name)
    axes.fill_between(PERCENT, low, high, color=shade, alpha=BAND, linewidth=0.0)
    axes.set_xlim(0.0, 100.0)
    axes.grid(True, color="#D0D4DA", linewidth=0.5)


def mark_lift_off(axes: Axes, view: View, signal: Signal) -> None:
    """Mark when, on average over the strides, the foot stops to bear load."""
    strides = view.strides(signal.actor, signal.name)
    fractions = [(s.lift_off - s.start) / (s.end - s.start) for s in strides]
    line = axes.axvline(100.0 * float(np.mean(fractions)), color="#888888")
    line.set(linewidth=0.8, label="lift-off")


def x_label(view: View) -> str:
    """Return the label of the axis along which the curves run."""
    return CYCLE if view.options.cycle else TIME


def mark_both(axes: Axes, view: View, actor: str) -> None:
    """Mark the time axis of a view and of its close-up, which is right of it."""
    whole, near = view.with_close_up(actor)
    times = [_ticks(part.span(actor), count) for part, count in ((whole, 6), (near, 4))]
    places = [
        part.place(actor, t) for part, t in zip((whole, near), times, strict=True)
    ]
    labels = [f"{time:g}" for part in times for time in part]
    axes.set_xticks(np.concatenate(places), labels)
    start, (_, end) = view.span(actor)[0], near.clock or (0.0, 0.0)
    free = EDGE * (end - start)
    axes.set_xlim(start - free, end + free)


def _ticks(span: tuple[float, float], count: int) -> Array:
    """Return round times within a span, about so many [s]."""
    found = np.asarray(MaxNLocator(count).tick_values(*span))
    return np.asarray(found[(found >= span[0]) & (found <= span[1])])


def _counted(view: View, signal: Signal) -> str:
    """Return how many strides of which foot the mean is of, in words."""
    strides = view.strides(signal.actor, signal.name)
    foot = strides[0].foot.replace("_", " ")
    whose = f"{signal.actor}'s" if len(walkers(view.run)) > 1 else "the"
    return f"{len(strides)} stride{'s'[: len(strides) > 1]} of {whose} {foot}"


def _cycle(view: View, signal: Signal) -> Cycle:
    """Return the scaled mean and deviation over the strides."""
    strides = view.strides(signal.actor, signal.name)
    if not strides:
        raise RecordingError(
            f"{view.run.folder}: no steady stride of '{signal.actor}' in that time: no "
            "gait cycle to draw"
        )
    factor = view.scale(signal.actor, signal.unit).factor
    found = gait_cycle(view.run.recording.time, signal.read(view.run), strides)
    return found._replace(mean=factor * found.mean, sd=factor * found.sd)


def _over_time(axes: Axes, view: View, signal: Signal, label: str, colour: int) -> None:
    """Draw a quantity over time, the other run's too if there is one."""
    rows, run = view.rows(signal.actor), view.run
    factor = view.scale(signal.actor, signal.unit).factor
    time, values = run.recording.time[rows], factor * signal.read(run)[rows]
    other = view.options.both_engines
    if other is None:
        plot_line(axes, view.place(signal.actor, time), values, label, colour)
        return
    clock = counterpart(run, other, signal.actor, time)
    there = factor * np.interp(clock, other.recording.time, signal.read(other))
    _band(axes, time, np.fmin(values, there), np.fmax(values, there), colour)
    plot_line(axes, time, values, f"{label}, {named(run)}", colour, 0.8)
    plot_line(axes, time, there, f"{label}, {named(other)}", colour + 1, 0.8)


def _by_stride(axes: Axes, view: View, signal: Signal, label: str, colour: int) -> None:
    """Draw a quantity as mean and band of each stride, as it is before and after."""
    strides = view.strides(signal.actor, "")
    rows, time = view.rows(signal.actor), view.run.recording.time
    values = view.scale(signal.actor, signal.unit).factor * signal.read(view.run)
    found = stride_envelope(time, values, strides)
    shade = PALETTE[colour % len(PALETTE)]
    axes.fill_between(
        found.time, found.low, found.high, color=shade, alpha=BAND, linewidth=0.0
    )
    start, end = np.searchsorted(time, (strides[0].start, strides[-1].end))
    parts = (slice(rows.start, start), slice(end, rows.stop))
    (x, before), (z, after) = (thinned(time[part], values[part]) for part in parts)
    around = np.concatenate((before, [np.nan], after))
    axes.plot(np.concatenate((x, [np.nan], z)), around, color=shade, linewidth=0.6)
    name = f"{label}: mean of each stride, band from least to most"
    axes.plot(found.time, found.mean, color=shade, linewidth=1.3, label=name)


def _band(axes: Axes, time: Array, low: Array, high: Array, colour: int) -> None:
    """Shade between two curves (rows,), thinned to their hull."""
    size = max(-(-len(time) // MAXIMUM_POINTS), 1)
    start = np.arange(0, len(time), size)
    low, high = np.fmin.reduceat(low, start), np.fmax.reduceat(high, start)
    shade = PALETTE[colour % len(PALETTE)]
    axes.fill_between(time[start], low, high, color=shade, alpha=BAND, linewidth=0.0)
