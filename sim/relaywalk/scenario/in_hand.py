"""Which hand a phase uses, and which prop: said by a script, or carried on in it."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from relaywalk.scenario.actor_entry import ActorEntry


class InHand(NamedTuple):
    """What a phase takes, carries or gives, and with what.

    Attributes:
        hand: Contact-frame name of the hand.
        prop: Name of the prop; empty if none is meant.
    """

    hand: str
    prop: str


def in_hand(actor: ActorEntry, props: Sequence[str]) -> tuple[InHand, ...]:
    """Return what every phase of an actor's script has to do with, in order.

    What a phase does not say is as in the phase before it. At first it is what the
    actor holds; else the scene's only prop.

    Args:
        actor: With its script.
        props: All there are.
    """
    return tuple(_followed(actor, props))


def _followed(actor: ActorEntry, props: Sequence[str]) -> Iterator[InHand]:
    """Yield what every phase has to do with."""
    prop = props[0] if len(props) == 1 else ""
    if actor.holds is not None:
        prop = actor.holds.prop
    for hand, entry in zip(actor.hands_used, actor.script, strict=True):
        prop = entry.prop or prop
        yield InHand(hand, prop)
