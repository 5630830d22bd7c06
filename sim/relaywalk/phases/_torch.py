"""Where the torch is, as a person or a camera sees it, and how a hand meets it."""

import math

import numpy as np
from scipy.spatial.transform import Rotation

from relaywalk.phases import PhaseContext, Situation
from relaywalk.spatial import rotation_from_quaternion
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


def own_hand(situation: Situation, context: PhaseContext) -> tuple[Array, Array]:
    """Return where the body's own hand is: position (3,) and rotation (3, 3), world."""
    model, frame = context.model, context.hand_card.frame
    if model.floating:
        return model.placement(frame)
    joints = situation.own.state.joint_position[model.select]
    position, rotation = model.frame_pose_at(frame, joints)
    pose = situation.own.state.pose_base_in_world  # of its fixed root
    to_world = rotation_from_quaternion(pose[3:])
    return pose[:3] + to_world @ position, to_world @ rotation


class Stillness:
    """For how long a point has stayed about where it is.

    By where it stays: a held torch trembles, so that its speed says little.
    """

    def __init__(self, near: float) -> None:
        """Begin without a point.

        Args:
            near: What it may move by [m].
        """
        self._near, self._since = near, 0.0
        self._place: tuple[float, ...] | None = None

    def lasted(self, point: Array, time: float) -> float:
        """Take in where it is at a time [s]; return for how long it has been there.

        Args:
            point: (k,) [m].
            time: [s].
        """
        known = self._place
        if known is None or math.dist(point, known) > self._near:
            self._place, self._since = tuple(point.tolist()), time
        return time - self._since


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
