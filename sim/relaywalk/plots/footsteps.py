"""Where the feet stood, from above, and how the mass moved over them."""

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Polygon

from relaywalk.analysis.kinematics import frame_poses
from relaywalk.plots._axes import (
    GRID,
    MAXIMUM_POINTS,
    PALETTE,
    close_up,
    figure,
    legend_below,
    nothing,
    titled,
    walkers,
    write_name,
)
from relaywalk.plots._options import PlotOptions
from relaywalk.plots._oracles import NOTHING
from relaywalk.plots._view import View
from relaywalk.robots.card import RobotCard
from relaywalk.types import Array

if TYPE_CHECKING:
    from relaywalk.runs.run import Run

CAPTION = (
    "Soles on the ground from above, one rectangle a stance. The centre of mass sways "
    "between the feet; the divergent component of motion (DCM) is where the mass would "
    "come to rest; the centre of pressure (CoP) lies inside the soles that bear load. "
    "Above: the whole way (the two axes differ in scale); below: a close-up to scale."
)
TAKES = ("window", "phase")
RESTS_ON = NOTHING
PATHS = (("com", "centre of mass", 6), ("dcm", "DCM", 2), ("cop", "CoP", 4))


class Stance(NamedTuple):
    """One sole at rest: corners (4, 2) in world [m] and position of its foot."""

    corners: Array
    foot: int


def draw(run: "Run", options: PlotOptions) -> Figure:
    """Draw soles and paths [m] from above.

    Args:
        run: Of the recording.
        options: See `TAKES`.

    Raises:
        UnknownName: Nobody has the phase.
        RecordingError: There is nothing in that time.
    """
    title, view = titled(run, "Footsteps"), View(run, options)
    actors = [actor for actor in walkers(run) if run.cards[actor].feet]
    if not actors:
        return nothing(title, "nobody in this run stands on feet")
    drawn = figure(title, width=14.0, height=1.0 + 7.5 * len(actors))
    grid = drawn.subplots(2 * len(actors), 1, squeeze=False)[:, 0]
    for index, actor in enumerate(actors):
        whole, near = grid[2 * index : 2 * index + 2]
        stances = _stances(view, actor)
        span = view.span(actor) if view.restricted else None
        zoom = close_up(run, actor, span)
        for axes, rows in ((whole, view.rows(actor)), (near, zoom)):
            _soles(axes, stances, run.cards[actor])
            _paths(axes, run, actor, rows)
            axes.set_xlabel("forward x [m]")
            axes.set_ylabel("left y [m]")
            axes.grid(True, color=GRID, linewidth=0.5)
        whole.autoscale_view()
        _frame(near, run, actor, zoom)
        write_name(whole, f"{actor}: the whole way, stretched sideways")
        write_name(near, f"{actor}: close-up, to scale")
    legend_below(drawn, columns=5)
    return drawn


def _stances(view: View, actor: str) -> list[Stance]:
    """Return every stance in view, seen in its middle."""
    run, inside = view.run, view.rows(actor)
    card, gait = run.cards[actor], run.gaits[actor]
    found = []
    for foot, (name, contact) in enumerate(card.feet.items()):
        rows = (gait.feet[name].first + gait.feet[name].last) // 2
        rows = rows[(rows >= inside.start) & (rows < inside.stop)]
        if len(rows):
            where, rotation = frame_poses(
                run.recording, card, actor, contact.frame, rows
            )
            corners = where[:, None] + np.einsum(
                "kij,cj->kci", rotation, _corners(card)
            )
            found += [Stance(four[:, :2], foot) for four in corners]
    return found


def _corners(card: RobotCard) -> Array:
    """Return the corners (4, 3) of the sole in its frame [m]."""
    sole = card.sole
    if sole is None:
        return np.zeros((4, 3))
    x, y = (sole.x_min, sole.x_max), (sole.y_min, sole.y_max)
    return np.array([[x[i], y[j], 0.0] for i, j in ((0, 0), (1, 0), (1, 1), (0, 1))])


def _soles(axes: Axes, stances: list[Stance], card: RobotCard) -> None:
    """Draw the soles, each foot in its colour."""
    named: set[int] = set()
    names = [name.replace("_", " ") for name in card.feet]
    for corners, foot in stances:
        colour = PALETTE[foot]
        label = names[foot] if foot not in named else None
        named.add(foot)
        axes.add_patch(
            Polygon(corners, facecolor=colour, alpha=0.3, edgecolor=colour, label=label)
        )


def _paths(axes: Axes, run: "Run", actor: str, rows: slice) -> None:
    """Draw centre of mass, DCM and centre of pressure."""
    for channel, label, colour in PATHS:
        names = [f"{actor}.{channel}.{axis}" for axis in "xy"]
        x, y = run.recording.matrix(names)[rows].T
        size = -(-len(x) // MAXIMUM_POINTS)
        axes.plot(
            x[::size], y[::size], color=PALETTE[colour], linewidth=1.0, label=label
        )


def _frame(axes: Axes, run: "Run", actor: str, rows: slice) -> None:
    """Show the close-up to scale."""
    x, y = run.recording.matrix([f"{actor}.com.x", f"{actor}.com.y"])[rows].T
    axes.set_xlim(float(x.min()) - 0.4, float(x.max()) + 0.4)
    axes.set_ylim(float(y.mean()) - 0.35, float(y.mean()) + 0.35)
    axes.set_aspect("equal")
