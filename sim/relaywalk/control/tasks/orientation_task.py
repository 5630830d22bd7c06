"""A link should keep an orientation: the pelvis level, the torch upright."""

from typing import NamedTuple

import numpy as np

from relaywalk.control.tasks import TaskRows
from relaywalk.robots.model import RobotModel, rotation_error
from relaywalk.types import Array


class OrientationGains(NamedTuple):
    """Gains of an orientation task.

    Attributes:
        stiffness: [1/s²].
        damping: [1/s].
        weight: (3,) of the rows.
    """

    stiffness: float
    damping: float
    weight: Array


PELVIS = OrientationGains(100.0, 20.0, np.full(3, 10.0))
TORCH = OrientationGains(100.0, 20.0, np.full(3, 1.0))


def orientation_task(
    model: RobotModel,
    frame: str,
    rotation_wanted: Array,
    gains: OrientationGains,
) -> TaskRows:
    """Return rows for the angular acceleration k_p e − k_d ω − J̇v (3 rows)."""
    jacobian, twist, drift = model.frame_motion(frame)
    _, rotation = model.placement(frame)
    turn = rotation_error(rotation_wanted, rotation)
    wanted = gains.stiffness * turn - gains.damping * twist[3:] - drift[3:]
    return TaskRows(jacobian[3:], wanted, gains.weight)
