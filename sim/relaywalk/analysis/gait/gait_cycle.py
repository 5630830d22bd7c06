"""Gait cycles: any channel over 0 … 100 % of a stride, as mean and deviation."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from relaywalk.analysis.gait.gait import Stride
from relaywalk.errors import RecordingError
from relaywalk.robots.card import RobotCard
from relaywalk.types import Array

POINTS = 101
PERCENT = np.linspace(0.0, 100.0, POINTS)  # of the gait cycle [%]
PERCENT.setflags(write=False)


class Cycle(NamedTuple):
    """A channel over the gait cycle, from touchdown to touchdown of one foot.

    Attributes:
        mean: (101,) over the strides, in the channel's unit.
        sd: (101,) standard deviation over the strides (n − 1; 0 of a single stride).
        strides: How many there were.
    """

    mean: Array
    sd: Array
    strides: int


def gait_cycle(time: Array, values: Array, strides: Sequence[Stride]) -> Cycle:
    """Return a channel normalised to the gait cycle.

    Args:
        time: (rows,) of the recording [s].
        values: (rows,) of the channel.
        strides: Of one foot.

    Raises:
        RecordingError: There are no strides.
    """
    if not strides:
        raise RecordingError("no steady stride lies within that time: nothing to cut")
    at = np.array([np.linspace(s.start, s.end, POINTS) for s in strides])
    cut = np.interp(at, time, values)
    sd = cut.std(axis=0, ddof=1) if len(cut) > 1 else np.zeros(POINTS)
    return Cycle(cut.mean(axis=0), sd, len(cut))


def foot_of(card: RobotCard, name: str) -> str | None:
    """Return the foot by whose strides a joint or channel is cut.

    Of its own side, as the card's groups or its own name tell; else the first foot;
    None where the body has no feet.

    Args:
        card: Of the actor.
        name: A joint, or a channel without its actor, such as "left_foot.contact.fz".
    """
    head = name.partition(".")[0]
    sides = [g for g, joints in card.groups.items() if head in joints] + [head]
    for side in ("left", "right"):
        foot = f"{side}_foot"
        if foot in card.feet and any(s.startswith(f"{side}_") for s in sides):
            return foot
    return next(iter(card.feet), None)


def pairs(card: RobotCard) -> list[tuple[str, str]]:
    """Return left and right joint of every joint that comes twice, in card order."""
    found: list[tuple[str, str]] = []
    for name, left in card.groups.items():
        if name.startswith("left_"):
            right = card.groups.get(f"right_{name.removeprefix('left_')}", ())
            found.extend(zip(left, right, strict=False))
    return found
