"""A body as it is seen: outlines of its links, origins and axes of its joints."""

from collections.abc import Iterator
from typing import NamedTuple
from xml.etree import ElementTree

import numpy as np
from scipy.spatial import ConvexHull
from scipy.spatial.transform import Rotation

from relaywalk.robots.card import RobotCard
from relaywalk.robots.free_body import FreeBody
from relaywalk.robots.urdf import urdf_tree
from relaywalk.robots.visuals import Colour, colours, numbers, visuals
from relaywalk.types import Array, RobotState

ROUND = 24  # corners of a circle
PALE = 0.72  # fraction of white that is mixed into a shape's colour
POSES = ("stand", "hand_open")
FRONT = np.array([[0.0, 1.0, 0.0], [0.0, 0.0, 1.0], [1.0, 0.0, 0.0]])
FRONT.setflags(write=False)


class Outline(NamedTuple):
    """One shape of a link.

    Attributes:
        points: (k, 2) corners, to the right and up [m].
        depth: Of its middle: what has more is nearer to who looks [m].
        colour: As in CSS.
    """

    points: Array
    depth: float
    colour: str


class BodyView(NamedTuple):
    """A body seen from somewhere.

    Attributes:
        outlines: The farthest first.
        joints: (n, 2) origins of the joints, card order, to the right and up [m].
        axes: (n, 3) their axes to the right, up, and towards who looks [-].
    """

    outlines: list[Outline]
    joints: Array
    axes: Array


def front_view(card: RobotCard) -> BodyView:
    """Return a body in its standing pose, as its URDF's visual shapes draw it."""
    pose = card.pose(*(name for name in POSES if name in card.poses))
    return body_view(card, pose, FRONT)


def body_view(card: RobotCard, pose: Array, looking: Array) -> BodyView:
    """Return a body as its URDF's visual shapes draw it.

    Args:
        card: Of the body; its base is at the origin.
        pose: (n,) of its joints [rad].
        looking: (3, 3) rows: what is right, up and towards who looks, in world.
    """
    body, still = FreeBody(card), np.zeros(len(card.joints))
    base = np.array([0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0])
    state = RobotState(0.0, base, np.zeros(6), pose, still)
    robot = urdf_tree(card)
    named = colours(robot)
    outlines = [
        outline
        for link in robot.findall("link")
        for outline in _outlines(
            link, body.placement(state, link.get("name", "")), named, looking
        )
    ]
    outlines.sort(key=lambda outline: outline.depth)
    origins, axes = body.joint_origins(state), body.joint_axes(state)
    return BodyView(outlines, origins @ looking[:2].T, axes @ looking.T)


def _outlines(
    link: ElementTree.Element,
    placement: tuple[Array, Array],
    named: dict[str, Colour],
    looking: Array,
) -> Iterator[Outline]:
    """Yield the outline of every visual shape of a link but meshes."""
    position, rotation = placement
    for visual in visuals(link, named):
        corners = _corners(visual.shape)
        if corners is None:
            continue
        local = Rotation.from_euler("xyz", visual.roll_pitch_yaw).as_matrix()
        if visual.shape.tag == "sphere":
            # a circle in the plane of the picture
            local = rotation.T @ looking[[2, 0, 1]].T
        points = position + (np.array(visual.position) + corners @ local.T) @ rotation.T
        flat, depth = points @ looking[:2].T, float((points @ looking[2]).mean())
        hull = ConvexHull(flat).vertices
        yield Outline(flat[hull], depth, _pale(visual.colour))


def _corners(shape: ElementTree.Element) -> Array | None:
    """Return points (k, 3) whose hull is the shape, in its own frame [m]."""
    angle = np.linspace(0.0, 2.0 * np.pi, ROUND, endpoint=False)
    circle = np.column_stack((np.cos(angle), np.sin(angle)))
    if shape.tag == "box":
        half = np.array(numbers(shape.get("size"))) / 2.0
        signs = np.array(np.meshgrid(*[[-1.0, 1.0]] * 3)).reshape(3, -1).T
        return signs * half
    if shape.tag == "cylinder":
        radius, length = float(shape.get("radius", 0)), float(shape.get("length", 0))
        ends = [np.full((ROUND, 1), sign * length / 2.0) for sign in (-1.0, 1.0)]
        return np.vstack([np.hstack((radius * circle, end)) for end in ends])
    if shape.tag == "sphere":
        radius = float(shape.get("radius", 0))
        return np.hstack((np.zeros((ROUND, 1)), radius * circle))
    return None


def _pale(colour: Colour) -> str:
    """Return a colour, paled so that joints stand out on it, as in CSS."""
    pale = np.round(255.0 * (PALE + (1.0 - PALE) * np.array(colour))).astype(int)
    return "#" + "".join(f"{part:02x}" for part in pale)
