"""Where the bodies of a scene are in MuJoCo's arrays."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from relaywalk.engines._mujoco_scene import indices
from relaywalk.robots.as_slice import as_slice

Where = slice | NDArray[np.intp]  # a slice costs a third of an array


@dataclass(frozen=True, slots=True)
class MujocoBody:
    """Where one body is in MuJoCo's arrays.

    Attributes:
        root: Body id of the root link.
        position, velocity: Places of the joints in qpos and qvel, card order.
        joints: Body ids of the joints' children, card order.
        floating: Whether the root has a free joint.
        free_place, free_orientation: Of the free joint in qpos (3), (4).
        free_velocity: Of the free joint in qvel (6).
    """

    root: int
    position: Where
    velocity: Where
    joints: NDArray[np.intp]
    floating: bool
    free_place: slice
    free_orientation: slice
    free_velocity: slice


def find_body(model: Any, name: str, joints: tuple[str, ...]) -> MujocoBody:  # noqa: ANN401
    """Find a body in the model's arrays.

    Args:
        model: Compiled.
        name: Of the actor or prop.
        joints: Its moving joints, card order.
    """
    prefix = f"{name}/"
    own = [k for k in range(1, model.nbody) if model.body(k).name.startswith(prefix)]
    ids = indices(model, "joint", [prefix + joint for joint in joints])
    root = model.body(own[0])
    free = root.jntnum[0] > 0
    position = int(model.jnt_qposadr[root.jntadr[0]]) if free else 0
    velocity = int(model.jnt_dofadr[root.jntadr[0]]) if free else 0
    return MujocoBody(
        root=own[0],
        position=as_slice(model.jnt_qposadr[ids].astype(np.intp)),
        velocity=as_slice(model.jnt_dofadr[ids].astype(np.intp)),
        joints=model.jnt_bodyid[ids].astype(np.intp),
        floating=bool(free),
        free_place=slice(position, position + 3),
        free_orientation=slice(position + 3, position + 7),
        free_velocity=slice(velocity, velocity + 6),
    )
