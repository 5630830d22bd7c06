"""The URDF of a card, changed as the card says of this one body."""

from pathlib import Path
from xml.etree import ElementTree

import numpy as np

from relaywalk.errors import CardError
from relaywalk.robots._urdf_changes import fix_joints, scale_lengths, scale_masses
from relaywalk.robots.card import BodyCard, RobotCard
from relaywalk.types import Array


def urdf_text(card: BodyCard) -> str:
    """Return the URDF as every reader of it can take it, changed as in `urdf_tree`.

    Mesh files have their whole path: a reader of a text does not know from where it
    is. A file in which nothing is to change is returned as it is written.

    Raises:
        CardError: It cannot be read.
    """
    try:
        text = card.urdf_path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise _unreadable(card, error) from error
    if not _is_changed(card) and "<mesh" not in text:
        return text
    tree = urdf_tree(card)
    for mesh in tree.iter("mesh"):
        mesh.set("filename", str(mesh_file(card.urdf_path, mesh)))
    return ElementTree.tostring(tree, encoding="unicode")


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
    """Return the root element of a URDF, changed as its card says.

    By its `fixed` joints, its `length_scale` and its `mass_scale`.

    Raises:
        CardError: It cannot be read.
    """
    try:
        tree = ElementTree.parse(card.urdf_path).getroot()
        if isinstance(card, RobotCard):
            fix_joints(tree, card.fixed)
            scale_lengths(tree, card.length_scale)
            scale_masses(tree, card.mass_scale)
    # not a number: of what is to change
    except (OSError, ElementTree.ParseError, ValueError) as error:
        raise _unreadable(card, error) from error
    return tree


def link_names(card: BodyCard) -> tuple[str, ...]:
    """Return all links, in the order of the file.

    Raises:
        CardError: The URDF cannot be read.
    """
    return tuple(link.get("name", "") for link in urdf_tree(card).iterfind("link"))


def joined_links(card: BodyCard) -> tuple[frozenset[str], ...]:
    """Return the links of each part of a body that is stiff in itself.

    Raises:
        CardError: The URDF cannot be read.
    """
    parts = {name: {name} for name in link_names(card)}
    for joint in urdf_tree(card).iterfind("joint[@type='fixed']"):
        ends = (joint.find("parent"), joint.find("child"))
        one, other = (parts["" if e is None else e.get("link", "")] for e in ends)
        one |= other
        parts.update(dict.fromkeys(other, one))
    return tuple({id(part): frozenset(part) for part in parts.values()}.values())


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


def _is_changed(card: BodyCard) -> bool:
    """Say whether a body differs from its file."""
    if not isinstance(card, RobotCard):
        return False
    return bool(card.fixed or card.mass_scale or card.length_scale)


def _unreadable(card: BodyCard, error: Exception) -> CardError:
    """Return the error of a file that cannot be read."""
    return CardError(f"{card.urdf_path}: cannot be read as a URDF: {error}")
