"""No joint is asked for more torque than its actuator can give."""

import numpy as np
from typing_extensions import override

from relaywalk.compilation import compiled
from relaywalk.control.dynamics import BASE_ROWS, WholeBodyDynamics
from relaywalk.control.limits import Limit, LimitRows
from relaywalk.control.limits._torque_limit_loops import write_bounds
from relaywalk.types import TorqueEnvelope


class TorqueLimit(Limit):
    """Keeps every joint torque inside its envelope at the present speed."""

    def __init__(self, envelope: TorqueEnvelope) -> None:
        """Keep the envelope of the model's joints (n,) [N·m], in its order."""
        self._envelope = envelope
        self._numbers = (envelope.peak, envelope.onset, envelope.slope)
        self._write = compiled(write_bounds)

    @override
    def rows(self, dynamics: WholeBodyDynamics) -> LimitRows:
        velocity, bias = dynamics.model.v[BASE_ROWS:], dynamics.bias[BASE_ROWS:]
        # τ = G z + h, so h goes to the bounds
        if self._write is None:
            lower, upper = self._envelope.limits(velocity)
            lower, upper = lower - bias, upper - bias
        else:
            lower, upper = bounds = np.empty((2, len(bias)))
            self._write(*self._numbers, velocity, bias, bounds)
        return LimitRows(dynamics.matrix[BASE_ROWS:], lower, upper)
