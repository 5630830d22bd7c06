"""What the joints of the arm that carries the torch have to bear."""

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.figure import Figure

from relaywalk.plots._axes import (
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
from relaywalk.plots._options import PlotOptions
from relaywalk.plots._oracles import REACTION
from relaywalk.plots._panels import of_several_actors, panel_name
from relaywalk.plots._view import View
from relaywalk.types import Array

if TYPE_CHECKING:
    from relaywalk.runs.run import Run

CAPTION = (
    "Magnitude of the force and of the moment that pass through each joint of the "
    "right arm, at the joint's origin: what its bearings and the structure carry, "
    "actuator included. Left: the time asked for, the whole run by default; right: "
    "three seconds in its middle. Where curves coincide, the last one hides the others."
)
TAKES = ("joints", "window", "phase", "per_body_weight")
RESTS_ON = REACTION
ARM = "right_arm"
ROWS = (("f", "reaction force", "N"), ("m", "reaction moment", "N·m"))


def draw(run: "Run", options: PlotOptions) -> Figure:
    """Draw reaction force [N] and moment [N·m] over time [s].

    Args:
        run: Of the recording.
        options: See `TAKES`; the joints of the walkers' right arms by default.

    Raises:
        UnknownName: No actor has such a joint or phase.
        RecordingError: There is nothing in that time.
    """
    title, view = titled(run, "Reaction in the joints of the arm"), View(run, options)
    if options.joints:
        lines = chosen(run, options.joints)
    else:
        actors = walkers(run) or list(run.cards)
        lines = [(a, j) for a in actors for j in run.cards[a].groups.get(ARM, ())]
    if not lines:
        return nothing(title, "nobody in this run has a right arm")
    drawn = figure(title, width=12.0, height=8.0)
    grid = drawn.subplots(2, 2, sharey="row")
    first = lines[0][0]
    span, rows, time = view.span(first), view.rows(first), run.recording.time
    zoom = close_up(run, first, span if view.restricted else None)
    several = of_several_actors(lines)
    for (kind, what, unit), (whole, near) in zip(ROWS, grid, strict=True):
        for i, (actor, joint) in enumerate(lines):
            factor, name = view.scale(actor, unit)
            values = factor * _magnitude(run, f"{actor}.{joint}", kind)
            label = panel_name(run, actor, joint, several)
            plot_line(whole, time[rows], values[rows], label, i)
            plot_line(near, time[zoom], values[zoom], label, i, 1.3)
        shade_phases(whole, run, first, kind == "f", span)
        finish(near, time[zoom])
        whole.set_ylabel(f"{what} [{name}]")
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
