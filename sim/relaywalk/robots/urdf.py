"""The URDF of a card, with the masses of the body as it was built."""

from collections.abc import Iterable
from itertools import product
from pathlib import Path
from xml.etree import ElementTree

import numpy as np

from relaywalk.errors import CardError
from relaywalk.robots.card import BodyCard, RobotCard
from relaywalk.types import Array

TENSOR = ("ixx", "iyy", "izz", "ixy", "ixz", "iyz")


def urdf_text(card: BodyCard) -> str:
    """Return the URDF as every reader of it can take it.

    Every link's mass and inertia is times the card's `mass_scale`. Mesh files have
    their whole path: a reader of a text does not know from where it is.

    Raises:
        CardError: It cannot be read.
    """
    try:
        text = card.urdf_path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise _unreadable(card, error) from error
    scales = card.mass_scale if isinstance(card, RobotCard) else {}
    if not scales and "<mesh" not in text:
        return text
    tree = urdf_tree(card)
    for mesh in tree.iter("mesh"):
        mesh.set("filename", str(mesh_file(card.urdf_path, mesh)))
    for link in tree.iterfind("link"):
        scale = scales.get(link.get("name", ""), 1.0)
        _scale(link.iterfind("inertial/mass"), ("value",), scale)
        _scale(link.iterfind("inertial/inertia"), TENSOR, scale)
    return ElementTree.tostring(tree, encoding="unicode")


def _scale(
    elements: Iterable[ElementTree.Element], names: Iterable[str], scale: float
) -> None:
    """Multiply some attributes of elements by a scale [-]; a missing one is 0."""
    for element, name in product(elements, names):
        element.set(name, repr(scale * float(element.get(name, "0"))))


def mesh_file(urdf: Path, mesh: ElementTree.Element) -> Path:
    """Return the file of a mesh: its path is taken from the URDF's folder.

    Args:
        urdf: Path of the URDF.
        mesh: Its element.

    Raises:
        CardError: There is no such file.
    """
    name = mesh.get("filename", "")
    file = (urdf.parent / name).resolve()
    if not file.is_file():
        raise CardError(
            f"{urdf}: there is no mesh '{urdf.parent / name}'; allowed: a file, its "
            "path taken from the URDF's folder"
        )
    return file


def urdf_tree(card: BodyCard) -> ElementTree.Element:
    """Return the root element of a card's URDF, as it is written.

    Raises:
        CardError: It cannot be read.
    """
    try:
        return ElementTree.parse(card.urdf_path).getroot()
    except (OSError, ElementTree.ParseError) as error:
        raise _unreadable(card, error) from error


def link_names(card: BodyCard) -> tuple[str, ...]:
    """Return all links, in the order of the file.

    Raises:
        CardError: The URDF cannot be read.
    """
    return tuple(link.get("name", "") for link in urdf_tree(card).iterfind("link"))


def centre_of_mass(card: BodyCard, link: str) -> Array:
    """Return a link's CoM (3,) in its own frame [m].

    Raises:
        CardError: The URDF cannot be read.
    """
    for element in urdf_tree(card).iterfind("link"):
        origin = element.find("inertial/origin")
        if element.get("name") == link and origin is not None:
            return np.array([float(x) for x in origin.get("xyz", "0 0 0").split()])
    return np.zeros(3)


def _unreadable(card: BodyCard, error: Exception) -> CardError:
    """Return the error of a file that cannot be read."""
    return CardError(f"{card.urdf_path}: cannot be read: {error}")
