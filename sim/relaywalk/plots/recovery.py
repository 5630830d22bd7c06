"""How a body caught itself: footsteps and capture point around each push."""

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from relaywalk.analysis.recovery.pushes import RecordedPush, direction
from relaywalk.analysis.recovery.recoveries import RECOVERING
from relaywalk.analysis.recovery.responses import Response, responses_in
from relaywalk.plots._axes import (
    GRID,
    PALETTE,
    figure,
    grid_shape,
    legend_below,
    nothing,
    titled,
    walkers,
    write_name,
)
from relaywalk.plots._options import PlotOptions
from relaywalk.plots._oracles import NOTHING
from relaywalk.plots._soles import draw_soles, stances_in
from relaywalk.plots._view import View
from relaywalk.robots.stature import stature
from relaywalk.types import GRAVITY, Array

if TYPE_CHECKING:
    from relaywalk.runs.run import Run

CAPTION = (
    "Around each push, from above and to scale: soles on the ground, one rectangle a "
    "stance, and the centre of mass from its dot on, where the push began. The capture "
    "point (DCM) is where the mass would come to rest: it jumps with the push, and the "
    "next foot has to land beside it; thick while the robot catches itself. The ZMP is "
    "what the controller asks of the stance foot. The arrow is the push, 1 m long for "
    "1 m/s of the whole body; its angle is from the body's heading to its left."
)
TAKES = ("window", "phase")
RESTS_ON = NOTHING
PATHS = (
    ("com", "centre of mass", 6),
    ("dcm", "capture point (DCM)", 2),
    ("zmp_desired", "desired ZMP", 4),
)
BEFORE, AFTER = 0.5, 2.5  # of what is drawn around a push [s]
MANY = 9  # panels
COLUMNS = 3
ARROW = 1.0  # length of a push of 1 m/s [s]
MARGIN = 0.25  # around the paths [m]


def draw(run: "Run", options: PlotOptions) -> Figure:
    """Draw footsteps and capture point [m] around each push.

    Args:
        run: Of the recording.
        options: See `TAKES`.

    Raises:
        UnknownName: Nobody has the phase.
        RecordingError: There is nothing in that time.
    """
    title, view = titled(run, "Recovery"), View(run, options)
    shown = [
        (actor, answer)
        for actor in walkers(run)
        if run.cards[actor].feet
        for answer in _answers(view, actor)
    ]
    if not shown:
        return nothing(title, "nobody on feet was pushed, or had to catch itself")
    if len(shown) > MANY:
        title += f"; the first {MANY} of {len(shown)} pushes"
    shown = shown[:MANY]
    rows, columns = grid_shape(len(shown), COLUMNS)
    drawn = figure(title, width=4.6 * columns + 0.4, height=1.0 + 4.6 * rows)
    grid = drawn.subplots(rows, columns, squeeze=False).ravel()
    for axes, (actor, answer) in zip(grid, shown, strict=False):
        _panel(axes, run, actor, answer)
    for axes in grid[len(shown) :]:
        axes.set_axis_off()
    legend_below(drawn, columns=6)
    return drawn


def _answers(view: View, actor: str) -> list[Response]:
    """Return an actor's pushes and recoveries in the time that is asked for."""
    run, (start, end) = view.run, view.span(actor)
    fell = run.result.outcome == "fell"
    found = responses_in(run.recording, run.cards[actor], actor, fell=fell)
    return [answer for answer in found if start <= answer.time <= end]


def _panel(axes: Axes, run: "Run", actor: str, answer: Response) -> None:
    """Draw what happened around one push or recovery."""
    begin, push, end = np.searchsorted(
        run.recording.time, answer.time + np.array([-BEFORE, 0.0, AFTER])
    )
    rows = slice(int(begin), max(int(end), int(begin) + 1))
    draw_soles(axes, stances_in(run, actor, rows), run.cards[actor])
    moved = _paths(axes, run, actor, rows)
    at = moved[min(int(push - begin), len(moved) - 1)]
    axes.plot(*at, "o", color=PALETTE[6], markersize=5)
    if answer.push is not None:
        _arrow(axes, run, actor, answer.push, at)
    write_name(axes, _named(run, actor, answer))
    low, high = moved.min(axis=0), moved.max(axis=0)
    half = 0.5 * float((high - low).max()) + MARGIN
    x, y = 0.5 * (low + high)
    axes.set_xlim(x - half, x + half)
    axes.set_ylim(y - half, y + half)
    axes.set_aspect("equal")
    axes.set_xlabel("x [m]")
    axes.set_ylabel("y [m]")
    axes.grid(True, color=GRID, linewidth=0.5)
    axes.tick_params(labelsize=8)


def _paths(axes: Axes, run: "Run", actor: str, rows: slice) -> Array:
    """Draw the paths that are recorded; return that of the centre of mass (rows, 2)."""
    recording, caught = run.recording, f"{actor}.{RECOVERING}"
    for channel, label, colour in PATHS:
        names = [f"{actor}.{channel}.{axis}" for axis in "xy"]
        if set(names) <= set(recording.names):
            x, y = recording.matrix(names, rows).T
            axes.plot(x, y, color=PALETTE[colour], linewidth=1.0, label=label)
            if channel == "dcm" and caught in recording.names:
                busy = recording[caught][rows] > 0.5
                thick = np.where(busy, x, np.nan)
                axes.plot(thick, y, color=PALETTE[colour], linewidth=2.6)
    moved: Array = recording.matrix([f"{actor}.com.x", f"{actor}.com.y"], rows)
    return moved


def _arrow(
    axes: Axes, run: "Run", actor: str, push: RecordedPush, start: Array
) -> None:
    """Draw a push from a place (2,) on [m]."""
    mass = stature(run.cards[actor]).weight / GRAVITY
    tip = start + ARROW * push.impulse[:2] / mass
    axes.annotate(
        "",
        xy=(float(tip[0]), float(tip[1])),
        xytext=(float(start[0]), float(start[1])),
        arrowprops={"arrowstyle": "-|>", "color": PALETTE[3], "linewidth": 2.0},
    )


def _named(run: "Run", actor: str, answer: Response) -> str:
    """Return what a panel shows, in two lines."""
    said = f"{answer.time:.2f} s: {actor} caught itself"
    if answer.push is not None:
        size = float(np.linalg.norm(answer.push.impulse))
        speed = size * GRAVITY / stature(run.cards[actor]).weight
        towards = direction(run.recording, actor, answer.push)
        said = (
            f"{answer.push.time:.2f} s: {size:.1f} N·s ({speed:.2f} m/s) on "
            f"{answer.push.link}, {towards:.0f}°"
        )
    if answer.recovery is None:
        return said
    steps = answer.recovery.steps
    counted = f"{steps} step{'s' if steps != 1 else ''}"
    return f"{said}\n{answer.recovery.outcome}, {counted}"
