"""What drives the DCM and is in no plan: wind, a wrong mass, a hand that pulls.

Under a steady force F on the CoM ξ̇ = ω (ξ + d − p), d = F/(m ω²): the DCM as the
balance counts it, ξ + d, follows the plan, and the body leans into the force with the
centre of pressure where it is without it. d is found by a Luenberger observer of ξ.
"""

import math
from typing import Annotated

import numpy as np

from relaywalk.control.walk_state import WalkState
from relaywalk.planar_path import Point
from relaywalk.schema.quantity import Frozen, quantity
from relaywalk.types import Array


class DisturbanceParams(Frozen):
    """How a lasting disturbance is found.

    Attributes:
        follow_rate: With which the observed DCM goes to the measured one [1/s].
        time_constant: With which the disturbance is found [s].
        innovation: Measured less observed DCM counts up to this [m].
        limit: Of the disturbance [m].
    """

    follow_rate: Annotated[float, quantity("1/s", 10.0, 200.0)] = 20.0
    # Over some steps: each one's own errors have gone, left against right.
    time_constant: Annotated[float, quantity("s", 0.1, 100.0)] = 1.5
    # A push moves the DCM by centimetres within 0.1 s, and is over: it hardly counts.
    innovation: Annotated[float, quantity("m", 0.0, 0.1)] = 0.004
    # 40 N on a Kuavo 4 Pro.
    limit: Annotated[float, quantity("m", 0.0, 0.2)] = 0.06


class DisturbanceObserver:
    """Finds d from the DCM and the ZMP that was asked for."""

    def __init__(self, params: DisturbanceParams, period: float) -> None:
        """Keep what stays.

        Args:
            params: How fast.
            period: Control period [s].
        """
        self._params, self._period = params, period

    def advance(self, state: WalkState, measured: Array, omega: float) -> Array:
        """Return ξ + d (2,) in world, moving the walk's disturbance on [m].

        Args:
            state: Of the walk.
            measured: (2,) ξ in world [m].
            omega: ω [1/s].
        """
        params = self._params
        gap = measured - state.observed_dcm
        gap_x, gap_y = gap.tolist()
        new_x, new_y = _at_most(gap_x, gap_y, params.innovation)
        # d as its innovation tells it, at rest: (follow_rate − ω)/ω of that
        rate = (params.follow_rate - omega) / (omega * params.time_constant)
        part = rate * self._period
        x, y = state.disturbance.tolist()
        found = (x + part * new_x, y + part * new_y)
        if state.walk is not None:
            found = self._across(state, (x, y), found)
        state.disturbance = np.array(_at_most(*found, params.limit))
        # a jump of the measured DCM is no force: only what is left counts
        share = params.follow_rate * self._period
        state.observed_dcm = state.observed_dcm + share * gap
        counted: Array = measured + state.disturbance
        return counted

    def _across(self, state: WalkState, before: Point, found: Point) -> Point:
        """Return what is left of d on the way: that along the heading goes [m].

        Along it a force changes but the length of steps, which take it up; leaning into
        what a fast gait seems to meet there costs 3 % of its speed.

        Args:
            state: Of the walk.
            before: d a period ago [m].
            found: d as it would be now [m].
        """
        c, s = math.cos(state.heading), math.sin(state.heading)
        (x, y), (new_x, new_y) = before, found
        kept = (1.0 - self._period / self._params.time_constant) * (c * x + s * y)
        change = kept - (c * new_x + s * new_y)
        return new_x + change * c, new_y + change * s

    def foresee(self, state: WalkState, zmp: Array, omega: float) -> None:
        """Let the observed DCM go on to the next control period.

        Args:
            state: Of the walk.
            zmp: (2,) that is asked for, in world [m].
            omega: ω [1/s].
        """
        growth = math.exp(omega * self._period)
        centre = zmp - state.disturbance
        state.observed_dcm = centre + (state.observed_dcm - centre) * growth


def _at_most(x: float, y: float, length: float) -> Point:
    """Return a vector, shortened where it is longer than a length [m]."""
    size = math.hypot(x, y)
    factor = 1.0 if size <= length else length / size
    return factor * x, factor * y
