"""A foot in the air or a hand should follow a path."""

from typing import NamedTuple

import numpy as np

from relaywalk.control.tasks import TaskRows
from relaywalk.robots.model import RobotModel, rotation_error
from relaywalk.types import Array, FrameReference


class FrameGains(NamedTuple):
    """Gains of a pose task.

    Attributes:
        position: Stiffness and damping [1/s², 1/s].
        rotation: Stiffness and damping [1/s², 1/s].
        weight: (6,) of position and rotation rows.
    """

    position: tuple[float, float]
    rotation: tuple[float, float]
    weight: Array


SWING = FrameGains((600.0, 49.0), (400.0, 40.0), np.full(6, 10.0))
HAND = FrameGains((150.0, 24.0), (150.0, 24.0), np.full(6, 2.0))


def frame_task(
    model: RobotModel, frame: str, reference: FrameReference, gains: FrameGains
) -> TaskRows:
    """Return rows for a = a* + k_p e + k_d ė − J̇v, linear then angular."""
    jacobian, twist, drift = model.frame_motion(frame)
    position, rotation = model.placement(frame)
    error = reference.position_in_world - position
    wanted = np.empty(6)
    wanted[:3] = (
        reference.acceleration_in_world
        + gains.position[0] * error
        + gains.position[1] * (reference.velocity_in_world - twist[:3])
    )
    turn = rotation_error(reference.rotation_to_world, rotation)
    wanted[3:] = gains.rotation[0] * turn - gains.rotation[1] * twist[3:]
    return TaskRows(jacobian, wanted - drift, gains.weight)
