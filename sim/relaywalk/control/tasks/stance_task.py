"""A foot that bears load should not move."""

import numpy as np

from relaywalk.control.tasks import TaskRows
from relaywalk.robots.model import RobotModel

WEIGHT = np.full(6, 100.0)
DAMPING = 20.0  # [1/s]


def stance_task(model: RobotModel, sole: str) -> TaskRows:
    """Return rows that bring the sole's twist to zero: a = −20 · twist − J̇v."""
    jacobian, twist, drift = model.frame_motion(sole)
    return TaskRows(jacobian, -DAMPING * twist - drift, WEIGHT)
