"""What the ground does to the feet, over time or the gait cycle."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from relaywalk.plots._axes import (
    PALETTE,
    TIME,
    close_up,
    figure,
    finish,
    legend_below,
    nothing,
    plot_line,
    shade_phases,
    titled,
    walkers,
)
from relaywalk.plots._curves import CYCLE, Signal, draw_cycle, mark_lift_off
from relaywalk.plots._options import PlotOptions
from relaywalk.plots._oracles import GROUND
from relaywalk.plots._view import View

if TYPE_CHECKING:
    from relaywalk.runs.run import Run

CAPTION = (
    "Force of the ground on each foot, in world axes. Left: the time asked for, the "
    "whole run by default; right: three seconds in the middle of the walk. Vertical "
    "forces alternate between the feet; dashed is the mean of both feet together, "
    "over a whole run the weight carried. Forward and sideward forces are sums over "
    "both feet. Over the gait cycle: the force on each foot from its own touchdown "
    "(0 %) to its next (100 %), mean of the steady strides, shaded one standard "
    "deviation each way; the upright lines are the mean lift-offs."
)
TAKES = ("window", "phase", "cycle", "per_body_weight")
RESTS_ON = GROUND
ROWS = (("fz", "vertical"), ("fx", "forward (x)"), ("fy", "sideward (y)"))


def draw(run: "Run", options: PlotOptions) -> Figure:
    """Draw ground reaction forces [N] over time [s] or gait cycle [%].

    Over the gait cycle every foot has a curve of its own in all three directions.

    Args:
        run: Of the recording.
        options: See `TAKES`.

    Raises:
        UnknownName: Nobody has the phase.
        RecordingError: There is nothing in that time, or no steady stride.
    """
    title, view = titled(run, "Ground reaction"), View(run, options)
    actors = [actor for actor in walkers(run) if run.cards[actor].feet]
    if not actors:
        return nothing(title, "nobody in this run stands on feet")
    if options.cycle:
        return _over_cycle(title, view, actors)
    return _over_time(title, view, actors)


def _over_cycle(title: str, view: View, actors: Sequence[str]) -> Figure:
    """Draw the force on each foot over its own gait cycle, one row an actor."""
    height = 1.4 + 3.2 * len(actors)
    drawn = figure(title, width=12.0, height=height)
    grid = drawn.subplots(len(actors), len(ROWS), squeeze=False, sharex=True)
    for actor, panels in zip(actors, grid, strict=True):
        unit = view.scale(actor, "N").unit
        for axes, (axis, what) in zip(panels, ROWS, strict=True):
            for foot in view.run.cards[actor].feet:
                signal = _force_of(actor, foot, axis)
                draw_cycle(axes, view, signal, "force")
                mark_lift_off(axes, view, signal)
            axes.set_ylabel(f"{actor}\n{what} force [{unit}]")
    for axes in grid[-1]:
        axes.set_xlabel(CYCLE)
    legend_below(drawn)
    return drawn


def _force_of(actor: str, foot: str, axis: str) -> Signal:
    """Return one component of the ground's force on a foot as a signal [N]."""
    name = f"{foot}.contact.{axis}"
    return Signal(actor, name, "N", lambda run: run.recording[f"{actor}.{name}"])


def _over_time(title: str, view: View, actors: Sequence[str]) -> Figure:
    """Draw the whole time beside a close-up, three rows an actor."""
    run = view.run
    drawn = figure(title, width=12.0, height=1.0 + 7.5 * len(actors))
    grid = drawn.subplots(3 * len(actors), 2, squeeze=False, sharey="row")
    for index, actor in enumerate(actors):
        span = view.span(actor)
        zoom = close_up(run, actor, span if view.restricted else None)
        for row, (axis, what) in enumerate(ROWS):
            whole, near = grid[3 * index + row]
            _force(whole, view, actor, axis, view.rows(actor))
            _force(near, view, actor, axis, zoom)
            shade_phases(whole, run, actor, row == 0, span)
            finish(near, run.recording.time[zoom])
            unit = view.scale(actor, "N").unit
            whole.set_ylabel(f"{actor}\n{what} force [{unit}]")
        grid[3 * index, 0].legend(loc="lower right", fontsize=8)
        for axes in grid[3 * index + 2]:
            axes.set_xlabel(TIME)
    return drawn


def _force(axes: Axes, view: View, actor: str, axis: str, rows: slice) -> None:
    """Draw one component of the force on each foot, or of both together."""
    run, scale = view.run, view.scale(actor, "N")
    feet = list(run.cards[actor].feet)
    time = run.recording.time[rows]
    names = [f"{actor}.{foot}.contact.{axis}" for foot in feet]
    force = scale.factor * run.recording.matrix(names, rows)
    if axis != "fz":
        plot_line(axes, time, force.sum(axis=1), "both feet", colour=2)
        return
    for i, foot in enumerate(feet):
        plot_line(axes, time, force[:, i], foot.replace("_", " "), colour=i)
    mean = float(force.sum(axis=1).mean())
    label = f"mean of the sum: {mean:.4g} {scale.unit}"
    axes.axhline(mean, color=PALETTE[6], linestyle="--", linewidth=1.0, label=label)
