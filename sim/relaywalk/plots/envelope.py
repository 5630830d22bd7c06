"""Torque over speed of the most used joints, in what their actuators can give."""

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from relaywalk.analysis.loads.joint_load import envelope_fraction, torque_limits
from relaywalk.plots._axes import (
    GRID,
    PALETTE,
    chosen,
    figure,
    grid_shape,
    legend_below,
    nothing,
    spread,
    titled,
    write_name,
)
from relaywalk.plots._options import PlotOptions
from relaywalk.plots._oracles import TORQUE
from relaywalk.plots._panels import Panel, default_panels, of_several_actors, panel_name
from relaywalk.plots._view import View
from relaywalk.recording.recording import EVERY
from relaywalk.robots.joint_rating import JointRating
from relaywalk.types import Array

if TYPE_CHECKING:
    from relaywalk.runs.run import Run

CAPTION = (
    "Torque against velocity of the joints that came nearest to what their actuators "
    "can give: one point a control period, thinned but for those near the limit. The "
    "line is the envelope of the card: the peak torque up to the speed limit, from "
    "there falling to zero at the peak speed in the direction of motion; braking keeps "
    "the peak torque. Dotted: continuous rating. The ring is the point nearest to the "
    "envelope."
)
TAKES = ("joints", "window", "phase")
RESTS_ON = TORQUE
SHOWN = 6  # joints, unless others are asked for
POINTS = 3000  # of one joint
FOREMOST = 300  # of these, the ones nearest to the limit
COLUMNS = 3


def draw(run: "Run", options: PlotOptions) -> Figure:
    """Draw torque [N·m] over velocity [rad/s].

    Args:
        run: Of the recording.
        options: See `TAKES`; the joints nearest to their limits by default.

    Raises:
        UnknownName: No actor has such a joint or phase.
        RecordingError: There is nothing in that time.
    """
    title, view = titled(run, "Torque and speed"), View(run, options)
    panels = chosen(run, options.joints) if options.joints else _foremost(run)
    if not panels:
        return nothing(title, "no actor of this run has joints")
    rows, columns = grid_shape(len(panels), COLUMNS)
    drawn = figure(title, width=12.0, height=1.4 + 2.8 * max(rows, 1.4))
    grid = np.ravel(drawn.subplots(rows, columns, squeeze=False))
    for axes in grid[len(panels) :]:
        axes.set_axis_off()
    several = of_several_actors(panels)
    for axes, (actor, joint) in zip(grid, panels, strict=False):
        torque, speed = _motion(run, actor, joint, view.rows(actor))
        _points(axes, run.cards[actor].ratings[joint], torque, speed)
        write_name(axes, panel_name(run, actor, joint, several))
        axes.set_xlabel("velocity [rad/s]")
        axes.set_ylabel("torque [N·m]")
        axes.grid(True, color=GRID, linewidth=0.5)
    legend_below(drawn)
    return drawn


def _foremost(run: "Run") -> list[Panel]:
    """Return the joints nearest to their limits, fingers left out."""

    def used(panel: Panel) -> float:
        actor, joint = panel
        torque, speed = _motion(run, actor, joint, EVERY)
        rating = run.cards[actor].ratings[joint]
        return float(envelope_fraction(rating, torque, speed).max())

    panels = {panel: used(panel) for panel in default_panels(run)}
    return sorted(panels, key=lambda panel: -panels[panel])[:SHOWN]


def _motion(run: "Run", actor: str, joint: str, rows: slice) -> tuple[Array, Array]:
    """Return a joint's mean torque [N·m] and velocity [rad/s] in some periods (k,)."""
    names = [f"{actor}.{joint}.torque", f"{actor}.{joint}.velocity"]
    torque, velocity = run.recording.matrix(names, rows).T
    before = np.concatenate((velocity[:1], velocity[:-1]))
    return torque, 0.5 * (velocity + before)


def _points(axes: Axes, rating: JointRating, torque: Array, speed: Array) -> None:
    """Draw one joint's points and what its actuator can give."""
    fraction = envelope_fraction(rating, torque, speed)
    order = np.argsort(-fraction)
    rows = np.concatenate((order[:FOREMOST], spread(len(order), POINTS)))
    (dots,) = axes.plot(speed[rows], torque[rows], ".", label="control periods")
    dots.set(color=PALETTE[0], alpha=0.25, markersize=3, rasterized=True)
    worst = order[0]
    (ring,) = axes.plot(speed[worst], torque[worst], "o", label="nearest to the limit")
    ring.set(color=PALETTE[6], fillstyle="none", markersize=8)
    axes.annotate(
        f"{100.0 * fraction[worst]:.0f} %",
        (speed[worst], torque[worst]),
        xytext=(
            8 if speed[worst] < 0.0 else -8,
            8 if torque[worst] < 0.0 else -14,
        ),
        textcoords="offset points",
        ha="left" if speed[worst] < 0.0 else "right",
        fontsize=8,
        bbox={"facecolor": "white", "alpha": 0.8, "edgecolor": "none", "pad": 1.0},
    )
    _limits(axes, rating, speed)


def _limits(axes: Axes, rating: JointRating, speed: Array) -> None:
    """Draw envelope and continuous rating a little beyond the speeds there were."""
    reach = 1.2 * max(float(np.abs(speed).max()), 1e-3)
    x = np.linspace(-reach, reach, 401)
    lower, upper = torque_limits(rating, x)
    for bound, label in ((upper, "envelope"), (lower, None)):
        axes.plot(x, bound, color=PALETTE[1], linewidth=1.2, label=label)
    if rating.rated_torque:
        for sign, label in ((1.0, "continuous rating"), (-1.0, None)):
            y = sign * rating.rated_torque.value
            axes.axhline(y, linestyle=":", color=PALETTE[2], label=label)
    axes.set_xlim(-reach, reach)
