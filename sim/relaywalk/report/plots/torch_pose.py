"""Where the torch was, and how far it leaned."""

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.figure import Figure

from relaywalk.analysis.kinematics import pose_of, tilt
from relaywalk.report.plots._axes import (
    PALETTE,
    TIME,
    figure,
    nothing,
    plot_line,
    shade_phases,
    titled,
    walkers,
)

if TYPE_CHECKING:
    from relaywalk.report.run import Run

CAPTION = (
    "Position of the torch's lower end in world axes (x along the way, y to the left, "
    "z up), and its tilt: the angle between the torch and the vertical. Dashed is the "
    "tilt that the scenario allows while the torch is carried."
)
ROWS = ("along the way x [m]", "to the left y [m]", "height z [m]", "tilt [°]")


def draw(run: "Run", **_options: object) -> Figure:
    """Draw position [m] and tilt [°] of every prop over time [s].

    Args:
        run: Of the recording.
        **_options: Of other plots.
    """
    title = titled(run, "Pose of the torch")
    props = list(run.scenario.props)
    if not props:
        return nothing(title, "there is no torch in this run")
    drawn = figure(title, height=9.0)
    grid = drawn.subplots(len(ROWS), 1, sharex=True)
    time = run.recording.time
    for i, prop in enumerate(props):
        pose = pose_of(run.recording, prop)
        values = (*pose[:, :3].T, np.degrees(tilt(pose[:, 3:])))
        for axes, line in zip(grid, values, strict=True):
            plot_line(axes, time, line, prop, colour=i)
    actor = next(iter(walkers(run) or run.cards))
    for row, (axes, what) in enumerate(zip(grid, ROWS, strict=True)):
        shade_phases(axes, run, actor, named=row == 0)
        axes.set_ylabel(what)
    allowed = float(np.degrees(run.scenario.success.max_torch_tilt))
    if np.isfinite(allowed) and allowed < 90.0:
        grid[3].axhline(allowed, color=PALETTE[1], linestyle="--", linewidth=1.0)
    grid[3].set_ylim(bottom=0.0)
    grid[3].set_xlabel(TIME)
    if len(props) > 1:
        grid[0].legend()
    return drawn
