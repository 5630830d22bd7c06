"""Joint torque over the gait cycle, left over right, with its limits."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.figure import Figure

from relaywalk.analysis.gait.gait_cycle import pairs
from relaywalk.plots._axes import (
    GRID,
    chosen,
    figure,
    legend_below,
    nothing,
    titled,
    walkers,
    write_name,
)
from relaywalk.plots._curves import CYCLE, draw_cycle, mark_lift_off
from relaywalk.plots._options import PlotOptions
from relaywalk.plots._oracles import TORQUE
from relaywalk.plots._panels import of_several_actors, panel_grid
from relaywalk.plots._view import View
from relaywalk.plots.joint_torque import draw_limits, torque_label, torque_of
from relaywalk.robots.card import RobotCard

if TYPE_CHECKING:
    from relaywalk.runs.run import Run

CAPTION = (
    "Actuator torque over the gait cycle, from touchdown (0 %) to the next touchdown "
    "(100 %) of the foot on the joint's own side: mean of all steady strides, shaded "
    "one standard deviation each way (with two runs: what lies between their means). "
    "Torques are as recorded: joints about x and z turn the other way left than right, "
    "so that their curves mirror. The upright line is the mean lift-off. Dashed: peak "
    "torque; dotted: continuous rating, where they are near; the shade may pass a peak "
    "torque that no stride passes."
)
TAKES = ("joints", "window", "phase", "cycle", "both_engines", "per_body_weight")
RESTS_ON = TORQUE
LEG = "left_leg"


def draw(run: "Run", options: PlotOptions) -> Figure:
    """Draw torque [N·m] over the gait cycle [%].

    Args:
        run: Of the recording.
        options: See `TAKES`; the legs by default. The cycle is drawn in any case.

    Raises:
        UnknownName: No actor has such a joint or phase.
    """
    view, what = View(run, options), "Torque over the gait cycle"
    title = titled(run, what, options.both_engines)
    panels = [p for p in _panels(run, options) if _steady(view, *p)]
    if not panels:
        return nothing(title, "nobody in this run walks steadily in that time")
    rows, columns = panel_grid(len(panels))
    drawn = figure(title, width=10.0, height=1.4 + 2.2 * max(rows, 1.6))
    grid = np.ravel(drawn.subplots(rows, columns, squeeze=False, sharex=True))
    several = of_several_actors(panels)
    for axes, (actor, joints) in zip(grid, panels, strict=False):
        for joint in joints:
            draw_cycle(axes, view, torque_of(actor, joint), "torque")
            mark_lift_off(axes, view, torque_of(actor, joint))
        draw_limits(axes, view, actor, joints[0])
        whose = f"{actor}: " if several else ""
        write_name(axes, whose + _name(run.cards[actor], joints))
        axes.set_ylabel(torque_label(view, actor))
        axes.axhline(0.0, color=GRID, linewidth=0.8, zorder=1)
    for axes in grid[len(panels) :]:
        axes.set_axis_off()
    for axes in grid[max(len(panels) - columns, 0) : len(panels)]:
        axes.set_xlabel(CYCLE)
        axes.tick_params(labelbottom=True)
    legend_below(drawn, columns=2)
    return drawn


def _panels(run: "Run", options: PlotOptions) -> list[tuple[str, tuple[str, ...]]]:
    """Return actor and joints of each panel: left over right where there are both."""
    if not options.joints:
        legs = [(a, set(run.cards[a].groups.get(LEG, ()))) for a in walkers(run)]
        return [(a, p) for a, leg in legs for p in pairs(run.cards[a]) if p[0] in leg]
    found: dict[tuple[str, tuple[str, ...]], None] = {}
    for actor, joint in chosen(run, options.joints):
        both = [p for p in pairs(run.cards[actor]) if joint in p]
        found[actor, both[0] if both else (joint,)] = None
    return list(found)


def _name(card: RobotCard, joints: Sequence[str]) -> str:
    """Return what a panel's joints are called, a left and a right one together."""
    said = {
        card.joint_names[joint].name for joint in joints if joint in card.joint_names
    }
    if len(joints) == 1 or len(said) != 1:
        return ", ".join(card.full_name(joint) for joint in joints)
    return f"{said.pop()} ({', '.join(joints)})"


def _steady(view: View, actor: str, joints: tuple[str, ...]) -> bool:
    """Return whether there are strides to cut every joint's torque by."""
    views = [view, view.of_other()]
    return all(v.strides(actor, j) for v in views if v is not None for j in joints)
