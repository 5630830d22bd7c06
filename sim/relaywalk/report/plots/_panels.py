"""One panel a joint: left beside right, each with its own scale."""

from collections.abc import Callable, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from relaywalk.report.plots._axes import (
    TIME,
    chosen,
    figure,
    nothing,
    shade_phases,
    walkers,
)
from relaywalk.robots.card import RobotCard

if TYPE_CHECKING:
    from relaywalk.report.run import Run

HANDS = ("left_hand", "right_hand")
COLUMNS = 2
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


def draw_panels(
    run: "Run",
    title: str,
    joints: Sequence[str] | None,
    one: Callable[[Axes, str, str], None],
) -> Figure:
    """Draw one panel a joint.

    Args:
        run: Of the recording.
        title: Of the figure.
        joints: Which; all but the fingers if None.
        one: Draws a panel: axes, actor, joint.
    """
    panels = chosen(run, joints) if joints else default_panels(run)
    if not panels:
        return nothing(title, "no actor of this run has joints")
    rows = -(-len(panels) // COLUMNS)
    drawn = figure(title, width=14.0, height=1.0 + max(1.75 * rows, 3.0))
    grid = drawn.subplots(rows, COLUMNS, sharex=True, squeeze=False)
    several = len({actor for actor, _ in panels}) > 1
    flat = list(np.ravel(grid))
    for place, axes in enumerate(flat):
        if place >= len(panels):
            axes.set_axis_off()
            continue
        actor, joint = panels[place]
        one(axes, actor, joint)
        shade_phases(axes, run, actor, named=place < COLUMNS)
        name = f"{actor}: {joint}" if several else joint
        axes.text(
            0.005,
            0.95,
            name,
            transform=axes.transAxes,
            va="top",
            fontsize=9,
            fontweight="bold",
            bbox={"facecolor": "white", "alpha": 0.7, "edgecolor": "none", "pad": 1.0},
        )
    for axes in flat[max(len(panels) - COLUMNS, 0) : len(panels)]:
        axes.set_xlabel(TIME)
        axes.tick_params(labelbottom=True)
    return drawn
