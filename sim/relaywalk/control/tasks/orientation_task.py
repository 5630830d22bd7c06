"""A link should keep an orientation: the pelvis level, the torch upright."""

import numpy as np

from relaywalk.control.tasks import TaskRows
from relaywalk.robots.model import RobotModel, rotation_error
from relaywalk.types import Array

PELVIS = (100.0, 20.0, 10.0)  # stiffness [1/s²], damping [1/s], weight
TORCH = (100.0, 20.0, 1.0)


def orientation_task(
    model: RobotModel,
    frame: str,
    rotation_wanted: Array,
    gains: tuple[float, float, float],
) -> TaskRows:
    """Return rows for the angular acceleration k_p e − k_d ω − J̇v (3 rows)."""
    jacobian, twist, drift = model.frame_motion(frame)
    _, rotation = model.placement(frame)
    turn = rotation_error(rotation_wanted, rotation)
    wanted = gains[0] * turn - gains[1] * twist[3:] - drift[3:]
    return TaskRows(jacobian[3:], wanted, np.full(3, gains[2]))
