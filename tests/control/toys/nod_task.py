"""A toy task: one joint accelerates as it is told."""

import numpy as np
from typing_extensions import override

from relaywalk.control.tasks import Task, TaskRows


class NodTask(Task):
    """Asks for θ̈ = a of one joint (1 row)."""

    def __init__(self, joint, acceleration, weight=1000.0):
        """Keep joint name, a [rad/s²] and weight [-]."""
        self._joint, self._weight = joint, np.array([weight])
        self._acceleration = np.array([acceleration])

    @override
    def rows(self, model, reference):
        jacobian = np.zeros((1, model.nv))
        jacobian[0, 6 + model.joints.index(self._joint)] = 1.0
        return (TaskRows(jacobian, self._acceleration, self._weight),)
