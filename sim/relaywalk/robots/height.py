"""Persons of another height than the one whom a card describes."""

from relaywalk.errors import CardError
from relaywalk.robots.card import RobotCard
from relaywalk.robots.urdf import link_names


def of_height(card: RobotCard, height: float) -> RobotCard:
    """Return the body of a person of a height, otherwise like the card's.

    All lengths are scaled, but for the hands: how far their fingers close around a
    thing, the card's poses say, and that thing is as thick for everyone.

    Args:
        card: Of a person.
        height: [m].

    Raises:
        CardError: It is a card of no person, or the URDF cannot be read.
    """
    if card.height is None:
        raise CardError(f"{card.path}: no height; a person's card has one")
    hands = {link for hand in card.hands.values() for link in hand.links}
    scale = height / card.height
    scales = {link: scale for link in link_names(card) if link not in hands}
    return card.model_copy(update={"height": height, "length_scale": scales})
