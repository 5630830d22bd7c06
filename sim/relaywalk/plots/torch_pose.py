"""Where the torch was, how far it leaned, and how it slipped in the hand."""

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from relaywalk.analysis.handover.holding import longest_hold, touching
from relaywalk.analysis.handover.slip import slip_of
from relaywalk.analysis.kinematics import pose_of, tilt
from relaywalk.plots._axes import (
    PALETTE,
    TIME,
    figure,
    nothing,
    plot_line,
    shade_phases,
    titled,
    walkers,
)
from relaywalk.plots._options import PlotOptions
from relaywalk.plots._oracles import NOTHING

if TYPE_CHECKING:
    from relaywalk.runs.run import Run

CAPTION = (
    "Position of the torch's lower end in world axes (x along the way, y to the left, "
    "z up); its tilt: the angle between the torch and the vertical; and its slip: how "
    "far the point that the hand gripped has moved in the hand since the grasp was "
    "done, while the hand held the torch alone, and the part of it along the grip, "
    "which runs up the torch. Dashed is what the scenario allows while it is carried."
)
TAKES: tuple[str, ...] = ()
RESTS_ON = NOTHING
ROWS = (
    "along the way x [m]",
    "to the left y [m]",
    "height z [m]",
    "tilt [°]",
    "slip in the hand [mm]",
)


def draw(run: "Run", options: PlotOptions) -> Figure:
    """Draw position [m], tilt [°] and slip [mm] of every prop over time [s].

    Args:
        run: Of the recording.
        options: None is taken.
    """
    title = titled(run, "Pose of the torch")
    props = list(run.scenario.props)
    if not props:
        return nothing(title, "there is no torch in this run")
    drawn = figure(title, height=11.0)
    grid = drawn.subplots(len(ROWS), 1, sharex=True)
    time = run.recording.time
    for i, prop in enumerate(props):
        pose = pose_of(run.recording, prop)
        values = (*pose[:, :3].T, np.degrees(tilt(pose[:, 3:])))
        for axes, line in zip(grid, values, strict=False):
            plot_line(axes, time, line, prop, colour=i)
        _draw_slip(grid[4], run, prop, colour=i)
    actor = next(iter(walkers(run) or run.cards))
    for row, (axes, what) in enumerate(zip(grid, ROWS, strict=True)):
        shade_phases(axes, run, actor, named=row == 0)
        axes.set_ylabel(what)
    allowed = run.scenario.success
    _draw_limit(grid[3], float(np.degrees(allowed.max_torch_tilt)), unless=90.0)
    _draw_limit(grid[4], 1e3 * allowed.max_slip, unless=1e3)
    grid[3].set_ylim(bottom=0.0)
    grid[-1].set_xlabel(TIME)
    if len(props) > 1:
        grid[0].legend()
    return drawn


def _draw_slip(axes: Axes, run: "Run", prop: str, colour: int) -> None:
    """Draw how a prop slips in the hand of every robot that holds it alone."""
    touch = touching(run.recording, run.cards, run.scenario.props)
    drawn = False
    for actor in walkers(run):
        hold = longest_hold(touch, actor, prop)
        if hold is None:
            continue
        slip = slip_of(run.recording, run.cards[actor], hold)
        drawn = drawn or len(slip.time) > 0
        along, distance = 1e3 * slip.displacement_in_hand[:, 2], 1e3 * slip.distance
        plot_line(axes, slip.time, distance, f"{prop} in {actor}'s hand", 2 * colour)
        plot_line(axes, slip.time, along, "of it, along the grip", 2 * colour + 2, 0.7)
    if drawn:
        axes.legend(loc="center left", fontsize=8, ncols=3)
    else:
        axes.text(
            0.5,
            0.5,
            "no robot held it alone",
            ha="center",
            va="center",
            transform=axes.transAxes,
        )


def _draw_limit(axes: Axes, allowed: float, unless: float) -> None:
    """Draw what is allowed, unless it is so much that nothing is asked."""
    if allowed < unless:
        axes.axhline(allowed, color=PALETTE[1], linestyle="--", linewidth=1.0)
