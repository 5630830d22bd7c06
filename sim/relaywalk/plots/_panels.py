"""One panel a joint: left beside right, each with its own scale."""

from collections.abc import Callable, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from relaywalk.plots._axes import (
    chosen,
    figure,
    grid_shape,
    legend_below,
    nothing,
    shade_phases,
    walkers,
    write_name,
)
from relaywalk.plots._curves import x_label
from relaywalk.plots._view import View
from relaywalk.robots.card import RobotCard

if TYPE_CHECKING:
    from relaywalk.runs.run import Run

HANDS = ("left_hand", "right_hand")
COLUMNS = 2
MAXIMUM_ROWS = 3  # of panels in a single column
WIDTH = 10.0  # of the figure [inch]
ROW = 1.55  # from panel to panel [inch]
BETWEEN = 0.33  # of that, what is free between two [inch]
Panel = tuple[str, str]  # actor, joint


def body_joints(card: RobotCard) -> list[str]:
    """Return all joints but the fingers, left and right in turn."""
    groups = {name: list(g) for name, g in card.groups.items() if name not in HANDS}
    found: list[str] = []
    for name in list(groups):
        if name.startswith("left_"):
            left, right = groups.pop(name), groups.pop(f"right_{name[5:]}", [])
            pairs = zip_longest(left, right)
            found.extend(joint for pair in pairs for joint in pair if joint)
    for rest in groups.values():
        found.extend(rest)
    return found


def default_panels(run: "Run") -> list[Panel]:
    """Return the joints of all walkers, of all actors where none walks."""
    actors = walkers(run) or list(run.cards)
    return [
        (actor, joint) for actor in actors for joint in body_joints(run.cards[actor])
    ]


def panels_of(view: View) -> list[Panel]:
    """Return the joints asked for, or the plot's own choice."""
    joints = view.options.joints
    return chosen(view.run, joints) if joints else default_panels(view.run)


def panel_grid(panels: int) -> tuple[int, int]:
    """Return rows and columns of panels: few stand in a single column."""
    return grid_shape(panels, COLUMNS if panels > MAXIMUM_ROWS else 1)


def draw_panels(
    view: View,
    title: str,
    panels: Sequence[Panel],
    one: Callable[[Axes, str, str], None],
    legend: bool = False,
) -> Figure:
    """Draw one panel a joint, over time or the gait cycle.

    Args:
        view: Of the run.
        title: Of the figure.
        panels: Actor and joint of each.
        one: Draws a panel: axes, actor, joint.
        legend: Whether the curves of a single run over time are named too.
    """
    if not panels:
        return nothing(title, "no actor of this run has joints")
    rows, columns = panel_grid(len(panels))
    legend = legend or view.options.cycle or view.options.both_engines is not None
    above = 0.7 if view.options.cycle else 1.0  # phases are named there [inch]
    drawn, grid = _grid(title, rows, columns, legend, above)
    several = len({actor for actor, _ in panels}) > 1
    for index, axes in enumerate(grid):
        if index >= len(panels):
            axes.set_axis_off()
            continue
        actor, joint = panels[index]
        one(axes, actor, joint)
        named = index < columns and not view.options.cycle
        if not view.options.cycle:
            shade_phases(axes, view.run, actor, named, view.span(actor))
        name = f"{actor}: {joint}" if several else joint
        write_name(axes, name, pad=24.0 if named else 4.0)
    for axes in grid[max(len(panels) - columns, 0) : len(panels)]:
        axes.set_xlabel(x_label(view))
        axes.tick_params(labelbottom=True)
    if legend:
        columns = 2 if view.options.cycle else 4
        legend_below(drawn, outside=False, columns=columns)
    return drawn


def _grid(
    title: str, rows: int, columns: int, legend: bool, above: float
) -> tuple[Figure, list[Axes]]:
    """Return a figure of equal panels, so high above and below them [inch]."""
    pitch = ROW if rows > 1 else 2.0 * ROW  # [inch], as all the lengths below
    below, left, right = 0.95 if legend else 0.55, 1.0, 0.15
    height = above + rows * pitch + below
    drawn = figure(title, width=WIDTH, height=height, placed=False)
    grid = drawn.subplots(rows, columns, sharex=True, squeeze=False)
    drawn.subplots_adjust(
        left=left / WIDTH,
        right=1.0 - right / WIDTH,
        top=1.0 - above / height,
        bottom=below / height,
        hspace=BETWEEN / (pitch - BETWEEN),
        wspace=0.25,
    )
    return drawn, list(np.ravel(grid))
