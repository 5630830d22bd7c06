"""The centre of mass should accelerate as the wanted ZMP says."""

import numpy as np

from relaywalk.control.tasks import TaskRows
from relaywalk.robots.model import RobotModel
from relaywalk.types import Array

WEIGHT = np.array([200.0, 200.0, 30.0])
HEIGHT_STIFFNESS, HEIGHT_DAMPING = 80.0, 18.0  # [1/s²], [1/s]


def com_task(
    model: RobotModel, zmp_in_world: Array, height: float, omega: float
) -> TaskRows:
    """Return rows for c̈_xy = ω² (c − p) and a servo of the height (3 rows).

    Args:
        model: Updated for this tick.
        zmp_in_world: (2,) p [m].
        height: Of the CoM [m].
        omega: √(g / height) [1/s].
    """
    wanted = np.empty(3)
    wanted[:2] = omega**2 * (model.com_in_world[:2] - zmp_in_world)
    wanted[2] = (
        HEIGHT_STIFFNESS * (height - model.com_in_world[2])
        - HEIGHT_DAMPING * model.com_velocity[2]
    )
    return TaskRows(model.com_jacobian, wanted - model.com_bias, WEIGHT)
