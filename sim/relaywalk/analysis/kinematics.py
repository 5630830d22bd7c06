"""Poses of frames, from recorded joint positions and the URDF."""

import numpy as np
from numpy.typing import NDArray
from scipy.spatial.transform import Rotation

from relaywalk.recording.recording import EVERY, Recording, Rows
from relaywalk.robots.card import RobotCard
from relaywalk.robots.model import RobotModel
from relaywalk.types import Array

POSE = ("x", "y", "z", "qx", "qy", "qz", "qw")


def pose_of(recording: Recording, what: str, rows: Rows = EVERY) -> Array:
    """Return the pose (k, 7) of "robot.base" or "torch" in world.

    Args:
        recording: Of a run.
        what: Has the pose.
        rows: (k,) of the recording; all by default.
    """
    return recording.matrix([f"{what}.{axis}" for axis in POSE], rows)


def frame_poses(
    recording: Recording,
    card: RobotCard,
    actor: str,
    frame: str,
    rows: NDArray[np.intp],
) -> tuple[Array, Array]:
    """Return positions (k, 3) [m] and rotations (k, 3, 3) of a frame in world.

    Args:
        recording: Of a run.
        card: Of the actor.
        actor: Its name.
        frame: In its URDF.
        rows: (k,) of the recording.
    """
    model = RobotModel(card)
    names = [f"{actor}.{name}.position" for name in model.joints]
    base = pose_of(recording, f"{actor}.base", rows)
    joints = recording.matrix(names, rows)
    if model.floating:
        return model.frame_path(frame, np.hstack((base, joints)))
    # the model of a led body begins at its root, which stays where it was put
    position, rotation = model.frame_path(frame, joints)
    root = Rotation.from_quat(base[:, 3:])
    return base[:, :3] + root.apply(position), root.as_matrix() @ rotation


def tilt(quaternion: Array) -> Array:
    """Return the angle (rows,) [rad] between a body's z axis and the vertical."""
    x, y = quaternion[:, 0], quaternion[:, 1]
    cosine: Array = np.clip(1.0 - 2.0 * (x * x + y * y), -1.0, 1.0)
    return np.asarray(np.arccos(cosine))


def in_frame(
    position: Array, rotation: Array, point: Array, quaternion: Array
) -> tuple[Array, Array]:
    """Return poses in a moving frame: positions (k, 3), rotation vectors (k, 3).

    Args:
        position: (k, 3) of the frame in world.
        rotation: (k, 3, 3) of the frame.
        point: (k, 3) of the body in world.
        quaternion: (k, 4) of the body, xyzw.
    """
    local = np.einsum("kji,kj->ki", rotation, point - position)
    relative = Rotation.from_matrix(rotation).inv() * Rotation.from_quat(quaternion)
    return local, np.asarray((relative[0].inv() * relative).as_rotvec())
