"""How CoM height, ground level, heading and lean of the pelvis follow the feet."""

import math
from typing import Annotated

from relaywalk.control.reference import CentralReference
from relaywalk.control.walk_state import WalkState
from relaywalk.planning.footstep import Footstep, other
from relaywalk.planning.gait import GaitParameters
from relaywalk.planning.path_walk import PathWalk
from relaywalk.schema.quantity import Frozen, quantity

Rate = Annotated[float, quantity("m/s", 0.0, 5.0, open_low=True)]
Feet = tuple[Footstep, Footstep]  # the one that stands, where the other is to
TurnRate = Annotated[float, quantity("rad/s", 0.0, 10.0, open_low=True)]


class CentralParams(Frozen):
    """How fast pelvis and CoM follow the feet.

    Attributes:
        spread: Share of the feet's distance that a leg has to cover [-].
        lowest: Below the gait's height, at most [m].
        down, up: Fastest change of the height [m/s].
        settle: With which the CoM comes down from the standing pose at first [m/s].
        climb: Fastest change of the ground's level [m/s].
        turn: Fastest turn of the pelvis [rad/s].
        lean: Fastest change of its pitch [rad/s].
        steady: With which a hand is steadied again after a push [1/s].
        hurry: Fastest change of the mean speed over the gait's acceleration [-].
    """

    spread: Annotated[float, quantity("-", 0.0, 1.0)] = 0.6
    lowest: Annotated[float, quantity("m", 0.0, 0.5)] = 0.12
    down: Rate = 0.35
    up: Rate = 0.15
    # At 0.35 m/s the feet of a Kuavo 4 Pro lose their load, and turn by 0.1 rad.
    settle: Rate = 0.06
    climb: Rate = 0.3
    # Over that of the gait, 0.25 rad in 0.44 s: in a bend the pelvis keeps up.
    turn: TurnRate = 1.0
    lean: TurnRate = 0.1
    steady: Annotated[float, quantity("1/s", 0.1, 100.0)] = 2.0
    # The length of the steps jumps from one to the next; what a hand follows must not.
    hurry: Annotated[float, quantity("-", 0.1, 10.0)] = 1.2


class CentralMotion:
    """Moves the central part of a walk's state on, tick by tick."""

    def __init__(
        self, params: CentralParams, gait: GaitParameters, height: float, period: float
    ) -> None:
        """Keep what stays.

        Args:
            params: How fast.
            gait: Width and length of its steps, crouch, lean.
            height: Of the CoM over the ground in the gait [m].
            period: Control period [s].
        """
        self._params, self._gait = params, gait
        self._height, self._period = height, period

    def advance(self, state: WalkState) -> None:
        """Move on by one control period."""
        feet = _feet(state)
        self._sink(state, feet)
        self._climb(state, feet)
        self._turn(state, feet)
        self._lean(state)
        self._steady(state)
        self._advance(state)

    def reference(self, state: WalkState) -> CentralReference:
        """Return where CoM and pelvis should be."""
        return CentralReference(
            state.com_height,
            state.level,
            state.height_rate + state.level_rate,
            state.heading,
            state.heading_rate,
            state.lean,
            state.pace,
            state.advance,
        )

    def _sink(self, state: WalkState, feet: Feet) -> None:
        """Lower the CoM while the feet stand wider than in the gait.

        h = √((h₀ + crouch)² − (0.6 s)²), s how much wider they are.
        """
        params, legs = self._params, self._height + self._gait.crouch
        left = legs**2 - (params.spread * self._wider(feet)) ** 2
        desired = min(self._height, math.sqrt(max(left, 0.0)))
        desired = max(desired, self._height - params.lowest)
        down = params.down if state.com_height <= self._height else params.settle
        change = desired - state.com_height
        change = _within(change, -down * self._period, params.up * self._period)
        state.com_height += change
        state.height_rate = change / self._period

    def _wider(self, feet: Feet) -> float:
        """Return how much further apart the feet are than in the gait [m]."""
        gait, (first, last) = self._gait, feet
        along, across = first.planar.inverse(last.x, last.y)
        stride = max(abs(along) - gait.step_length, 0.0)
        return math.hypot(stride, max(abs(across) - gait.width, 0.0))

    def _climb(self, state: WalkState, feet: Feet) -> None:
        """Let the level go evenly from one double support to the next."""
        first, last = feet
        goal = 0.5 * (first.z + last.z)
        if state.swing is not None:
            before = 0.5 * (first.z + state.swing.lift_off.z)
            goal = before + state.swing.phase * (goal - before)
        most = self._params.climb * self._period
        change = _within(goal - state.level, -most, most)
        state.level += change
        state.level_rate = change / self._period

    def _turn(self, state: WalkState, feet: Feet) -> None:
        """Turn the pelvis to the mean heading of the feet, over the swing."""
        first, last = feet
        middle = 0.5 * (first.yaw + last.yaw)
        turn = middle - state.heading
        if state.swing is not None:
            ahead = state.swing.rate * self._period
            turn *= min(ahead / max(1.0 - state.swing.phase + ahead, ahead), 1.0)
        most = self._params.turn * self._period
        change = _within(turn, -most, most)
        state.heading += change
        state.heading_rate = change / self._period

    def _lean(self, state: WalkState) -> None:
        """Lean as the speed of the walk asks for."""
        most = self._params.lean * self._period
        goal = self._share(state) * self._gait.lean
        state.lean += _within(goal - state.lean, -most, most)

    def _steady(self, state: WalkState) -> None:
        """Let go of what the hands hold still, at once, while it catches itself."""
        share = 0.0 if state.busy else self._share(state)
        state.pace = min(share, state.pace + self._params.steady * self._period)

    def _share(self, state: WalkState) -> float:
        """Return how long its steps are, over those of the gait."""
        if not isinstance(state.walk, PathWalk):
            return 0.0
        return _within(state.step_length / self._gait.step_length, 0.0, 1.0)

    def _advance(self, state: WalkState) -> None:
        """Let the mean speed follow the length of the steps."""
        gait, speed = self._gait, 0.0
        if isinstance(state.walk, PathWalk):
            speed = max(state.step_length, 0.0) / gait.step_time
        most = self._params.hurry * gait.acceleration * self._period
        state.advance += _within(speed - state.advance, -most, most)


def _feet(state: WalkState) -> Feet:
    """Return the stance foot and where the other one is to land, or stands."""
    if state.swing is None:
        left, right = (state.feet[foot] for foot in ("left_foot", "right_foot"))
        return left, right
    return state.feet[other(state.swing.foot)], state.swing.landing


def _within(value: float, low: float, high: float) -> float:
    """Return a value moved into bounds."""
    return min(max(value, low), high)
