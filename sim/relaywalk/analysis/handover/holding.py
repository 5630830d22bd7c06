"""Who holds the torch, and when: from recorded hand contacts alone."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from relaywalk.recording.recording import Recording
from relaywalk.robots.card import RobotCard
from relaywalk.robots.contact_thresholds import DEBOUNCE, TOUCH
from relaywalk.types import Array


class Holding(NamedTuple):
    """One stretch in which one hand alone holds the torch.

    Attributes:
        actor, hand: Whose.
        first, last: Rows, both inside.
    """

    actor: str
    hand: str
    first: int
    last: int


def contact_force(recording: Recording, actor: str, hand: str) -> Array:
    """Return the magnitude (rows,) of the contact force on a hand [N]."""
    names = [f"{actor}.{hand}.contact.{axis}" for axis in ("fx", "fy", "fz")]
    force = np.empty(len(recording))
    for place, block in recording.blocks(names):
        force[place] = np.linalg.norm(block, axis=1)
    return force


def touching(
    recording: Recording, cards: Mapping[str, RobotCard]
) -> dict[tuple[str, str], NDArray[np.bool_]]:
    """Return, for every hand, in which rows (rows,) it touches something."""
    time = recording.time
    rows = max(round(DEBOUNCE / (time[1] - time[0])), 1) if len(time) > 1 else 1
    return {
        (actor, hand): _debounced(contact_force(recording, actor, hand) > TOUCH, rows)
        for actor, card in cards.items()
        for hand in card.hands
    }


def sole_holds(touch: Mapping[tuple[str, str], NDArray[np.bool_]]) -> list[Holding]:
    """Return the stretches in which exactly one hand touches, in time order."""
    hands = list(touch)
    count = np.sum([touch[hand] for hand in hands], axis=0)
    found = []
    for actor, hand in hands:
        alone = touch[actor, hand] & (count == 1)
        found += [Holding(actor, hand, a, b) for a, b in stretches(alone)]
    return sorted(found, key=lambda hold: hold.first)


def longest_hold(
    touch: Mapping[tuple[str, str], NDArray[np.bool_]], actor: str, hand: str
) -> Holding | None:
    """Return the longest stretch in which a hand alone touches, if there is one."""
    own = [
        hold for hold in sole_holds(touch) if (hold.actor, hold.hand) == (actor, hand)
    ]
    return max(own, key=lambda hold: hold.last - hold.first, default=None)


def stretches(mask: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Return first and last row of every run of True."""
    padded = np.concatenate(([False], mask, [False]))
    edges = np.flatnonzero(padded[1:] != padded[:-1])
    return [(int(a), int(b) - 1) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def _debounced(mask: NDArray[np.bool_], rows: int) -> NDArray[np.bool_]:
    """Return the mask with gaps and touches shorter than some rows removed."""
    result = mask.copy()
    for first, last in stretches(~result):
        if last - first + 1 < rows and first > 0 and last < len(result) - 1:
            result[first : last + 1] = True
    for first, last in stretches(result):
        if last - first + 1 < rows:
            result[first : last + 1] = False
    return result
