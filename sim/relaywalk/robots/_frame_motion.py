"""Where frames are and how they move, all frames of a model at once.

From the joints' Jacobians J and their rates J̇, columns being spatial velocities at the
world's origin: of a frame at p, v_p = v_0 + ω × p, and its classical acceleration is
a_0 + α × p + ω × v_p (Featherstone, Rigid Body Dynamics Algorithms, 2008).
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from relaywalk.compilation import compiled
from relaywalk.robots._frame_motion_loops import write_by_loops
from relaywalk.spatial import cross
from relaywalk.types import Array


class JointMotion(NamedTuple):
    """What the joints of a model do.

    Attributes:
        jacobian: (nv, 6) column by column J, linear before angular, at the world's
            origin.
        rate: (nv, 6) likewise J̇.
        velocity: (nv,) v.
        placement: (f, 12) of the joint that each frame hangs on: position [m], then
            the columns of its rotation to world.
    """

    jacobian: Array
    rate: Array
    velocity: Array
    placement: Array


class FrameSet(NamedTuple):
    """Frames fixed to joints.

    Attributes:
        placement: (f, 12) in its joint, as in `JointMotion`.
        moved: (f, nv) 1 where a velocity moves the frame, else 0.
    """

    placement: Array
    moved: Array


class FrameMotions(NamedTuple):
    """Where frames are and how they move: at their origins, world axes.

    Attributes:
        jacobian: (f, 6, nv) J, linear before angular.
        state: (f, 24) twist J v (6,) [m/s, rad/s], drift J̇ v (6,) [m/s², rad/s²],
            position [m] and, row by row, the rotation to world.
    """

    jacobian: Array
    state: Array

    @classmethod
    def empty(cls, frames: int, nv: int) -> "FrameMotions":
        """Return room for frames of a model with nv velocities."""
        return cls(np.empty((frames, 6, nv)), np.empty((frames, 24)))


Writer = Callable[[JointMotion, FrameSet, FrameMotions], None]


def frame_motion_writer() -> Writer:
    """Return what writes how frames move: compiled where it can be."""
    loops = compiled(write_by_loops)
    if loops is None:
        return write_by_numpy
    return lambda joints, frames, motions: loops(*joints, *frames, *motions)


def write_by_numpy(
    joints: JointMotion, frames: FrameSet, motions: FrameMotions
) -> None:
    """Write how frames move, by NumPy."""
    to_world = joints.placement[:, 3:].reshape(-1, 3, 3).transpose(0, 2, 1)
    inside = frames.placement[:, 3:].reshape(-1, 3, 3).transpose(0, 2, 1)
    offset = np.matmul(to_world, frames.placement[:, :3, None])[:, :, 0]
    position = joints.placement[:, :3] + offset
    point, moved = position[:, None, :], frames.moved[:, :, None]
    columns = moved * _at(joints.jacobian, point)
    drift = np.matmul(joints.velocity, moved * _at(joints.rate, point))
    twist = np.matmul(joints.velocity, columns)
    drift[:, :3] += cross(twist[:, 3:], twist[:, :3])
    motions.jacobian[:] = columns.transpose(0, 2, 1)
    rotation = np.matmul(to_world, inside).reshape(-1, 9)
    np.concatenate((twist, drift, position, rotation), axis=1, out=motions.state)


def _at(columns: Array, point: Array) -> Array:
    """Return spatial vectors (nv, 6) at points (f, 1, 3): (f, nv, 6)."""
    linear = columns[:, :3] + cross(columns[:, 3:], point)
    angular = np.broadcast_to(columns[:, 3:], linear.shape)
    return np.concatenate((linear, angular), axis=2)
