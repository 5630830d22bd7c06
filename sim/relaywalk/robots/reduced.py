"""A body without the joints of arms and hands that nobody moves."""

from collections.abc import Collection, Mapping
from itertools import combinations
from typing import TypeVar

from relaywalk.robots.card import AT_REST, RobotCard
from relaywalk.robots.urdf import joined_links

Entry = TypeVar("Entry")


def reduced(card: RobotCard, hands: Collection[str]) -> RobotCard:
    """Return a card on which only some hands and their arms can move.

    The joints of the others are none any more: their links stand still in the poses
    "stand" and "hand_open", and keep their names, shapes and masses. What still
    moves keeps its order.

    Args:
        card: Of the whole body.
        hands: Contact-frame names of those that are used.

    Raises:
        CardError: The URDF cannot be read.
    """
    idle = [name for name in card.hands if name not in hands]
    groups = {group for hand in idle for group in (hand, card.hands[hand].arm)}
    gone = {joint for group in groups for joint in card.groups[group]}
    if not gone:
        return card
    at_rest = card.pose(*(name for name in AT_REST if name in card.poses))
    fixed = {j: float(at_rest[card.joints.index(j)]) for j in card.joints if j in gone}
    less = card.model_copy(
        update={
            "joints": tuple(joint for joint in card.joints if joint not in gone),
            "joint_names": _without(card.joint_names, gone),
            "groups": _without(card.groups, groups),
            "hands": _without(card.hands, idle),
            "ratings": _without(card.ratings, gone),
            "poses": {n: _without(said, gone) for n, said in card.poses.items()},
            "fixed": {**card.fixed, **fixed},
        }
    )
    return less.model_copy(update={"self_collision": _apart(less)})


def _without(entries: Mapping[str, Entry], gone: Collection[str]) -> dict[str, Entry]:
    """Return entries but for some."""
    return {name: entry for name, entry in entries.items() if name not in gone}


def _apart(card: RobotCard) -> tuple[tuple[str, str], ...]:
    """Return the pairs of links that may collide, and that still can."""
    joined = {
        frozenset(pair)
        for links in joined_links(card)
        for pair in combinations(links, 2)
    }
    return tuple(p for p in card.self_collision if frozenset(p) not in joined)
