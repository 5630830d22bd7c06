"""What a sole can push with: friction, a pressure inside it, a bounded yaw moment."""

from typing import Annotated

import numpy as np
from typing_extensions import override

from relaywalk.control.dynamics import WholeBodyDynamics
from relaywalk.control.limits import NONE, Limit, LimitRows
from relaywalk.robots.card import Sole
from relaywalk.schema.quantity import Frozen, quantity
from relaywalk.types import Array

# Four of friction, four of the pressure's place, two of yaw. f_z ≥ 0 needs none: it is
# the sum of the first two.
CONE = 10  # rows a foot


class FrictionLimitParams(Frozen):
    """What the controller counts on.

    Attributes:
        friction: Coulomb coefficient, below the floor's [-].
        cop_margin: The centre of pressure stays this far inside the sole [m].
        yaw_moment_arm: Yaw moment over vertical force, at most [m].
    """

    # A margin: the floor has 0.8 by default.
    friction: Annotated[float, quantity("-", 0.0, 2.0, open_low=True)] = 0.6
    cop_margin: Annotated[float, quantity("m", 0.0, 0.05)] = 0.01
    yaw_moment_arm: Annotated[float, quantity("m", 0.0, 0.2)] = 0.03


class FrictionLimit(Limit):
    """Keeps the wrench of each stance foot inside its linearised contact cone.

    Caron, Pham and Nakamura, "Stability of Surface Contacts for Humanoid Robots",
    ICRA 2015, with the yaw moment bounded apart.
    """

    def __init__(self, params: FrictionLimitParams, sole: Sole) -> None:
        """Build the cone.

        Args:
            params: What the controller counts on.
            sole: The rectangle that touches the ground.
        """
        self._cone = contact_cone(params, sole)
        self._rows: dict[tuple[int, int], LimitRows] = {}

    @override
    def rows(self, dynamics: WholeBodyDynamics) -> LimitRows:
        found, model = self._empty(dynamics), dynamics.model
        feet, row = model.card.feet, 0
        for number, foot in enumerate(dynamics.stance):
            rotation = model.placement(feet[foot].frame).rotation
            columns = dynamics.wrench(number)
            found.matrix[row : row + CONE, columns] = in_world(self._cone, rotation)
            row += CONE
        return found

    def _empty(self, dynamics: WholeBodyDynamics) -> LimitRows:
        """Return rows of the right size, made once; only the cones are written anew."""
        feet = len(dynamics.stance)
        # single and double support alternate: two sizes, each allocated once
        key = (feet, dynamics.size)
        if key not in self._rows:
            count = CONE * feet
            matrix = np.zeros((count, dynamics.size))
            self._rows[key] = LimitRows(matrix, np.full(count, -NONE), np.zeros(count))
        return self._rows[key]


def contact_cone(params: FrictionLimitParams, sole: Sole) -> Array:
    """Return rows C (10, 6) with C w ≤ 0, w a wrench in the sole frame."""
    # The pyramid that lies inside the cone: its corners are at µ f_z.
    mu, margin = params.friction / np.sqrt(2.0), params.cop_margin
    x_low, x_high = sole.x_min + margin, sole.x_max - margin
    y_low, y_high = sole.y_min + margin, sole.y_max - margin
    yaw = params.yaw_moment_arm
    return np.array(
        [
            [1, 0, -mu, 0, 0, 0],
            [-1, 0, -mu, 0, 0, 0],
            [0, 1, -mu, 0, 0, 0],
            [0, -1, -mu, 0, 0, 0],
            [0, 0, -x_high, 0, -1, 0],  # x_cop = −m_y / f_z ≤ x_high
            [0, 0, x_low, 0, 1, 0],
            [0, 0, -y_high, 1, 0, 0],  # y_cop = m_x / f_z ≤ y_high
            [0, 0, y_low, -1, 0, 0],
            [0, 0, -yaw, 0, 0, 1],
            [0, 0, -yaw, 0, 0, -1],
        ],
        dtype=float,
    )


def in_world(cone: Array, rotation_sole_to_world: Array) -> Array:
    """Return the cone's rows for a wrench with world axes, (10, 6)."""
    # c · Rᵀ f = (R c) · f: ten rows are turned instead of the wrench.
    halves = cone.reshape(-1, 3)  # of force, of moment
    rotated: Array = halves @ rotation_sole_to_world.T
    return rotated.reshape(cone.shape)
