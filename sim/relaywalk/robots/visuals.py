"""The visual shapes of a URDF's links: what, where, and in which colour."""

from collections.abc import Iterator
from typing import NamedTuple
from xml.etree import ElementTree

PLAIN = (0.6, 0.62, 0.65)  # colour of a shape that has none
Colour = tuple[float, ...]


class Visual(NamedTuple):
    """One visual shape of a link.

    Attributes:
        shape: Its element: box, sphere, cylinder or mesh.
        position: (3,) of its origin in the link's frame [m].
        roll_pitch_yaw: (3,) of its axes in the link's frame [rad].
        colour: Red, green, blue, 0 to 1.
    """

    shape: ElementTree.Element
    position: list[float]
    roll_pitch_yaw: list[float]
    colour: Colour


def visuals(link: ElementTree.Element, named: dict[str, Colour]) -> Iterator[Visual]:
    """Yield the shapes of a link.

    Args:
        link: Its element.
        named: What `colours` says of the robot.
    """
    for visual in link.iterfind("visual"):
        shape = visual.find("geometry/*")
        if shape is not None:
            yield Visual(shape, *origin(visual), _colour(visual, named))


def colours(robot: ElementTree.Element) -> dict[str, Colour]:
    """Return the colours that a URDF names: red, green, blue, 0 to 1."""
    return {m.get("name", ""): _rgb(m) for m in robot.iterfind("material")}


def origin(element: ElementTree.Element) -> tuple[list[float], list[float]]:
    """Return position (3,) [m] and roll, pitch, yaw (3,) [rad] of an element."""
    found = element.find("origin")
    if found is None:
        return [0.0] * 3, [0.0] * 3
    return numbers(found.get("xyz", "0 0 0")), numbers(found.get("rpy", "0 0 0"))


def numbers(text: str | None) -> list[float]:
    """Return the numbers of an attribute."""
    return [float(word) for word in (text or "").split()]


def _colour(visual: ElementTree.Element, named: dict[str, Colour]) -> Colour:
    """Return a shape's colour: its own, or the one that it names."""
    material = visual.find("material")
    if material is None:
        return PLAIN
    own = material.find("color") is not None
    return _rgb(material) if own else named.get(material.get("name", ""), PLAIN)


def _rgb(material: ElementTree.Element) -> Colour:
    """Return a material's red, green, blue, 0 to 1."""
    colour = material.find("color")
    return PLAIN if colour is None else tuple(numbers(colour.get("rgba"))[:3])
