"""How the joints of a card connect its links, read from the URDF alone."""

from typing import NamedTuple

from relaywalk.errors import CardError
from relaywalk.robots.card import BodyCard, RobotCard
from relaywalk.robots.urdf import urdf_tree


class JointLink(NamedTuple):
    """What a joint moves.

    Attributes:
        child: The link whose frame has its origin at the joint.
        slides: Whether the joint is prismatic, so that its torque is a force [N].
    """

    child: str
    slides: bool


def joint_links(card: RobotCard) -> dict[str, JointLink]:
    """Return joint → what it moves, in card order.

    Raises:
        CardError: The URDF cannot be read, or lacks a joint of the card.
    """
    found = {}
    for joint in urdf_tree(card).iterfind("joint"):
        child = joint.find("child")
        if child is not None:
            slides = joint.get("type") == "prismatic"
            found[joint.get("name")] = JointLink(child.get("link", ""), slides)
    missing = [name for name in card.joints if name not in found]
    if missing:
        raise CardError(f"{card.urdf_path}: no joint named {', '.join(missing)}")
    return {name: found[name] for name in card.joints}


def root_link(card: BodyCard) -> str:
    """Return the link that is no joint's child.

    Raises:
        CardError: The URDF cannot be read, or has no such link.
    """
    tree = urdf_tree(card)
    children = {child.get("link") for child in tree.iterfind("joint/child")}
    for link in tree.iterfind("link"):
        name = link.get("name")
        if name is not None and name not in children:
            return name
    raise CardError(f"{card.urdf_path}: has no root link")
