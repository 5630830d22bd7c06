"""A toy limit: one joint accelerates no faster than it is told."""

import numpy as np
from typing_extensions import override

from relaywalk.control.limits import Limit, LimitRows


class GentleLimit(Limit):
    """Keeps lower ≤ θ̈ ≤ upper of one joint (1 row)."""

    def __init__(self, joint, lower, upper):
        """Keep joint name and bounds [rad/s²]."""
        self._joint = joint
        self._lower, self._upper = np.array([lower]), np.array([upper])

    @override
    def rows(self, dynamics):
        matrix = np.zeros((1, dynamics.size))
        matrix[0, 6 + dynamics.model.joints.index(self._joint)] = 1.0
        return LimitRows(matrix, self._lower, self._upper)
