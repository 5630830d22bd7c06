"""The visual shapes of a link, as the page draws them."""

from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

from scipy.spatial.transform import Rotation

from relaywalk.robots.card import BodyCard
from relaywalk.robots.urdf import mesh_file
from relaywalk.view.replay.mesh import page_mesh

PLAIN = [0.6, 0.62, 0.65]  # colour of a shape that has none
SIZES = {"box": ("size",), "sphere": ("radius",), "cylinder": ("radius", "length")}
Colours = dict[str, list[float]]


def colours(robot: ElementTree.Element) -> Colours:
    """Return the colours that a URDF names: red, green, blue, 0 to 1."""
    return {m.get("name", ""): _rgb(m) for m in robot.iterfind("material")}


def visuals(
    card: BodyCard, link: ElementTree.Element, shades: Colours
) -> Iterator[dict[str, Any]]:
    """Yield the shapes of a link.

    Each has `shape`, `size` (edges; radius; radius and length [m]) or `mesh`,
    `position` (3,) [m], `quaternion` (4,) xyzw, in the link's frame, and `colour`.

    Raises:
        CardError: A mesh cannot be read.
    """
    for visual in link.iterfind("visual"):
        shape = visual.find("geometry/*")
        if shape is None:
            continue
        position, rpy = origin(visual)
        yield {
            "shape": shape.tag,
            **_size(card, shape),
            "position": position,
            "quaternion": Rotation.from_euler("xyz", rpy).as_quat().tolist(),
            "colour": _colour(visual, shades),
        }


def origin(element: ElementTree.Element) -> tuple[list[float], list[float]]:
    """Return position (3,) [m] and roll, pitch, yaw (3,) [rad] of an element."""
    found = element.find("origin")
    if found is None:
        return [0.0] * 3, [0.0] * 3
    return _numbers(found.get("xyz", "0 0 0")), _numbers(found.get("rpy", "0 0 0"))


def _size(card: BodyCard, shape: ElementTree.Element) -> dict[str, Any]:
    """Return the numbers of a simple shape, or the triangles of a mesh."""
    if shape.tag == "mesh":
        scale = _numbers(shape.get("scale", "1 1 1"))
        return {"mesh": page_mesh(mesh_file(card.urdf_path, shape), scale)}
    return {"size": [n for key in SIZES[shape.tag] for n in _numbers(shape.get(key))]}


def _colour(visual: ElementTree.Element, shades: Colours) -> list[float]:
    """Return a shape's colour: its own, or the one that it names."""
    material = visual.find("material")
    if material is None:
        return PLAIN
    own = material.find("color") is not None
    return _rgb(material) if own else shades.get(material.get("name", ""), PLAIN)


def _rgb(material: ElementTree.Element) -> list[float]:
    """Return a material's red, green, blue, 0 to 1."""
    colour = material.find("color")
    return PLAIN if colour is None else _numbers(colour.get("rgba"))[:3]


def _numbers(text: str | None) -> list[float]:
    """Return the numbers of an attribute."""
    return [float(word) for word in (text or "").split()]
