"""Bodies in Rerun: links one inside the other, as joints hang on one another."""

from collections.abc import Iterator, Mapping
from types import ModuleType
from typing import Any, NamedTuple
from xml.etree import ElementTree

import numpy as np
from scipy.spatial.transform import Rotation

from relaywalk.robots.card import BodyCard
from relaywalk.robots.mesh import read_mesh
from relaywalk.robots.urdf import mesh_file, urdf_tree
from relaywalk.robots.visuals import Colour, Visual, colours, numbers, origin, visuals
from relaywalk.types import Array


class Hinge(NamedTuple):
    """How a joint of a URDF places its child in its parent.

    Attributes:
        joint: Its name.
        path: Of the child's entity.
        position: (3,) of the child in the parent at 0 [m].
        rotation: Of the child in the parent at 0.
        axis: (3,) of the joint in the child.
        slides: Whether it slides along the axis.
    """

    joint: str
    path: str
    position: Array
    rotation: Rotation
    axis: Array
    slides: bool

    def placed(self, value: Array) -> tuple[Array, Array]:
        """Return positions (k, 3) [m] and quaternions (k, 4) xyzw in the parent.

        Args:
            value: (k,) of the joint [rad], [m] if it slides.
        """
        along = np.outer(value, self.axis)
        if self.slides:
            quaternion = np.tile(self.rotation.as_quat(), (len(value), 1))
            return self.position + self.rotation.apply(along), quaternion
        turned = self.rotation * Rotation.from_rotvec(along)
        return np.tile(self.position, (len(value), 1)), turned.as_quat()


class Body(NamedTuple):
    """The entities of a body.

    Attributes:
        links: Link → path of its entity.
        hinges: Of all joints, parents first.
    """

    links: Mapping[str, str]
    hinges: tuple[Hinge, ...]


def body(card: BodyCard, root: str, path: str) -> Body:
    """Return where a body's links are among the entities.

    Args:
        card: Of the body.
        root: Its first link.
        path: Of the entity of that link.

    Raises:
        CardError: The URDF cannot be read.
    """
    tree = urdf_tree(card)
    below: dict[str, list[ElementTree.Element]] = {}
    for joint in tree.iterfind("joint"):
        below.setdefault(_link(joint, "parent"), []).append(joint)
    links, hinges, left = {root: path}, [], [root]
    while left:
        parent = left.pop()
        for joint in below.get(parent, ()):
            child = _link(joint, "child")
            links[child] = f"{links[parent]}/{child}"
            hinges.append(_hinge(joint, links[child]))
            left.append(child)
    return Body(links, tuple(hinges))


def shapes(
    rerun: ModuleType, card: BodyCard, links: Mapping[str, str]
) -> Iterator[tuple[str, Any]]:
    """Yield the entity of each visual shape of some links, and how it is drawn.

    Args:
        rerun: The library.
        card: Of the body.
        links: Link → path of its entity.

    Raises:
        CardError: A mesh cannot be read.
    """
    tree = urdf_tree(card)
    named: dict[str, Colour] = colours(tree)
    for link in tree.iterfind("link"):
        where = links.get(link.get("name", ""))
        for number, visual in enumerate(visuals(link, named)):
            if where is not None:
                yield f"{where}/shape_{number}", _shape(rerun, card, visual)


def _link(joint: ElementTree.Element, which: str) -> str:
    """Return the name of a joint's parent or child."""
    found = joint.find(which)
    return "" if found is None else found.get("link", "")


def _hinge(joint: ElementTree.Element, path: str) -> Hinge:
    """Return how a joint places its child."""
    position, angles = origin(joint)
    axis = joint.find("axis")
    along = np.array([1.0, 0.0, 0.0] if axis is None else numbers(axis.get("xyz")))
    turned = Rotation.from_euler("xyz", angles)
    slides = joint.get("type") == "prismatic"
    return Hinge(joint.get("name", ""), path, np.array(position), turned, along, slides)


def _shape(rerun: ModuleType, card: BodyCard, visual: Visual) -> Any:  # noqa: ANN401
    """Return how one shape is drawn, in the frame of its link."""
    turned = Rotation.from_euler("xyz", visual.roll_pitch_yaw)
    shape, colour = visual.shape, [round(255.0 * part) for part in visual.colour]
    if shape.tag == "mesh":
        scale = numbers(shape.get("scale", "1 1 1"))
        points, triangles = read_mesh(mesh_file(card.urdf_path, shape), scale)
        return rerun.Mesh3D(
            vertex_positions=turned.apply(points) + visual.position,
            triangle_indices=triangles,
            albedo_factor=colour,
        )
    drawn = {
        "centers": [visual.position],
        "quaternions": [turned.as_quat()],
        "colors": [colour],
        "fill_mode": "solid",
    }
    if shape.tag == "box":
        return rerun.Boxes3D(sizes=[numbers(shape.get("size"))], **drawn)
    radius = float(shape.get("radius", 0))
    if shape.tag == "sphere":
        return rerun.Ellipsoids3D(radii=[radius], **drawn)
    length = float(shape.get("length", 0))
    return rerun.Cylinders3D(lengths=[length], radii=[radius], **drawn)
