"""The pushes that a body met, read back from what was recorded of them."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from relaywalk.analysis.kinematics import pose_of
from relaywalk.recording.recording import Recording
from relaywalk.robots.card import RobotCard
from relaywalk.spatial import rotation_from_quaternion
from relaywalk.types import Array

LONGEST = 1.05  # what lasts longer is no push but wind; pushes last 1 s at most [s]


class RecordedPush(NamedTuple):
    """A push.

    Attributes:
        time: When it began [s].
        link: That was pushed.
        duration: [s].
        impulse: (3,) in world [N·s].
    """

    time: float
    link: str
    duration: float
    impulse: Array


def push_forces(recording: Recording, card: RobotCard, actor: str) -> dict[str, Array]:
    """Return link → force (rows, 3) at its CoM in world [N], of links that are pushed.

    Args:
        recording: Of a run.
        card: Of the actor.
        actor: Its name.
    """
    found = {}
    for name in recording.names:
        before, _, axis = name.rpartition(".")
        if axis == "fx" and f"{before}.".startswith(f"{actor}.push."):
            link = before.removeprefix(f"{actor}.push").lstrip(".") or card.base_link
            force = recording.matrix([f"{before}.f{axis}" for axis in "xyz"])
            if force.any():
                found[link] = force
    return found


def recorded_pushes(
    recording: Recording, card: RobotCard, actor: str
) -> tuple[RecordedPush, ...]:
    """Return the pushes that an actor met, in time order.

    A push is a force that stays the same for a second at most; a wind that blows
    meanwhile is part of it.

    Args:
        recording: Of a run.
        card: Of the actor.
        actor: Its name.
    """
    found = [
        push
        for link, force in push_forces(recording, card, actor).items()
        for push in _stretches(recording.time, link, force)
    ]
    return tuple(sorted(found, key=lambda push: push.time))


def direction(recording: Recording, actor: str, push: RecordedPush) -> float:
    """Return where a push goes, from the body's own heading to its left [deg].

    Args:
        recording: Of the run.
        actor: Who was pushed.
        push: On any of its links.
    """
    row = min(int(np.searchsorted(recording.time, push.time)), len(recording) - 1)
    base = pose_of(recording, f"{actor}.base", np.array([row]))[0]
    x, y, _ = push.impulse @ rotation_from_quaternion(base[3:])
    return float(np.degrees(np.arctan2(y, x)))


def _stretches(time: Array, link: str, force: Array) -> Iterator[RecordedPush]:
    """Yield the stretches of rows in which a force (rows, 3) is one and the same."""
    cuts = np.flatnonzero((force[1:] != force[:-1]).any(axis=1)) + 1
    period = float(np.diff(time).mean()) if len(time) > 1 else 0.0
    for rows in np.split(np.arange(len(time)), cuts):
        duration = len(rows) * period
        # a row holds what acted in the period before its time
        if force[rows[0]].any() and duration <= LONGEST:
            start = float(time[rows[0]]) - period
            yield RecordedPush(start, link, duration, force[rows[0]] * duration)
