"""Exchanges of a prop: when, how long, with what force.

The physical exchange lasts from the receiver's first contact to the giver's full
release (Ortenzi et al., "Object Handovers: A Review for Robotics", IEEE T-RO 37(6),
2021).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from relaywalk.analysis.handover.holding import (
    Grip,
    Touch,
    contact_force,
    stretches,
)
from relaywalk.analysis.handover.measures import ExchangeMeasures
from relaywalk.recording.recording import Recording
from relaywalk.robots.card import RobotCard

DONE, BROKEN_OFF = "done", "broken off"
GAP = 1.0  # touches of the same hands and prop closer than this are one exchange [s]


@dataclass(frozen=True, slots=True)
class Handover:
    """One exchange.

    Attributes:
        giver, receiver: Actors.
        start, end: Receiver's first contact, giver's full release [s].
        transfer_time: Between them [s].
        peak_force: Largest contact force meanwhile on a person's hand (on either
            hand where no person takes part) [N].
        outcome: `DONE`, or `BROKEN_OFF` where the giver kept the prop.
        giver_hand, receiver_hand: Contact frames; empty in a result of a version that
            did not tell.
        prop: What was given; likewise.
        measures: Figures of its phases, forces, grips; None likewise.
    """

    giver: str
    receiver: str
    start: float
    end: float
    transfer_time: float
    peak_force: float
    outcome: str
    giver_hand: str = ""
    receiver_hand: str = ""
    prop: str = ""
    measures: ExchangeMeasures | None = None

    @property
    def grips(self) -> tuple[Grip, Grip]:
        """Actor, hand and prop of the giver, then of the receiver."""
        return (
            (self.giver, self.giver_hand, self.prop),
            (self.receiver, self.receiver_hand, self.prop),
        )


def measured(handovers: Iterable[Handover]) -> list[ExchangeMeasures]:
    """Return the measures of those that have them."""
    return [one.measures for one in handovers if one.measures is not None]


def handovers(
    recording: Recording, touch: Touch, cards: Mapping[str, RobotCard]
) -> tuple[Handover, ...]:
    """Return every stretch in which two actors' hands touch one prop, in time order."""
    person = {name for name, card in cards.items() if card.base == "guided"}
    found = []
    for one, two in combinations(touch, 2):
        if one[0] == two[0] or one[2] != two[2]:
            continue
        both = _merged(recording, stretches(touch[one] & touch[two]))
        stated = [grip for grip in (one, two) if grip[0] in person] or [one, two]
        found += [_exchange(recording, touch, (one, two), stated, s) for s in both]
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
    touch: Touch,
    grips: tuple[Grip, Grip],
    stated: list[Grip],
    rows: tuple[int, int],
) -> Handover:
    """Return one exchange between two hands."""
    first, last = rows
    one, two = grips
    before = max(first - 1, 0)
    giver, receiver = (one, two) if touch[one][before] else (two, one)
    after = min(last + 1, len(touch[giver]) - 1)
    done = bool(touch[receiver][after] and not touch[giver][after])
    forces = [
        contact_force(recording, actor, hand)[first : last + 1]
        for actor, hand, _ in stated
    ]
    start, end = float(recording.time[first]), float(recording.time[last])
    return Handover(
        giver=giver[0],
        receiver=receiver[0],
        start=start,
        end=end,
        transfer_time=end - start,
        peak_force=float(np.max(forces)),
        outcome=DONE if done else BROKEN_OFF,
        giver_hand=giver[1],
        receiver_hand=receiver[1],
        prop=giver[2],
    )
