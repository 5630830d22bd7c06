"""Where the bodies of a scene are in MuJoCo's arrays."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from relaywalk.engines._mujoco_scene import indices


@dataclass(frozen=True, slots=True)
class MujocoBody:
    """Where one body is in MuJoCo's arrays.

    Attributes:
        root: Body id of the root link.
        position, velocity: Places of the joints in qpos and qvel, card order.
        joints: Body ids of the joints' children, card order.
        free_position, free_velocity: Indices (7,), (6,) of the root's free joint;
            empty for a fixed root.
    """

    root: int
    position: NDArray[np.intp]
    velocity: NDArray[np.intp]
    joints: NDArray[np.intp]
    free_position: NDArray[np.intp]
    free_velocity: NDArray[np.intp]


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
        position=model.jnt_qposadr[ids].astype(np.intp),
        velocity=model.jnt_dofadr[ids].astype(np.intp),
        joints=model.jnt_bodyid[ids].astype(np.intp),
        free_position=np.arange(position, position + 7 * free),
        free_velocity=np.arange(velocity, velocity + 6 * free),
    )
