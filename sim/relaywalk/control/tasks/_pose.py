"""Rows for the pose of a frame, shared by the tasks of feet, hands and pelvis."""

from functools import lru_cache

import numpy as np

from relaywalk.control.tasks import Damping, Stiffness, TaskRows, Weight
from relaywalk.robots.model import RobotModel, rotation_error
from relaywalk.schema.quantity import Frozen
from relaywalk.types import Array, FrameReference


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


def pose_rows(
    model: RobotModel, frame: str, reference: FrameReference, gains: PoseGains
) -> TaskRows:
    """Return six rows that ask for a = a* + k_p e + k_d ė − J̇v, linear first.

    e is the error of position, or the rotation vector log(R* Rᵀ), in world.

    Args:
        model: Updated for the present state.
        frame: In the URDF.
        reference: Where the frame should be.
        gains: k_p, k_d and weight.
    """
    jacobian, twist, drift = model.frame_motion(frame)
    position, rotation = model.placement(frame)
    error = reference.position_in_world - position
    # ẍ = J v̇ + J̇v: the drift is taken off what is asked for
    desired = np.empty(6)
    desired[:3] = (
        reference.acceleration_in_world
        + gains.position_stiffness * error
        + gains.position_damping * (reference.velocity_in_world - twist[:3])
    )
    angle = rotation_error(reference.rotation_to_world, rotation)
    desired[3:] = (
        reference.angular_acceleration_in_world
        + gains.rotation_stiffness * angle
        + gains.rotation_damping * (reference.angular_velocity_in_world - twist[3:])
    )
    return TaskRows(jacobian, desired - drift, equal_weights(gains.weight, 6))


def orientation_rows(
    model: RobotModel,
    frame: str,
    rotation_desired: Array,
    gains: OrientationGains,
    turn: float = 0.0,
) -> TaskRows:
    """Return three rows: angular acceleration k_p e + k_d (ω* − ω) − J̇v.

    Args:
        model: Updated for the present state.
        frame: In the URDF.
        rotation_desired: (3, 3) R*, of the frame to world.
        gains: k_p, k_d and weight.
        turn: ω* about the vertical [rad/s].
    """
    jacobian, twist, drift = model.frame_motion(frame)
    _, rotation = model.placement(frame)
    angle = rotation_error(rotation_desired, rotation)
    desired = gains.stiffness * angle - gains.damping * twist[3:] - drift[3:]
    desired[2] += gains.damping * turn
    return TaskRows(jacobian[3:], desired, equal_weights(gains.weight, 3))


@lru_cache
def equal_weights(weight: float, rows: int) -> Array:
    """Return the same weight for every row (rows,); callers do not write it."""
    weights = np.full(rows, weight)
    weights.setflags(write=False)
    return weights
