"""Exchanges of the torch: when, how long, with what force.

The physical exchange lasts from the receiver's first contact to the giver's full
release (Ortenzi et al., "Object Handovers: A Review for Robotics", IEEE T-RO 37(6),
2021).
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from relaywalk.analysis.handover.holding import contact_force, stretches
from relaywalk.recording.recording import Recording
from relaywalk.robots.card import RobotCard

GAP = 1.0  # touches of the same two hands closer than this are one exchange [s]


@dataclass(frozen=True, slots=True)
class Handover:
    """One exchange.

    Attributes:
        giver, receiver: Actors.
        start, end: Receiver's first contact, giver's full release [s].
        transfer_time: Between them [s].
        peak_force: Largest contact force meanwhile on a person's hand (on either
            hand where no person takes part) [N].
        outcome: "done", or "broken off" where the giver kept the torch.
    """

    giver: str
    receiver: str
    start: float
    end: float
    transfer_time: float
    peak_force: float
    outcome: str


def handovers(
    recording: Recording,
    touch: Mapping[tuple[str, str], NDArray[np.bool_]],
    cards: Mapping[str, RobotCard],
) -> tuple[Handover, ...]:
    """Return every stretch in which two actors' hands touch, in time order."""
    person = {name for name, card in cards.items() if card.base == "guided"}
    found = []
    hands = list(touch)
    for i, one in enumerate(hands):
        for two in hands[i + 1 :]:
            if one[0] != two[0]:
                both = _merged(recording, stretches(touch[one] & touch[two]))
                stated = [h for h in (one, two) if h[0] in person] or [one, two]
                found += [
                    _exchange(recording, touch, (one, two), stated, s) for s in both
                ]
    return tuple(sorted(found, key=lambda exchange: exchange.start))


def _merged(
    recording: Recording, parts: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Return stretches of rows with gaps shorter than GAP closed."""
    time, merged = recording.time, list[tuple[int, int]]()
    for first, last in parts:
        if merged and time[first] - time[merged[-1][1]] < GAP:
            merged[-1] = (merged[-1][0], last)
        else:
            merged.append((first, last))
    return merged


def _exchange(
    recording: Recording,
    touch: Mapping[tuple[str, str], NDArray[np.bool_]],
    hands: tuple[tuple[str, str], tuple[str, str]],
    stated: list[tuple[str, str]],
    rows: tuple[int, int],
) -> Handover:
    """Return one exchange between two hands."""
    first, last = rows
    one, two = hands
    before = max(first - 1, 0)
    giver, receiver = (one, two) if touch[one][before] else (two, one)
    after = min(last + 1, len(touch[giver]) - 1)
    done = bool(touch[receiver][after] and not touch[giver][after])
    forces = [contact_force(recording, *hand)[first : last + 1] for hand in stated]
    start, end = float(recording.time[first]), float(recording.time[last])
    return Handover(
        giver=giver[0],
        receiver=receiver[0],
        start=start,
        end=end,
        transfer_time=end - start,
        peak_force=float(np.max(forces)),
        outcome="done" if done else "broken off",
    )
