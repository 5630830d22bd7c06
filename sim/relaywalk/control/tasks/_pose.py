"""Gains of the pose of a frame, shared by the tasks of feet, hands and pelvis."""

import numpy as np

from relaywalk.control.tasks import Damping, Stiffness, Weight
from relaywalk.schema.quantity import Frozen
from relaywalk.types import STILL, Array, FrameReference


class PoseGains(Frozen):
    """Gains of a task of position and orientation.

    Attributes:
        position_stiffness: Of the error of position [1/s²].
        position_damping: Of the error of velocity [1/s].
        rotation_stiffness: Of the error of orientation [1/s²].
        rotation_damping: Of the error of angular velocity [1/s].
        weight: Of all six rows [-].
    """

    position_stiffness: Stiffness
    position_damping: Damping
    rotation_stiffness: Stiffness
    rotation_damping: Damping
    weight: Weight


class OrientationGains(Frozen):
    """Gains of a task of orientation alone.

    Attributes:
        stiffness: Of the error of orientation [1/s²].
        damping: Of the error of angular velocity [1/s].
        weight: Of the three rows [-].
    """

    stiffness: Stiffness
    damping: Damping
    weight: Weight


def pose_gains(gains: PoseGains) -> Array:
    """Return the gains (3, 6) of all rows, as `FrameRows` has them."""
    return np.repeat(
        [
            [gains.position_stiffness, gains.rotation_stiffness],
            [gains.position_damping, gains.rotation_damping],
            [gains.weight, gains.weight],
        ],
        3,
        axis=1,
    )


def orientation_gains(gains: OrientationGains) -> Array:
    """Return gains (3, 6) that leave the position free."""
    rows = np.zeros((3, 6))
    rows[:, 3:] = np.array([[gains.stiffness], [gains.damping], [gains.weight]])
    return rows


def orientation_reference(rotation: Array, turn: float = 0.0) -> FrameReference:
    """Return where a frame should be whose position is free.

    Args:
        rotation: (3, 3) of the frame to world.
        turn: Of the frame about the vertical [rad/s].
    """
    spin = np.array([0.0, 0.0, turn])
    return FrameReference(STILL, rotation, STILL, STILL, spin, STILL)
