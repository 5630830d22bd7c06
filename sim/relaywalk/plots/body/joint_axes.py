"""A picture of a robot's joints: names, axes, and which way is positive."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import FancyArrowPatch, Polygon
from scipy.spatial.transform import Rotation

from relaywalk.plots._axes import PALETTE, figure
from relaywalk.plots.body.picture import HANDS
from relaywalk.plots.body.shapes import FRONT, BodyView, body_view
from relaywalk.types import Array

if TYPE_CHECKING:
    from relaywalk.robots.card import RobotCard

TURNED, ABOVE = 35.0, 15.0  # who looks stands to the robot's left, and above it [°]
LENGTH = 0.12  # of an arrow along an axis [m]
RADIUS, AT = 0.03, 0.07  # of the arrow around it, and where on the axis [m]
SWEEP = np.radians(np.linspace(0.0, 280.0, 29))  # of that arrow
WIDTH = 12.5  # of the page [inch]
ROW = 0.43  # from label to label [inch]
MINIMUM_ROWS = 12  # of labels for which there is room
BESIDE = 0.30  # from the body to the labels, of its height [-]
KINDS = ("about x: roll", "about y: pitch", "about z: yaw")
NOTE = (
    "All angles are 0. Straight arrow: axis of the joint; arrow around it: which way "
    "it turns when its angle grows. Fingers close when theirs grow."
)


class Label(NamedTuple):
    """What is written beside the body.

    Attributes:
        joint: Its index in the card.
        x, y: Where the label ends and the line to the joint begins [m].
        left: Whether it stands left of the body.
    """

    joint: int
    x: float
    y: float
    left: bool


def draw_joints(card: "RobotCard") -> Figure:
    """Draw where a body's joints are, what they are called and which way they turn.

    Args:
        card: Of the body; its fingers are left out.

    Raises:
        CardError: Its URDF cannot be read.
    """
    looking = _looking()
    view = body_view(card, np.zeros(len(card.joints)), looking)
    labels = _labels(card, view)
    rows = max(MINIMUM_ROWS, len(labels) / 2)
    drawn = figure(f"Joints of {card.title}", WIDTH, 1.5 + ROW * rows, placed=False)
    axes = drawn.add_axes((0.0, 0.085, 1.0, 0.855))
    axes.set_axis_off()
    axes.set_aspect("equal")
    for outline in view.outlines:
        body = Polygon(outline.points, facecolor=outline.colour, linewidth=0.5)
        body.set_edgecolor("#A9B0B8")
        axes.add_patch(body)
    kinds = np.abs(view.axes @ looking).argmax(axis=1)
    for label in labels:
        _write(axes, card, view, label, PALETTE[kinds[label.joint]])
        _arrows(axes, view, label.joint, PALETTE[kinds[label.joint]])
    low, high = _extent(view)
    axes.set_ylim(low[1] - 0.02, high[1] + 0.02)
    lines = [Line2D([], [], color=PALETTE[kind], linewidth=2.0) for kind in range(3)]
    drawn.legend(lines, KINDS, loc="lower center", ncols=3, fontsize=9, frameon=False)
    drawn.text(0.5, 0.045, NOTE, ha="center", fontsize=9, color="#4A525C")
    return drawn


def _looking() -> Array:
    """Return what is right, up and towards who looks, in world (3, 3), one a row."""
    turn = Rotation.from_euler("ZY", (TURNED, -ABOVE), degrees=True).as_matrix()
    return np.asarray(FRONT @ turn.T)


def _extent(view: BodyView) -> tuple[Array, Array]:
    """Return the lower left and upper right corner (2,) of the body [m]."""
    points = np.vstack([outline.points for outline in view.outlines])
    return points.min(axis=0), points.max(axis=0)


def _labels(card: "RobotCard", view: BodyView) -> list[Label]:
    """Return the labels: of each side of the body one column, as high as the joints."""
    fingers = {joint for hand in HANDS for joint in card.groups.get(hand, ())}
    shown = [i for i, joint in enumerate(card.joints) if joint not in fingers]
    named = [card.joint_names.get(joint) for joint in card.joints]
    right = [i for i in shown if (found := named[i]) and found.side == "right"]
    left = [i for i in shown if (found := named[i]) and found.side == "left"]
    for i in shown:
        if i not in (*left, *right):
            min(left, right, key=len).append(i)
    # the robot's left is right on the page, because it faces who looks
    return [*_column(view, right, True), *_column(view, left, False)]


def _column(view: BodyView, joints: Sequence[int], left: bool) -> list[Label]:
    """Return one column of labels, evenly spread, ordered as the joints are high."""
    low, high = _extent(view)
    beside = BESIDE * (high[1] - low[1])
    x = low[0] - beside if left else high[0] + beside
    order = sorted(joints, key=lambda i: -float(view.joints[i, 1]))
    heights = np.linspace(high[1], low[1], len(order))
    return [Label(i, x, y, left) for i, y in zip(order, heights, strict=True)]


def _write(
    axes: Axes, card: "RobotCard", view: BodyView, label: Label, colour: str
) -> None:
    """Write name, code and positive direction, with a line to the joint."""
    joint, end = card.joints[label.joint], view.joints[label.joint]
    named = card.joint_names.get(joint)
    side = "right" if label.left else "left"
    x = label.x + (-0.01 if label.left else 0.01)
    axes.plot([label.x, end[0]], [label.y, end[1]], color="#8D96A0", linewidth=0.6)
    axes.plot(*end, "o", color=colour, markersize=4)
    name = axes.text(x, label.y, card.full_name(joint), va="bottom")
    name.set(ha=side, fontsize=9, fontweight="bold", color=colour)
    if named:
        said = axes.text(x, label.y, f"+ {named.positive}", va="top")
        said.set(ha=side, fontsize=8, color="#4A525C")


def _arrows(axes: Axes, view: BodyView, joint: int, colour: str) -> None:
    """Draw a joint's axis, and the arrow around it by the right-hand rule."""
    origin, axis = view.joints[joint], view.axes[joint]
    if not axis.any():  # it slides
        return
    aside = np.cross(axis, np.eye(3)[np.abs(axis).argmin()])
    aside /= np.linalg.norm(aside)
    across = np.cross(axis, aside)
    turn = np.outer(np.cos(SWEEP), aside) + np.outer(np.sin(SWEEP), across)
    around = origin + (AT * axis + RADIUS * turn)[:, :2]
    tip = origin + LENGTH * axis[:2]
    for points, size in (((origin, tip), 10.0), (around[-2:], 8.0)):
        head = FancyArrowPatch(
            *points, arrowstyle="-|>", shrinkA=0.0, shrinkB=0.0, color=colour
        )
        head.set_mutation_scale(size)
        axes.add_patch(head)
    axes.plot(*around.T, color=colour, linewidth=1.4)
