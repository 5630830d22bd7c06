"""One panel a joint: left beside right, each with its own scale."""

from collections.abc import Callable, Iterable, Sequence
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
from relaywalk.plots._curves import mark_both, x_label
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
    one: Callable[[Axes, View, str, str], None],
    legend: bool = False,
) -> Figure:
    """Draw one panel a joint, over time or the gait cycle.

    Where somebody walks far, curves are drawn stride by stride, and beside it, on the
    same scale, in a close-up of two strides.

    Args:
        view: Of the run.
        title: Of the figure.
        panels: Actor and joint of each.
        one: Draws a panel: axes, view, actor, joint.
        legend: Whether the curves of a single run over time are named too.
    """
    if not panels:
        return nothing(title, "no actor of this run has joints")
    rows, columns = panel_grid(len(panels))
    several = of_several_actors(panels)
    both = not several and view.is_long(panels[0][0])
    cycle, two_runs = view.options.cycle, view.options.both_engines is not None
    legend = legend or both or cycle or two_runs
    above = 0.7 if cycle else 1.0  # phases are named there [inch]
    drawn, grid = _grid(title, rows, columns, legend, above)
    for index, (axes, (actor, joint)) in enumerate(zip(grid, panels, strict=False)):
        for part in view.with_close_up(actor) if both else (view,):
            one(axes, part, actor, joint)
        named = index < columns and not cycle
        if not cycle:
            shade_phases(axes, view.run, actor, named, view.span(actor))
        name = panel_name(view.run, actor, joint, several)
        write_name(axes, name, pad=24.0 if named else 4.0)
    _finish_grid(grid, len(panels), columns, x_label(view))
    if both:
        mark_both(grid[0], view, panels[0][0])
    if legend:
        legend_below(drawn, outside=False, columns=2 if cycle else 4)
    return drawn


def _finish_grid(grid: list[Axes], panels: int, columns: int, label: str) -> None:
    """Hide the axes that no panel needs, and name the axis under the lowest."""
    for axes in grid[panels:]:
        axes.set_axis_off()
    for axes in grid[max(panels - columns, 0) : panels]:
        axes.set_xlabel(label)
        axes.tick_params(labelbottom=True)


def of_several_actors(panels: Iterable[tuple[str, object]]) -> bool:
    """Return whether panels, each an actor and what is shown, are not of one actor."""
    return len({actor for actor, _ in panels}) > 1


def panel_name(run: "Run", actor: str, joint: str, several: bool) -> str:
    """Return the name of a joint's panel: its common name and its code.

    Args:
        run: Whose cards know the names.
        actor: Whose joint.
        joint: Its code.
        several: Whether the figure shows joints of several actors.
    """
    said = run.cards[actor].full_name(joint)
    return f"{actor}: {said}" if several else said


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
