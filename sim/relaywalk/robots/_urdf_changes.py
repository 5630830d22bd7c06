"""Changes of a URDF's elements: joints that stand still, other lengths and masses."""

from collections.abc import Iterable, Mapping
from itertools import product
from xml.etree.ElementTree import Element, SubElement

import numpy as np
from scipy.spatial.transform import Rotation

from relaywalk.robots.visuals import numbers, origin

TENSOR = ("ixx", "iyy", "izz", "ixy", "ixz", "iyz")
LENGTHS = {  # element → its attributes that are lengths, or scale some
    "origin": ("xyz",),
    "box": ("size",),
    "cylinder": ("radius", "length"),
    "sphere": ("radius",),
    "mesh": ("scale",),
}
X_AXIS = "1 0 0"  # of a joint that says none


def fix_joints(robot: Element, fixed: Mapping[str, float]) -> None:
    """Make joints that turn stand still: what is beyond them stays where it is then.

    Args:
        robot: The root element.
        fixed: Joint → where it stands [rad].
    """
    for joint in robot.iterfind("joint"):
        angle = fixed.get(joint.get("name", ""))
        if angle is not None:
            _turn(joint, angle)
            joint.set("type", "fixed")


def _turn(joint: Element, angle: float) -> None:
    """Turn a joint's origin about its axis by an angle [rad]."""
    position, rpy = origin(joint)
    axis = joint.find("axis")
    along = np.array(numbers(X_AXIS if axis is None else axis.get("xyz", X_AXIS)))
    turned = Rotation.from_rotvec(angle * along / np.linalg.norm(along))
    # fixed axes x, y, z: the angles of a URDF
    angles = (Rotation.from_euler("xyz", rpy) * turned).as_euler("xyz")
    written = joint.find("origin")
    placed = SubElement(joint, "origin") if written is None else written
    placed.set("xyz", _text(position))
    placed.set("rpy", _text(angles.tolist()))


def scale_lengths(robot: Element, scales: Mapping[str, float]) -> None:
    """Make links larger, of the same shape and build; what hangs on them moves along.

    How far sliding joints may go is not scaled: that is of the ground. Masses go with
    the square, not the cube: a person's body mass index, mass over height squared,
    depends little on height. Inertias, mass by length squared, go with the fourth
    power.

    Args:
        robot: The root element.
        scales: Link → by what its lengths are multiplied [-].
    """
    for link in robot.iterfind("link"):
        scale = scales.get(link.get("name", ""))
        if scale is not None:
            _enlarge(link, scale)
            _weigh(link, scale**2, scale**4)
    for joint in robot.iterfind("joint"):
        parent = joint.find("parent")
        scale = scales.get("" if parent is None else parent.get("link", ""))
        if scale is not None:
            _enlarge(joint, scale)


def _enlarge(whole: Element, scale: float) -> None:
    """Multiply all lengths in a link's or a joint's element by a scale [-]."""
    for mesh in whole.iter("mesh"):
        mesh.set("scale", mesh.get("scale", "1 1 1"))
    for element in whole.iter():
        for name in LENGTHS.get(element.tag, ()):
            if name in element.attrib:
                element.set(name, _text(scale * x for x in numbers(element.get(name))))


def scale_masses(robot: Element, scales: Mapping[str, float]) -> None:
    """Multiply masses and inertias of links.

    Args:
        robot: The root element.
        scales: Link → by what [-].
    """
    for link in robot.iterfind("link"):
        scale = scales.get(link.get("name", ""))
        if scale is not None:
            _weigh(link, scale, scale)


def _weigh(link: Element, mass: float, inertia: float) -> None:
    """Multiply a link's mass and its inertia by a scale [-] each."""
    _scale(link.iterfind("inertial/mass"), ("value",), mass)
    _scale(link.iterfind("inertial/inertia"), TENSOR, inertia)


def _scale(elements: Iterable[Element], names: Iterable[str], scale: float) -> None:
    """Multiply some attributes of elements by a scale [-]; a missing one is 0."""
    for element, name in product(elements, names):
        element.set(name, repr(scale * float(element.get(name, "0"))))


def _text(values: Iterable[float]) -> str:
    """Return an attribute of numbers, every digit of them."""
    return " ".join(map(repr, values))
