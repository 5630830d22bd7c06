"""The feet together do not push much harder than the robot weighs."""

from typing import Annotated

import numpy as np
from typing_extensions import override

from relaywalk.control.dynamics import WholeBodyDynamics
from relaywalk.control.limits import NONE, Limit, LimitRows
from relaywalk.schema.quantity import Frozen, quantity
from relaywalk.types import GRAVITY


class LoadCapLimitParams(Frozen):
    """How much the feet may bear together.

    Attributes:
        load_cap: Sum of their vertical forces over the robot's weight, at most [-].
    """

    # Not reached in healthy walking. Without it: a trailing knee that is nearly
    # straight at lift-off makes the swing's Jacobian singular, and the QP accelerates
    # the body instead of the foot. Σ f_z rose to 2.4 weights, both feet left the
    # ground, and the robot fell a second later.
    load_cap: Annotated[float, quantity("-", 1.0, 10.0)] = 1.6


class LoadCapLimit(Limit):
    """Bounds Σ f_z (one row): a hard landing is not answered by a harder push."""

    def __init__(self, params: LoadCapLimitParams, mass: float) -> None:
        """Keep the cap.

        Args:
            params: Of the controller.
            mass: Of the robot [kg].
        """
        self._matrix = np.zeros((1, 0))
        self._lower = np.array([-NONE])
        self._upper = np.array([params.load_cap * mass * GRAVITY])

    @override
    def rows(self, dynamics: WholeBodyDynamics) -> LimitRows:
        if self._matrix.shape[1] != dynamics.size:
            self._matrix = np.zeros((1, dynamics.size))
            # f_z is the third number of every foot's wrench
            self._matrix[0, dynamics.model.nv + 2 :: 6] = 1.0
        return LimitRows(self._matrix, self._lower, self._upper)
