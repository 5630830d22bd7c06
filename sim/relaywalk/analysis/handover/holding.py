"""Who holds which prop, and when: from recorded hand contacts alone."""

from collections.abc import Iterable, Mapping
from math import inf
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from relaywalk.recording.channels import prop_contact
from relaywalk.recording.recording import Recording
from relaywalk.robots.card import RobotCard
from relaywalk.robots.contact_thresholds import DEBOUNCE, TOUCH
from relaywalk.types import Array

Grip = tuple[str, str, str]  # actor, hand, prop
Touch = Mapping[Grip, NDArray[np.bool_]]  # in which rows (rows,) they touch


class Holding(NamedTuple):
    """One stretch in which one hand alone holds a prop.

    Attributes:
        actor, hand: Whose.
        prop: That is held.
        first, last: Rows, both inside.
    """

    actor: str
    hand: str
    prop: str
    first: int
    last: int


def contact_force(recording: Recording, actor: str, hand: str) -> Array:
    """Return the magnitude (rows,) of the force of all that touches a hand [N]."""
    return _magnitude(recording, f"{actor}.{hand}.contact")


def touching(
    recording: Recording, cards: Mapping[str, RobotCard], props: Iterable[str]
) -> dict[Grip, NDArray[np.bool_]]:
    """Return, for every hand and prop, in which rows (rows,) they touch.

    Args:
        recording: Of the run.
        cards: Actor → card.
        props: Names.
    """
    rows = max(round(DEBOUNCE / period_of(recording)), 1)
    return {
        grip: _debounced(_magnitude(recording, wrench) > TOUCH, rows)
        for grip, wrench in _wrenches(recording, cards, tuple(props)).items()
    }


def period_of(recording: Recording) -> float:
    """Return the time from row to row [s]; endless where there are not two."""
    time = recording.time
    return float(time[1] - time[0]) if len(time) > 1 else inf


def props_of(touch: Touch) -> tuple[str, ...]:
    """Return the props that hands could touch, each once."""
    return tuple(dict.fromkeys(prop for _, _, prop in touch))


def sole_holds(touch: Touch) -> list[Holding]:
    """Return the stretches in which exactly one hand touches a prop, in time order."""
    found = []
    for prop in props_of(touch):
        of_prop = {grip: rows for grip, rows in touch.items() if grip[2] == prop}
        count = np.sum(list(of_prop.values()), axis=0)
        for grip, rows in of_prop.items():
            alone = stretches(rows & (count == 1))
            found += [Holding(*grip, first, last) for first, last in alone]
    return sorted(found, key=lambda hold: hold.first)


def longest_hold(touch: Touch, actor: str, prop: str | None = None) -> Holding | None:
    """Return the longest stretch in which a hand of an actor alone holds a prop.

    Args:
        touch: Of all hands.
        actor: Its name.
        prop: That is held; any if None.

    Returns:
        Which hand, which prop, from when to when; None if it never did.
    """
    own = [
        hold
        for hold in sole_holds(touch)
        if hold.actor == actor and prop in (None, hold.prop)
    ]
    return max(own, key=lambda hold: hold.last - hold.first, default=None)


def stretches(mask: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Return first and last row of every run of True."""
    padded = np.concatenate(([False], mask, [False]))
    edges = np.flatnonzero(padded[1:] != padded[:-1])
    return [(int(a), int(b) - 1) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def _wrenches(
    recording: Recording, cards: Mapping[str, RobotCard], props: tuple[str, ...]
) -> dict[Grip, str]:
    """Return for every hand and prop what their wrench's channels are called.

    Older versions did not tell props apart: there it is that of all that touches the
    hand, and counts as the first prop's.
    """
    hands = [(actor, hand) for actor, card in cards.items() for hand in card.hands]
    names = {(*hand, p): prop_contact(*hand, p) for hand in hands for p in props}
    if all(f"{name}.fx" in recording.channels for name in names.values()):
        return names
    return {(*hand, props[0]): f"{'.'.join(hand)}.contact" for hand in hands}


def _magnitude(recording: Recording, wrench: str) -> Array:
    """Return the magnitude (rows,) of a recorded wrench's force [N]."""
    force = np.empty(len(recording))
    names = [f"{wrench}.{axis}" for axis in ("fx", "fy", "fz")]
    for place, block in recording.blocks(names):
        force[place] = np.linalg.norm(block, axis=1)
    return force


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
