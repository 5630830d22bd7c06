"""Gait: strides cut at foot contacts, steady walking, and what it was like.

A stride of a foot lasts from one touchdown of it to its next (Perry and Burnfield,
"Gait Analysis", 2nd ed., 2010, chapter 1). A foot bears load from 5 % of body weight on
until it falls below 2 % (`contact_thresholds`). Steady walking is what is left when
strides are dropped from both ends until their speed lies within 10 % of the median of
those left.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from relaywalk.analysis.gait.stance import Stances, stances
from relaywalk.recording.recording import Recording
from relaywalk.robots.card import RobotCard
from relaywalk.robots.stature import Stature, stature
from relaywalk.types import Array

STEADY = 0.1  # of the median speed: how far a steady stride may be from it [-]
SLOWEST = 0.05  # a median speed below this is no walking [m/s]


class Stride(NamedTuple):
    """One stride of one foot.

    Attributes:
        foot: Contact frame, such as "left_foot".
        first, last: Rows of its touchdown and of its next one.
        start, end: Their times [s].
        lift_off: When the foot stopped to bear load in between [s].
        length: Horizontal displacement of its sole from stance to stance [m].
        width: Of the step to the other foot, across it; not a number where the
            other foot did not land in between [m].
        speed: Horizontal displacement of the base over the time [m/s].
    """

    foot: str
    first: int
    last: int
    start: float
    end: float
    lift_off: float
    length: float
    width: float
    speed: float


@dataclass(frozen=True, slots=True)
class Gait:
    """How one actor walked.

    Attributes:
        actor: Whose.
        stature: Of its body, without what it carries.
        feet: Foot → its stances.
        strides: Of all feet, by the time of their touchdown.
        steady: Those of steady walking; none where it never walked.
    """

    actor: str
    stature: Stature
    feet: Mapping[str, Stances]
    strides: tuple[Stride, ...]
    steady: tuple[Stride, ...]

    def __repr__(self) -> str:
        """Return one line: who, and how many strides."""
        strides, steady = len(self.strides), len(self.steady)
        return f"Gait('{self.actor}': {strides} strides, {steady} of them steady)"

    @classmethod
    def of(cls, recording: Recording, card: RobotCard, actor: str) -> "Gait":
        """Return the gait of an actor on feet.

        Args:
            recording: Of a run.
            card: Of the actor.
            actor: Its name.
        """
        body = stature(card)
        feet = stances(recording, card, actor, body.weight)
        base = recording.matrix([f"{actor}.base.x", f"{actor}.base.y"])
        found = [s for foot in feet for s in _strides(recording.time, base, feet, foot)]
        strides = tuple(sorted(found, key=lambda stride: stride.start))
        return cls(actor, body, feet, strides, _steady(strides))

    @property
    def span(self) -> tuple[float, float] | None:
        """First and last time of steady walking [s]; None where there is none."""
        if not self.steady:
            return None
        return self.steady[0].start, max(stride.end for stride in self.steady)

    def of_foot(self, foot: str, start: float, end: float) -> tuple[Stride, ...]:
        """Return a foot's steady strides that lie whole within a time [s]."""
        return tuple(
            s
            for s in self.steady
            if s.foot == foot and s.start >= start and s.end <= end
        )


def gaits(recording: Recording, cards: Mapping[str, RobotCard]) -> dict[str, Gait]:
    """Return the gait of all that stand on feet.

    Args:
        recording: Of a run.
        cards: Actor → its card.
    """
    return {
        actor: Gait.of(recording, card, actor)
        for actor, card in cards.items()
        if card.base == "floating" and card.feet
    }


def _strides(
    time: Array, base: Array, feet: Mapping[str, Stances], foot: str
) -> Iterator[Stride]:
    """Yield the strides of one foot."""
    own = feet[foot]
    others = [other for name, other in feet.items() if name != foot]
    for i in range(len(own.first) - 1):
        first, last = int(own.first[i]), int(own.first[i + 1])
        if first == 0:  # on the ground from the start: its touchdown was not seen
            continue
        displacement = own.position[i + 1, :2] - own.position[i, :2]
        duration = float(time[last] - time[first])
        yield Stride(
            foot=foot,
            first=first,
            last=last,
            start=float(time[first]),
            end=float(time[last]),
            lift_off=float(time[own.last[i]]),
            length=float(np.linalg.norm(displacement)),
            width=_width(own.position[i, :2], displacement, others, (first, last)),
            speed=float(np.linalg.norm(base[last] - base[first])) / duration,
        )


def _width(
    here: Array, displacement: Array, others: list[Stances], rows: tuple[int, int]
) -> float:
    """Return how far beside a displacement (2,) the other foot landed meanwhile [m]."""
    for other in others:
        landed = np.flatnonzero((other.first > rows[0]) & (other.first < rows[1]))
        if len(landed):
            to = other.position[landed[0], :2] - here
            length = max(float(np.linalg.norm(displacement)), 1e-9)
            return (
                abs(float(displacement[0] * to[1] - displacement[1] * to[0])) / length
            )
    return float("nan")


def _steady(strides: tuple[Stride, ...]) -> tuple[Stride, ...]:
    """Return the strides without those of starting and stopping."""
    left = strides
    while left:
        speeds = np.array([stride.speed for stride in left])
        median = float(np.median(speeds))
        if median < SLOWEST:
            return ()
        # from both ends only: a slow stride in the middle is part of the walk
        near = np.flatnonzero(np.abs(speeds - median) <= STEADY * median)
        kept = left[near[0] : near[-1] + 1] if len(near) else ()
        if len(kept) == len(left):
            break
        left = kept
    return left
