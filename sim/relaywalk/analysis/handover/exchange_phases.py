"""The phases of an exchange: approach, grasp, transfer, release, retreat.

After Ortenzi et al., "Object Handovers: A Review for Robotics", IEEE T-RO 37(6), 2021.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from relaywalk.analysis.handover.holding import Grip
from relaywalk.analysis.handover.thresholds import ExchangeThresholds
from relaywalk.analysis.kinematics import frame_poses, pose_of
from relaywalk.recording.recording import Recording
from relaywalk.robots.card import PropCard, RobotCard
from relaywalk.spatial import rotation_from_quaternion
from relaywalk.types import Array

APPROACH, GRASP, TRANSFER, RELEASE, RETREAT = NAMES = (
    "approach",
    "grasp",
    "transfer",
    "release",
    "retreat",
)
LOOKS = 50.0  # a second, at where a hand is: it moves by 2 cm between two, at most


@dataclass(frozen=True, slots=True)
class ExchangePhase:
    """One phase.

    Attributes:
        name: One of `NAMES`.
        start, end: [s].
    """

    name: str
    start: float
    end: float

    @property
    def duration(self) -> float:
        """How long it was [s]."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Reach:
    """How near a hand is to a prop.

    Attributes:
        rows: (k,) of the recording, in order.
        distance: (k,) of its grasp frame from the prop's axis, between its ends [m].
    """

    rows: NDArray[np.intp]
    distance: Array

    def last_beyond(self, distance: float) -> int:
        """Return the last row farther than a distance [m]; the first if none is."""
        far = np.flatnonzero(self.distance > distance)
        return int(self.rows[far[-1] if len(far) else 0])

    def first_beyond(self, distance: float) -> int:
        """Return the first row farther than a distance [m]; the last if none is."""
        far = np.flatnonzero(self.distance > distance)
        return int(self.rows[far[0] if len(far) else -1])


def reach(
    recording: Recording, grip: Grip, card: RobotCard, prop: PropCard, rows: slice
) -> Reach:
    """Return how near a hand was to a prop, `LOOKS` times a second.

    Args:
        recording: Of a run.
        grip: Actor, hand, prop.
        card: Of the actor.
        prop: The prop's card.
        rows: Neighbours, of the recording; its ends are looked at too.
    """
    time = recording.time[rows]
    count = 2 + int(LOOKS * (time[-1] - time[0]))
    seen = np.unique(np.linspace(rows.start, rows.stop - 1, count).astype(np.intp))
    actor, hand, name = grip
    place, _ = frame_poses(recording, card, actor, card.hands[hand].frame, seen)
    pose = pose_of(recording, name, seen)
    axis = rotation_from_quaternion(pose[:, 3:])[:, :, 2]
    away = place - pose[:, :3]
    along = np.clip(np.einsum("ij,ij->i", away, axis), 0.0, prop.length)
    return Reach(seen, np.linalg.norm(away - along[:, None] * axis, axis=1))


def exchange_phases(
    time: Array, touch: tuple[int, int], share: Array, thresholds: ExchangeThresholds
) -> tuple[ExchangePhase, ...]:
    """Return the phases of an exchange that was done, in time order.

    The receiver bears load from when its share was last too small before it reached
    half; a touch in passing is not yet that. Where the giver lets go of more than a
    share that counts, the transfer lasts until then and the release no time at all.

    Args:
        time: (k,) from the begin of the approach to the end of the retreat [s].
        touch: Rows of the receiver's first and the giver's last contact.
        share: (k,) of the load that the receiver bears [-].
        thresholds: Where to cut.
    """
    rows = [0, *_begun(touch, share, thresholds)]
    rows += [touch[1]] * (len(NAMES) - len(rows))
    return _between(time, [*rows, len(time) - 1])


def broken_off_phases(
    time: Array, touch: tuple[int, int], share: Array, thresholds: ExchangeThresholds
) -> tuple[ExchangePhase, ...]:
    """Return the phases that were begun, the last one until the receiver let go.

    Args:
        time: (k,) from the begin of the approach on [s].
        touch: Rows of the receiver's first and last contact.
        share: (k,) of the load that the receiver bears [-].
        thresholds: Where to cut.
    """
    rows = [0, *_begun(touch, share, thresholds)]
    return _between(time, [*rows, touch[1]])


def _begun(
    touch: tuple[int, int], share: Array, thresholds: ExchangeThresholds
) -> list[int]:
    """Return the rows at which grasp, transfer and release began, if they did."""
    first, last = touch
    taken = share[first : last + 1]
    half = np.flatnonzero(taken >= 0.5)
    middle = int(half[0]) if len(half) else int(np.argmax(taken))
    if taken[middle] < thresholds.first_share:
        return [first]
    little = np.flatnonzero(taken[:middle] < thresholds.first_share)
    begun = [first, first + (int(little[-1]) + 1 if len(little) else 0)]
    whole = np.flatnonzero(taken[middle:] >= thresholds.last_share)
    return [*begun, first + middle + int(whole[0])] if len(whole) else begun


def _between(time: Array, rows: list[int]) -> tuple[ExchangePhase, ...]:
    """Return the phases between rows, the first ones of `NAMES`."""
    edges = pairwise(time[rows].tolist())
    return tuple(
        ExchangePhase(name, *edge) for name, edge in zip(NAMES, edges, strict=False)
    )
