"""No joint is driven past its stop."""

from typing import Annotated

import numpy as np
from typing_extensions import override

from relaywalk.control.dynamics import BASE, WholeBodyDynamics
from relaywalk.control.limits import Limit, LimitRows
from relaywalk.schema.quantity import Frozen, quantity
from relaywalk.types import Array


class JointRangeLimitParams(Frozen):
    """How early a joint is stopped.

    Attributes:
        horizon: Within which a joint may come to its stop [s].
        acceleration: A joint that cannot be stopped in time is braked by this, at
            least [rad/s²].
    """

    horizon: Annotated[float, quantity("s", 0.0, 1.0, open_low=True)] = 0.05
    acceleration: Annotated[float, quantity("rad/s²", 0.0, 1e5, open_low=True)] = 500.0


class JointRangeLimit(Limit):
    """Bounds θ̈ so that θ + θ̇ T + ½ θ̈ T² stays between the stops.

    Beyond what the braking acceleration can do the bound gives way, so that the QP
    keeps a solution.
    """

    def __init__(
        self, params: JointRangeLimitParams, lower: Array, upper: Array
    ) -> None:
        """Keep the stops.

        Args:
            params: How early a joint is stopped.
            lower: (k,) of the model's joints [rad].
            upper: (k,) [rad].
        """
        self._params, self._lower, self._upper = params, lower, upper

    @override
    def rows(self, dynamics: WholeBodyDynamics) -> LimitRows:
        model, horizon = dynamics.model, self._params.horizon
        most, position, velocity = (
            self._params.acceleration,
            model.q[7:],
            model.v[BASE:],
        )
        ahead = position + horizon * velocity
        scale = 2.0 / horizon**2
        lower = np.minimum(scale * (self._lower - ahead), most)
        upper = np.maximum(scale * (self._upper - ahead), -most)
        matrix = np.zeros((len(position), dynamics.size))
        matrix[:, BASE : model.nv] = np.eye(len(position))
        return LimitRows(matrix, lower, upper)
