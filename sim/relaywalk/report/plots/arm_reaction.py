"""What the joints of the arm that carries the torch have to bear."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.figure import Figure

from relaywalk.report.plots._axes import (
    TIME,
    chosen,
    close_up,
    figure,
    finish,
    nothing,
    plot_line,
    shade_phases,
    titled,
    walkers,
)
from relaywalk.types import Array

if TYPE_CHECKING:
    from relaywalk.report.run import Run

CAPTION = (
    "Magnitude of the force and of the moment that pass through each joint of the "
    "right arm, at the joint's origin: what its bearings and the structure carry, "
    "actuator included. Left: the whole run; right: three seconds in its middle."
)
ARM = "right_arm"
ROWS = (("f", "reaction force [N]"), ("m", "reaction moment [N·m]"))


def draw(run: "Run", joints: Sequence[str] | None = None, **_options: object) -> Figure:
    """Draw reaction force [N] and moment [N·m] over time [s].

    Args:
        run: Of the recording.
        joints: Which; those of the walkers' right arms if None.
        **_options: Of other plots.

    Raises:
        UnknownName: No actor has such a joint.
    """
    title = titled(run, "Reaction in the joints of the arm")
    if joints:
        lines = chosen(run, joints)
    else:
        actors = walkers(run) or list(run.cards)
        lines = [(a, j) for a in actors for j in run.cards[a].groups.get(ARM, ())]
    if not lines:
        return nothing(title, "nobody in this run has a right arm")
    drawn = figure(title, width=14.0, height=8.0)
    grid = drawn.subplots(2, 2, sharey="row")
    time, zoom = run.recording.time, close_up(run, lines[0][0])
    several = len({actor for actor, _ in lines}) > 1
    for (kind, unit), (whole, near) in zip(ROWS, grid, strict=True):
        for i, (actor, joint) in enumerate(lines):
            values = _magnitude(run, f"{actor}.{joint}", kind)
            label = f"{actor}: {joint}" if several else joint
            plot_line(whole, time, values, label, i)
            plot_line(near, time[zoom], values[zoom], label, i, 1.3)
        shade_phases(whole, run, lines[0][0], named=kind == "f")
        finish(near, time[zoom])
        whole.set_ylabel(unit)
        whole.set_ylim(bottom=0.0)
    for axes in grid[1]:
        axes.set_xlabel(TIME)
    handles, labels = grid[0, 0].get_legend_handles_labels()
    drawn.legend(handles, labels, loc="outside lower center", ncols=4, fontsize=9)
    return drawn


def _magnitude(run: "Run", joint: str, kind: str) -> Array:
    """Return the magnitude (rows,) of a joint's force "f" or moment "m"."""
    parts = run.recording.matrix([f"{joint}.{kind}{axis}" for axis in "xyz"])
    return np.asarray(np.linalg.norm(parts, axis=1))
