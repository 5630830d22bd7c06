"""Bodies as trees of links: what the page needs to move and to draw them."""

from collections.abc import Iterable, Mapping
from typing import Any
from xml.etree import ElementTree

from scipy.spatial.transform import Rotation

from relaywalk.robots.card import BodyCard, RobotCard
from relaywalk.robots.urdf import urdf_tree
from relaywalk.robots.visuals import Colour, colours, numbers, origin
from relaywalk.view.replay.visuals import drawn

JsonObject = dict[str, Any]
Look = tuple[object, ...]  # what two bodies that look the same have in common


def look(card: BodyCard) -> Look:
    """Return what tells how a body looks."""
    if isinstance(card, RobotCard):
        return (card.path, *card.length_scale.items(), *card.fixed.items())
    return (card.path,)


def body_names(cards: Iterable[BodyCard]) -> Mapping[Look, str]:
    """Return look → name of the body: its card's, with a number from the second on."""
    names = dict[Look, str]()
    for card in cards:
        if look(card) not in names:
            like = sum(path == card.path for path, *_ in names)
            names[look(card)] = card.name + (f"_{like + 1}" if like else "")
    return names


def body(card: BodyCard) -> JsonObject:
    """Return a body's links, each after its parent.

    Every link has `name`, `visuals`, and, but for the root, `joint`: `name`, `type`,
    `parent` (index of a link), `position` (3,) [m] and `quaternion` (4,) xyzw of the
    joint in the parent's frame, `axis` (3,) in the child's.

    Raises:
        CardError: The URDF or one of its meshes cannot be read.
    """
    robot = urdf_tree(card)
    links = {link.get("name", ""): link for link in robot.iterfind("link")}
    joints = {_end(joint, "child"): joint for joint in robot.iterfind("joint")}
    above = {child: _end(joint, "parent") for child, joint in joints.items()}
    order = _parents_first(list(links), above)
    named = colours(robot)
    made = []
    for name in order:
        link = _link(card, links[name], named)
        if name in joints:
            link["joint"] = _joint(joints[name], order.index(above[name]))
        made.append(link)
    return {"title": card.title, "links": made}


def _parents_first(names: list[str], parents: dict[str, str]) -> list[str]:
    """Return links sorted by how many links are above them; the file's order else."""

    def depth(name: str) -> int:
        return depth(parents[name]) + 1 if name in parents else 0

    return sorted(names, key=depth)


def _link(
    card: BodyCard, link: ElementTree.Element, named: dict[str, Colour]
) -> JsonObject:
    """Return a link without its joint."""
    return {"name": link.get("name"), "visuals": list(drawn(card, link, named))}


def _joint(joint: ElementTree.Element, parent: int) -> JsonObject:
    """Return the joint that a link hangs on."""
    axis = joint.find("axis")
    position, rpy = origin(joint)
    text = "1 0 0" if axis is None else axis.get("xyz", "1 0 0")
    return {
        "name": joint.get("name"),
        "type": joint.get("type"),
        "parent": parent,
        "position": position,
        "quaternion": Rotation.from_euler("xyz", rpy).as_quat().tolist(),
        "axis": numbers(text),
    }


def _end(joint: ElementTree.Element, end: str) -> str:
    """Return the link at an end of a joint: "parent" or "child"."""
    found = joint.find(end)
    return "" if found is None else found.get("link", "")
