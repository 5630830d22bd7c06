"""What a URDF says of a body, checked before any engine reads it."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import numpy as np

from relaywalk.errors import CardError
from relaywalk.robots.card import BodyCard, PropCard, RobotCard
from relaywalk.robots.urdf import mesh_file, urdf_tree
from relaywalk.types import Array

DEFAULT_FRICTION = 0.5  # [-], of a link that its card does not name
LIMITED = ("revolute", "prismatic")  # joints that must have a <limit>
NUMBERS = {  # attribute → how many numbers it holds
    "xyz": 3,
    "rpy": 3,
    "size": 3,
    "radius": 1,
    "length": 1,
    "lower": 1,
    "upper": 1,
    "effort": 1,
    "velocity": 1,
}


@dataclass(frozen=True, slots=True)
class Blueprint:
    """One body's structure.

    Attributes:
        root: Root link.
        links: All links, in the order of the file.
        colliding: Links with at least one collision shape.
        joints: Movable joints.
        mass: Of all links [kg].
    """

    root: str
    links: tuple[str, ...]
    colliding: tuple[str, ...]
    joints: tuple[str, ...]
    mass: float


def read_robot(card: RobotCard) -> Blueprint:
    """Read an actor's URDF and check its card against it.

    Raises:
        CardError: A file, an inertia, a link or a joint is missing.
    """
    blueprint = _read(card)
    _must_be_among(card, "joint", card.joints, blueprint.joints)
    _must_be_among(card, "joint", blueprint.joints, card.joints)
    named = [card.base_link]
    for contact_frame in card.contact_frames.values():
        named += [contact_frame.frame, *contact_frame.links]
    named += [link for pair in card.self_collision for link in pair]
    named += card.friction
    _must_be_among(card, "link", named, blueprint.links)
    if card.base == "floating" and card.base_link != blueprint.root:
        raise CardError(
            f"{card.path}: base_link of a floating body must be the root link of "
            f"its URDF, '{blueprint.root}' (got '{card.base_link}')"
        )
    return blueprint


def read_prop(card: PropCard) -> Blueprint:
    """Read a prop's URDF and check its card against it.

    Raises:
        CardError: A file or an inertia is missing, or it is not one single link.
    """
    blueprint = _read(card)
    if blueprint.links != (card.link,):
        raise CardError(
            f"{card.urdf_path}: a prop has one link, '{card.link}' "
            f"(got {', '.join(blueprint.links)})"
        )
    return blueprint


def link_friction(card: RobotCard | PropCard, link: str) -> float:
    """Return the Coulomb coefficient of a link's surface [-]."""
    if isinstance(card, PropCard):
        return card.friction
    return card.friction.get(link, DEFAULT_FRICTION)


def reflected_inertia(card: RobotCard) -> Array:
    """Return the rotor inertia behind each joint (n,), 0 if unknown [kg·m²]."""
    ratings = [card.ratings[joint].reflected_inertia for joint in card.joints]
    return np.array([rating.value if rating else 0.0 for rating in ratings])


def _read(card: BodyCard) -> Blueprint:
    """Read a URDF; every link must have an inertia and every mesh a file."""
    robot, path = urdf_tree(card), card.urdf_path
    if robot.tag != "robot":
        raise CardError(f"{path}: a URDF is one <robot> (got <{robot.tag}>)")
    _check_numbers(path, robot)
    mass = sum(_mass(path, link) for link in robot.findall("link"))
    for mesh in robot.iter("mesh"):
        mesh_file(path, mesh)
    links = tuple(link.get("name", "") for link in robot.findall("link"))
    return Blueprint(
        root=_root(path, robot, links),
        links=links,
        colliding=tuple(
            link.get("name", "")
            for link in robot.findall("link")
            if link.find("collision") is not None
        ),
        joints=tuple(
            joint.get("name", "")
            for joint in robot.findall("joint")
            if joint.get("type") != "fixed"
        ),
        mass=mass,
    )


def _check_numbers(path: Path, robot: ElementTree.Element) -> None:
    """Refuse what should be numbers and is not, and a joint without its limits."""
    for element in robot.iter():
        for attribute, count in NUMBERS.items():
            text = element.get(attribute)
            if text is None:
                continue
            values = [_number(word) for word in text.split()]
            if len(values) != count or not all(map(math.isfinite, values)):
                allowed = "one number" if count == 1 else f"{count} numbers"
                raise CardError(
                    f"{path}: <{element.tag}> {attribute}: {text}: {allowed}"
                )
    for joint in robot.findall("joint"):
        if joint.get("type") in LIMITED and joint.find("limit") is None:
            raise CardError(f"{path}: joint '{joint.get('name')}' has no limit")


def _number(text: str | None) -> float:
    """Return a number, or not a number."""
    try:
        return float(text or "nan")
    except ValueError:
        return math.nan


def _root(path: Path, robot: ElementTree.Element, links: tuple[str, ...]) -> str:
    """Return the one link that is no joint's child; joints join links there are."""
    children = set()
    for joint in robot.findall("joint"):
        for end in ("parent", "child"):
            found = joint.find(end)
            link = None if found is None else found.get("link")
            if link not in links:
                raise CardError(
                    f"{path}: joint '{joint.get('name')}': {end}: {link}: one of the "
                    f"links: {', '.join(links)}"
                )
            if end == "child":
                children.add(link)
    roots = [link for link in links if link not in children]
    if len(roots) != 1:
        raise CardError(f"{path}: one root link is needed, there are: {roots}")
    return roots[0]


def _mass(path: Path, link: ElementTree.Element) -> float:
    """Return a link's mass [kg]; an engine would make a missing one 1 kg."""
    mass, inertia = link.find("inertial/mass"), link.find("inertial/inertia")
    if mass is None or inertia is None:
        raise CardError(f"{path}: link '{link.get('name')}' has no inertia")
    for axis in ("ixx", "iyy", "izz"):
        _positive(path, link, f"inertia {axis}", inertia.get(axis))
    return _positive(path, link, "mass", mass.get("value"))


def _positive(
    path: Path, link: ElementTree.Element, what: str, text: str | None
) -> float:
    """Return a number of a link, which must be above 0."""
    value = _number(text)
    if not 0.0 < value < math.inf:
        raise CardError(
            f"{path}: link '{link.get('name')}': {what}: {text or '(missing)'}: "
            "a number above 0"
        )
    return value


def _must_be_among(
    card: RobotCard, kind: str, names: Iterable[str], available: Iterable[str]
) -> None:
    """Refuse a name that the other side does not have."""
    there = tuple(available)
    for name in names:
        if name not in there:
            raise CardError(
                f"{card.path}: {kind} '{name}' is not in both the card and "
                f"{card.urdf_path}; there are: {', '.join(there)}"
            )
