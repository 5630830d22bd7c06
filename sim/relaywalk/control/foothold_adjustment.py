"""Moving the next foothold by the DCM error that the ZMP cannot take away."""

from typing import Annotated

import numpy as np

from relaywalk.control.clip import clip
from relaywalk.planning.footsteps import sign
from relaywalk.schema.quantity import Frozen, quantity
from relaywalk.types import Array

Reach = Annotated[float, quantity("m", 0.0, 1.0)]


class FootholdParams(Frozen):
    """How far and how fast a foothold is moved.

    Attributes:
        reach_along, reach_across: Largest move, along and across the walk [m].
        minimum_width: Between the soles' origins, across [m].
        freeze_time: Before touchdown, in which the foothold stays [s].
        time_constant: With which the foothold goes where it should be [s].
        depth: The swing aims this far under the ground, so that it lands in time [m].
    """

    reach_along: Reach = 0.25
    reach_across: Reach = 0.12
    # A Kuavo 4 Pro's soles are 9.5 cm wide: 3.5 cm are left between them.
    minimum_width: Reach = 0.13
    # So late a swing cannot follow any more: the path would ask for ever larger
    # accelerations.
    freeze_time: Annotated[float, quantity("s", 0.0, 1.0)] = 0.05
    # The swing's path is scaled by the target: a target that jumps, with the noise of
    # the DCM, would make the whole reference jump.
    time_constant: Annotated[float, quantity("s", 0.0, 1.0, open_low=True)] = 0.04
    depth: Annotated[float, quantity("m", 0.0, 0.05)] = 0.003


class FootholdAdjustment:
    """Brings the target of a swing towards where the DCM will need it."""

    def __init__(self, params: FootholdParams, period: float) -> None:
        """Keep the parameters.

        Args:
            params: How far and how fast.
            period: Control period [s].
        """
        self._params = params
        self._reach = np.array([params.reach_along, params.reach_across])
        # one shorter than a period would overshoot, and diverge
        self._fraction = min(period / params.time_constant, 1.0)

    def frozen(self, time_left: float) -> bool:
        """Say whether the foothold stays, with this time until touchdown [s]."""
        return time_left < self._params.freeze_time

    def target(self, foot: str, stance: Array, nominal: Array, shift: Array) -> Array:
        """Return where the foot should land (3,) [m].

        Args:
            foot: In the air.
            stance: (2,) or (3,) the other sole [m].
            nominal: (3,) foothold of the plan [m].
            shift: (2,) DCM error expected at touchdown [m].
        """
        position = nominal[:2] + clip(shift, -self._reach, self._reach)
        side, width = sign(foot), self._params.minimum_width
        # Only inwards: the legs must not cross; outwards the reach is limited above.
        across = max(side * (position[1] - stance[1]), width)
        return np.array([position[0], stance[1] + side * across, nominal[2]])

    def towards(self, target: Array, desired: Array) -> Array:
        """Return the next target (3,), nearer to a desired one (3,) [m]."""
        moved: Array = target + self._fraction * (desired - target)
        return moved
