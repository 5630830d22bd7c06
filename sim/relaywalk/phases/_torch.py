"""Where the torch is, as a person or a camera sees it, and how a hand meets it."""

import numpy as np
from scipy.spatial.transform import Rotation

from relaywalk.phases import PhaseContext
from relaywalk.types import Array, Observation

PARALLEL = 1e-6  # sine of an angle that counts as none [-]


def grip_point(
    observation: Observation, context: PhaseContext, at: float
) -> tuple[Array, Array]:
    """Return where a hand grips the torch: position (3,) [m] and rotation (3, 3).

    Args:
        observation: Of this tick.
        context: Of the body whose hand it is; its heading is the hand's, too.
        at: Height on the torch from its bottom [m].
    """
    return on_torch(observation, context, at), context.rotation


def on_torch(observation: Observation, context: PhaseContext, at: float) -> Array:
    """Return a point (3,) on the torch, by its height from the bottom [m]."""
    pose = observation.props[context.prop_name].pose_in_world
    return pose[:3] + at * axis_in_world(pose)


def axis_in_world(pose: Array) -> Array:
    """Return where the z axis of a pose (7,) points, (3,) in world."""
    *_, x, y, z, w = pose.tolist()
    return np.array(
        [2.0 * (x * z + w * y), 2.0 * (y * z - w * x), 1.0 - 2.0 * (x * x + y * y)]
    )


def torch_upright(observation: Observation, context: PhaseContext) -> Array:
    """Return the hand's rotation (3, 3) to the body's heading, its torch upright.

    The torch lies in the hand as it was gripped. Of all rotations that bring its axis
    a (in the hand) to the vertical this is the smallest one.
    """
    _, rotation = context.model.placement(context.hand_card.frame)
    pose = observation.props[context.prop_name].pose_in_world
    axis = rotation.T @ axis_in_world(pose)
    normal = np.cross(axis, [0.0, 0.0, 1.0])
    sine = float(np.linalg.norm(normal))
    if sine < PARALLEL:
        return np.eye(3)
    angle = float(np.arctan2(sine, axis[2]))
    return np.asarray(Rotation.from_rotvec(angle * normal / sine).as_matrix())
