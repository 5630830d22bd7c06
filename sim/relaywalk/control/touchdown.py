"""When a swing ends: by the clock, or because of what the foot has met."""

from collections.abc import Mapping
from typing import Annotated

import numpy as np

from relaywalk.control.footing import Footing
from relaywalk.control.swing import Swing
from relaywalk.control.walk_state import WalkState
from relaywalk.planning.footstep import other
from relaywalk.schema.quantity import Frozen, quantity
from relaywalk.types import Array

Force = Annotated[float, quantity("N", 0.0, 1e5)]
Share = Annotated[float, quantity("-", 0.0, 1.0)]
Gap = Annotated[float, quantity("m", 0.0, 1.0)]


class TouchdownParams(Frozen):
    """When a step ends before its time, or after it.

    Attributes:
        load: On the swing foot, from which on it may end a step early [N].
        after: Share of the swing's time before which no step of its own time does [-].
        margin: By which the DCM may be further from the foot than at the time that
            was chosen [m].
        obstacle, highest: A loaded foot this much higher than the ground was expected,
            at least and at most, has met it; above, its toe is caught on an edge [m].
        contact: Load under which a foot has not landed yet [N].
        carried: Share of the weight on the other foot, from which on it is waited for:
            a body that bounces has both feet in the air [-].
        latest: How long it is waited for [s].
        sinking: Speed at which it looks for the ground meanwhile [m/s].
    """

    # Only if it helps: unconditional, it makes a limit cycle of wide stances; never,
    # pushes of 0.6 m/s forwards and inwards fell the robot.
    load: Force = 40.0
    after: Share = 0.8
    margin: Gap = 0.02
    obstacle: Gap = 0.008
    # Steps of up to 5 cm; a caught foot of a Kuavo 4 Pro rose to 0.19 m.
    highest: Gap = 0.06
    contact: Force = 10.0
    carried: Share = 0.5
    # Longer or slower, the DCM goes too far meanwhile.
    latest: Annotated[float, quantity("s", 0.0, 1.0)] = 0.05
    sinking: Annotated[float, quantity("m/s", 0.0, 2.0)] = 0.8


class Touchdown:
    """Judges from load and place of the swing foot whether it has landed."""

    def __init__(
        self, params: TouchdownParams, footing: Footing, weight: float
    ) -> None:
        """Keep what stays.

        Args:
            params: When a step ends.
            footing: Where the feet are measured.
            weight: Of the robot [N].
        """
        self._params, self._footing, self._weight = params, footing, weight

    def is_late(self, swing: Swing, loads: Mapping[str, float]) -> bool:
        """Say whether a foot whose time is over has not met the ground yet.

        Args:
            swing: The foot in the air.
            loads: Foot → vertical force of the ground on it [N].
        """
        params = self._params
        carried = loads[other(swing.foot)] > params.carried * self._weight
        missing = loads[swing.foot] < params.contact
        return carried and missing and swing.waited < params.latest

    def lowered(self, swing: Swing, period: float) -> Swing:
        """Return a late swing that looks for the ground, a control period [s] on."""
        return swing.lowered(self._params.sinking, period)

    def is_early(
        self, swing: Swing, state: WalkState, loads: Mapping[str, float], dcm: Array
    ) -> bool:
        """Say whether a loaded foot ends its step before its time.

        It has met ground that is higher than it was expected; or the step has a time of
        its own, and ending it now helps.

        Args:
            swing: The foot in the air.
            state: Of the walk: clock, heading, DCM offset.
            loads: Foot → vertical force of the ground on it [N].
            dcm: (2,) measured [m].
        """
        params = self._params
        if loads[swing.foot] < params.load or swing.phase < 0.5:
            return False
        there = self._footing.foot(swing.foot, state.heading)
        above = there.z - swing.expected_height
        if above > params.highest:
            return False
        if above > params.obstacle:
            return True
        if not swing.retimed or state.clock < params.after * swing.time:
            return False
        now = dcm - state.dcm_offset - there.point
        later = swing.target.point - there.point
        return bool(np.hypot(*now) <= np.hypot(*later) + params.margin)
