"""No joint is asked for more torque than its actuator can give."""

from typing_extensions import override

from relaywalk.control.dynamics import BASE_ROWS, WholeBodyDynamics
from relaywalk.control.limits import Limit, LimitRows
from relaywalk.types import TorqueEnvelope


class TorqueLimit(Limit):
    """Keeps every joint torque inside its envelope at the present speed."""

    def __init__(self, envelope: TorqueEnvelope) -> None:
        """Keep the envelope of the model's joints (n,) [N·m], in its order."""
        self._envelope = envelope

    @override
    def rows(self, dynamics: WholeBodyDynamics) -> LimitRows:
        lower, upper = self._envelope.limits(dynamics.model.v[BASE_ROWS:])
        bias = dynamics.bias[BASE_ROWS:]
        # τ = G z + h, so h goes to the bounds
        return LimitRows(dynamics.matrix[BASE_ROWS:], lower - bias, upper - bias)
