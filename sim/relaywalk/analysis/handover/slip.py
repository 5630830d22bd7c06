"""How the torch moves in the hand that holds it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial.transform import Rotation

from relaywalk.analysis.handover.holding import Holding
from relaywalk.analysis.kinematics import frame_poses, in_frame, pose_of
from relaywalk.recording.recording import Recording
from relaywalk.robots.card import RobotCard
from relaywalk.types import Array

SAMPLES = 10_000  # rows looked at, at most
SETTLE = 0.1  # of the grip after the giver's release, before the receiver's touch [s]


@dataclass(frozen=True, slots=True)
class Slip:
    """The change of a prop's pose in a hand since the end of the grasp.

    Attributes:
        time: (k,) [s].
        displacement_in_hand: (k, 3) of the gripped point, along the axes of the grasp
            frame; z is along the grip [m].
    """

    time: Array
    displacement_in_hand: Array

    @property
    def distance(self) -> Array:
        """Of the gripped point from where it was at first (k,) [m]."""
        return np.asarray(np.linalg.norm(self.displacement_in_hand, axis=1))

    @property
    def largest(self) -> float:
        """Largest distance [m]; 0 of a hold too short to tell."""
        return float(self.distance.max(initial=0.0))


def slip_of(recording: Recording, card: RobotCard, hold: Holding) -> Slip:
    """Return the slip of the prop that a hand holds.

    The point of the prop that lay at the grasp frame's origin is followed in the
    grasp frame from the end of the grasp to the start of the release.

    Args:
        recording: Of a run.
        card: Of the holder.
        hold: By one hand alone.
    """
    time = recording.time
    first = int(np.searchsorted(time, time[hold.first] + SETTLE))
    last = int(np.searchsorted(time, time[hold.last] - SETTLE))
    if last <= first:
        return Slip(np.empty(0), np.empty((0, 3)))
    number = min(SAMPLES, last - first + 1)
    rows = np.linspace(first, last, number).astype(np.intp)
    return slip_over(recording, card, hold, rows)


def slip_over(
    recording: Recording, card: RobotCard, hold: Holding, rows: NDArray[np.intp]
) -> Slip:
    """Return the slip of a prop in a hand since the first of some rows.

    Args:
        recording: Of a run.
        card: Of the holder.
        hold: Says who, with which hand, what.
        rows: (k,) of the recording, at least one.
    """
    frame = card.hands[hold.hand].frame
    position, rotation = frame_poses(recording, card, hold.actor, frame, rows)
    pose = pose_of(recording, hold.prop, rows)
    local, rotation_vector = in_frame(position, rotation, pose[:, :3], pose[:, 3:])
    # the gripped point: at first at the frame's origin, fixed in the prop
    start = Rotation.from_matrix(rotation[0]).inv() * Rotation.from_quat(pose[0, 3:])
    arm = start.inv().apply(-local[0])
    displacement = local + (start * Rotation.from_rotvec(rotation_vector)).apply(arm)
    return Slip(recording.time[rows], np.asarray(displacement))
