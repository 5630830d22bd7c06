"""No knee is stretched or bent onto its stop."""

from typing import Annotated

import numpy as np
from numpy.typing import NDArray
from typing_extensions import override

from relaywalk.control.dynamics import BASE_ROWS, WholeBodyDynamics
from relaywalk.control.limits import Limit, LimitRows
from relaywalk.schema.quantity import Frozen, quantity
from relaywalk.types import Array


class JointRangeLimitParams(Frozen):
    """How early a joint is stopped.

    Attributes:
        margin: How long before its stop a joint is to come to rest, as a share of its
            range [-].
        time_constant: T with which a joint may come to its stop [s].
        acceleration: A joint that cannot be stopped in time is braked by this, at
            least [rad/s²].
    """

    margin: Annotated[float, quantity("-", 0.0, 0.25)] = 0.04
    # With 0.05 s a fast joint is braked 1 rad before its stop, which costs speed. Long
    # against the control period of 2 ms, over which v̇ is constant.
    time_constant: Annotated[float, quantity("s", 0.0, 1.0, open_low=True)] = 0.01
    acceleration: Annotated[float, quantity("rad/s²", 0.0, 1e5, open_low=True)] = 500.0


class JointRangeLimit(Limit):
    """Bounds θ̈ so that a joint comes to its stops, but not past them.

    θ̈ ≤ (θ_max − m − θ) / T² − 2 θ̇ / T, and likewise at the lower stop, m being the
    margin: a joint at its bound is critically damped, so it does not overshoot. Beyond
    what the braking acceleration can do the bound gives way, so that the QP keeps a
    solution.
    """

    def __init__(
        self,
        params: JointRangeLimitParams,
        joints: NDArray[np.intp],
        lower: Array,
        upper: Array,
    ) -> None:
        """Keep the stops.

        Args:
            params: How early a joint is stopped.
            joints: (m,) which of the model's k joints are bounded.
            lower: (k,) of the model's joints [rad].
            upper: (k,) [rad].
        """
        self._params, self._joints = params, joints
        lower, upper = lower[joints], upper[joints]
        margin = params.margin * (upper - lower)
        stops = (joints, lower + margin, upper - margin)
        self._stops = tuple(zip(*(s.tolist() for s in stops), strict=True))
        self._matrix = np.zeros((len(joints), 0))

    @override
    def rows(self, dynamics: WholeBodyDynamics) -> LimitRows:
        bounds = [self._bounds(dynamics, *stop) for stop in self._stops]
        lower, upper = np.array(bounds).reshape(-1, 2).T
        if self._matrix.shape[1] != dynamics.size:
            count = len(self._joints)
            self._matrix = np.zeros((count, dynamics.size))
            self._matrix[np.arange(count), BASE_ROWS + self._joints] = 1.0
        return LimitRows(self._matrix, lower, upper)

    def _bounds(
        self, dynamics: WholeBodyDynamics, joint: int, first: float, last: float
    ) -> tuple[float, float]:
        """Return the bounds of θ̈ of a joint between its stops [rad/s²].

        In plain floats: it is asked of two knees.
        """
        model, time_constant = dynamics.model, self._params.time_constant
        position, velocity = float(model.q[7 + joint]), float(model.v[6 + joint])
        ahead = position + 2.0 * time_constant * velocity
        # Never more than the braking acceleration: a joint that is too fast already, or
        # past its stop, would ask for torques that nobody has.
        maximum = self._params.acceleration
        lower = min((first - ahead) / time_constant**2, maximum)
        return lower, max((last - ahead) / time_constant**2, -maximum)
