"""The walker: keeps a humanoid on its feet, standing or stepping, on any heading.

By the clock: single support, a short double support, single support. The DCM
reference is computed backwards from the rest at the end of the next steps, again
at every touchdown from where the feet are; feedback moves the ZMP. What the ZMP cannot
do moves the next foothold, and its time; a body at rest that its soles cannot hold
takes a step, and walks home after it.
"""

import math
from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from relaywalk.control.central_motion import CentralMotion
from relaywalk.control.disturbance_observer import DisturbanceObserver
from relaywalk.control.footing import Footing
from relaywalk.control.known_ground import KnownGround
from relaywalk.control.leg_motion import LegMotion
from relaywalk.control.reference import LegReference
from relaywalk.control.step_planner import StepPlanner
from relaywalk.control.swing import Swing
from relaywalk.control.swing_moment import swing_moment
from relaywalk.control.touchdown import Touchdown
from relaywalk.control.walk_state import WalkState
from relaywalk.control.walker_params import WalkerParams
from relaywalk.planar_path import PlanarPath
from relaywalk.planning.dcm import ZmpSegment, initial_dcm
from relaywalk.planning.footstep import middle_of, other
from relaywalk.planning.gait import GaitParameters
from relaywalk.planning.home_walk import HomeWalk
from relaywalk.planning.path_walk import PathWalk
from relaywalk.robots.model import RobotModel
from relaywalk.terrains.terrain import Terrain
from relaywalk.types import GRAVITY, Array, Goal


class Walker:
    """Standing and walking of one humanoid."""

    def __init__(
        self,
        params: WalkerParams,
        model: RobotModel,
        gait: GaitParameters,
        period: float,
        ground: Terrain,
    ) -> None:
        """Stand where the model stands.

        Args:
            params: How to plan and balance.
            model: Updated for the first state, and by the caller before every update.
            gait: How to walk.
            period: Control period [s].
            ground: That it may know of.

        Raises:
            CardError: The robot has no sole.
        """
        self._params = params
        self._gait, self._period = gait, period
        self._footing = footing = Footing(params.balance, model)
        heading = footing.heading()
        feet = footing.feet(heading)
        level = float(np.mean([foot.z for foot in feet.values()]))
        # Lower than in the standing pose, for nearly stretched legs cannot follow.
        height = float(model.com_in_world[2]) - level
        self._state = state = WalkState(feet, feet, heading, height, level)
        state.walking_height = height - gait.crouch
        q = model.q.copy()
        state.kappa = swing_moment(model, q)
        model.locate(q)
        self._fit()
        self._ground = KnownGround(params.ground, ground)
        self._disturbance = DisturbanceObserver(params.disturbance, period)
        self._state.observed_dcm = footing.dcm(self.omega)
        weight = model.mass * GRAVITY
        self._touchdown = Touchdown(params.touchdown, footing, weight)
        self._settle()

    @property
    def state(self) -> WalkState:
        """All that decides how it goes on, as it is now; a copy."""
        return replace(self._state)

    @state.setter
    def state(self, state: WalkState) -> None:
        """Go on from a state, which is copied."""
        self._state = replace(state)
        self._fit()

    def _fit(self) -> None:
        """Plan for the body of the state."""
        params, gait, period = self._params, self._gait, self._period
        height, kappa = self._state.walking_height, self._state.kappa
        self._central = CentralMotion(params.central, gait, height, period)
        self._planner = StepPlanner(params, gait, kappa, period)
        rules = (self._central, self._planner)
        self._legs = LegMotion(params.balance, gait, self._footing, *rules, period)

    @property
    def omega(self) -> float:
        """Natural frequency √(g / h) of the pendulum [1/s]."""
        return math.sqrt(GRAVITY / self._state.com_height)

    @property
    def walking(self) -> bool:
        """Whether it is on its way along a path."""
        return self._state.walk is not None

    @property
    def recovering(self) -> bool:
        """Whether it is on its way home after a push."""
        walk = self._state.walk
        return isinstance(walk, HomeWalk) and walk.recovers

    @property
    def counts(self) -> tuple[float, float, float]:
        """Steps so far, how many had a time of their own, 1 while it catches itself."""
        state = self._state
        busy = float(state.busy or self.recovering)
        return float(state.steps), float(state.retimed_steps), busy

    def standing(self) -> LegReference:
        """Return the reference of a body at rest between its feet."""
        return self._legs.at_rest(self._state, self._dcm())

    def update(self, goal: Goal, loads: Mapping[str, float]) -> LegReference:
        """Advance by one control period and return what the legs should do.

        Args:
            goal: Its path is walked along; without one the body goes to its place in
                small steps, or stands, or stops as soon as the gait can.
            loads: Foot → vertical force of the ground on it [N].
        """
        state = self._state
        if (goal.path, goal.speed) != (state.path, state.speed):
            self._follow(goal.path, goal.speed)
        if goal.place != state.place:
            state.place = goal.place
            self._step_to_place()
        measured = self._footing.dcm(self.omega)
        dcm = self._disturbance.advance(state, measured, self.omega)
        if state.walk is not None:
            self._advance(loads, dcm)
        if self._lost(dcm):
            self._capture(dcm)
        self._central.advance(self._state)
        reference = self._legs.advance(self._state, dcm, self.omega)
        self._disturbance.foresee(self._state, reference.zmp_in_world, self.omega)
        return reference

    def _dcm(self) -> Array:
        """Return the DCM (2,) as the balance counts it, in world [m]."""
        return self._footing.dcm(self.omega) + self._state.disturbance

    def _settle(self) -> None:
        """Let the desired DCM begin where it is, and go between the feet from there."""
        self._state.settling = self._dcm() - self._planner.middle(self._state.feet)

    def _follow(self, path: PlanarPath | None, speed: float | None) -> None:
        """Walk along a new path; without one, stop after the next footsteps."""
        state, walk = self._state, self._state.walk
        state.path, state.speed = path, speed
        if path is not None:
            if walk is None:
                self._set_out()
            elif isinstance(walk, PathWalk):
                state.walk = self._walk_along(path)  # from the next footstep on
        elif isinstance(walk, PathWalk):
            state.walk = walk.shortened(state.footholds, state.step_length)

    def _walk_along(self, path: PlanarPath) -> PathWalk:
        """Return the rule of footsteps along a path, from where the feet are."""
        speed = math.inf if self._state.speed is None else self._state.speed
        x, y = np.mean([foot.point for foot in self._state.feet.values()], axis=0)
        # at rest it begins at the beginning, else it goes on from where it is
        look = self._params.footsteps.look if self._state.walk is None else path.length
        near = path.nearest(float(x), float(y), (0.0, min(look, path.length)))
        return PathWalk(self._gait, self._params.footsteps, path, speed, near=near)

    def _set_out(self) -> None:
        """Begin to walk along the goal's path, from rest on both feet."""
        gait, state = self._gait, self._state
        if state.path is None:
            return
        state.feet = self._footing.feet(self._state.heading)
        state.walk = self._walk_along(state.path)
        state.swing, state.next_foot = None, self._params.first_step
        # The first step is longer than this by a T²: a T² / 2, the way from rest.
        state.step_length = -gait.acceleration * gait.step_time**2 / 2.0
        self._plan(self._planner.middle(self._state.feet), self._params.shift_time)

    def _step_to_place(self) -> None:
        """Begin to step to the goal's place, from rest on both feet, if it is away."""
        state, place = self._state, self._state.place
        if state.walk is not None or place is None:
            return
        state.feet = self._footing.feet(state.heading)
        feet = (state.feet["left_foot"], state.feet["right_foot"])
        here = middle_of(*feet)
        there = (feet[0].moved(here, place), feet[1].moved(here, place))
        walk = HomeWalk(self._gait, self._params.home, *there, recovers=False)
        if not walk.arrived(*feet):
            # the foot on the side of the place: the other one has no room to step to
            _, across = here.inverse(place.x, place.y)
            state.next_foot = "left_foot" if across > 0.0 else "right_foot"
            state.walk, state.swing, state.step_length = walk, None, 0.0
            self._plan(self._planner.middle(state.feet), self._params.shift_time)

    def _rest(self) -> None:
        """Stand on both feet from now on; a path that waits is set out on."""
        state = self._state
        walk, feet = state.walk, (state.feet["left_foot"], state.feet["right_foot"])
        home = walk if isinstance(walk, HomeWalk) and walk.arrived(*feet) else None
        state.walk, state.catching = None, False
        self._settle()
        state.home = home.footing if home else state.feet
        if isinstance(walk, HomeWalk) and state.path is not None:
            self._set_out()
        elif isinstance(walk, HomeWalk) and walk.recovers:
            self._step_to_place()

    def _plan(self, start: Array, duration: float) -> None:
        """Plan from a double support to the rest after the preview.

        Args:
            start: (2,) ZMP at its beginning [m].
            duration: Of the double support; 0 lifts off at once [s].
        """
        state = self._state
        stance = other(state.next_foot)
        here = self._planner.zmp(stance, state.feet[stance])
        ahead = self._planner.preview(state, here, self._gait.swing_time)
        if duration > 0.0:
            self._follow_zmp((ZmpSegment.linear(start, here, duration), *ahead))
        else:
            self._follow_zmp(ahead)
            self._begin_swing()

    def _follow_zmp(self, segments: tuple[ZmpSegment, ...]) -> None:
        """Follow segments from now on."""
        state = self._state
        state.segments, state.clock = segments, 0.0
        state.dcm_reference = initial_dcm(segments, self.omega)

    def _advance(self, loads: Mapping[str, float], dcm: Array) -> None:
        """Go on by one control period; a support ends at the tick next to its end.

        What is left over goes to the next support: rounded up, each one would last
        longer the longer the control period is.
        """
        state, half = self._state, 0.5 * self._period
        state.dcm_reference = self._planner.next_reference(state, self.omega)
        state.clock += self._period
        if state.swing is not None:
            state.swing = state.swing.advanced(self._period, state.clock)
        swing = state.swing
        lasts = state.segments[0].duration if swing is None else swing.time
        over = state.clock - lasts
        if swing is not None and over > -half and self._touchdown.is_late(swing, loads):
            state.swing = self._touchdown.lowered(swing, self._period)
        elif over > -half:
            self._end_support()
            state.clock = over if state.walk is not None else 0.0
        elif swing is not None and self._touchdown.is_early(swing, state, loads, dcm):
            self._end_support()

    def _end_support(self) -> None:
        """Go from one support to the next."""
        if self._state.swing is not None:
            self._touch_down(self._state.swing)
        elif self._arrived():
            self._rest()
        else:
            self._follow_zmp(self._state.segments[1:])
            self._begin_swing()

    def _arrived(self) -> bool:
        """Say whether both feet stand where the walk ends."""
        state = self._state
        if state.walk is None:
            return True
        return state.walk.arrived(state.feet["left_foot"], state.feet["right_foot"])

    def _begin_swing(self) -> None:
        """Lift the next foot off, along the plan."""
        state, foot = self._state, self._state.next_foot
        if state.walk is None:
            return
        stance = state.feet[other(foot)]
        step, length = state.walk.step(foot, stance, state.step_length)
        segment, lift_off = state.segments[0], self._footing.foot(foot, state.heading)
        felt = self._footing.normal(other(foot))
        step = self._ground.landing(step, stance, felt)
        normals = np.array(
            [self._footing.normal(foot), self._ground.normal(step, felt)]
        )
        time = segment.duration
        state.swing = self._planner.swing(foot, lift_off, step, time, normals)
        state.step_length = length
        final = segment.dcm(state.dcm_reference, self.omega, 0.0, segment.duration)
        state.dcm_offset = final - step.point

    def _touch_down(self, swing: Swing) -> None:
        """Stand on the foot that just landed, where it landed."""
        state, foot = self._state, swing.foot
        # Measured: the plan goes on from where the foot is, so errors do not add up.
        landed = self._footing.foot(foot, state.heading)
        state.feet, state.swing = {**state.feet, foot: landed}, None
        state.next_foot = other(foot)
        state.steps += 1
        state.retimed_steps += swing.retimed
        state.catching = swing.retimed
        if state.walk is not None:
            state.walk = state.walk.seen(landed, foot)
        stance = state.feet[other(foot)]
        start = self._planner.zmp(other(foot), stance)
        if self._arrived():
            middle, time = self._planner.middle(state.feet), self._params.shift_time
            self._follow_zmp((ZmpSegment.linear(start, middle, time),))
        else:
            # after a step of its own time the trailing knee is at its stop: no double
            # support
            pause = 0.0 if swing.retimed else self._gait.double_support_time
            self._plan(start, pause)

    def _lost(self, dcm: Array) -> bool:
        """Say whether the soles cannot hold the body that is to stand, or to shift."""
        state, short = self._state, 2.0 * self._gait.double_support_time
        stands = state.walk is None or state.segments[0].duration > short
        out = stands and state.swing is None and self._footing.lost(state.feet, dcm)
        state.outside = state.outside + self._period if out else 0.0
        return state.outside > self._params.balance.step_delay - 0.5 * self._period

    def _capture(self, dcm: Array) -> None:
        """Lift the foot whose step costs less, at once."""
        state = self._state
        if state.walk is None:
            home = state.home
            state.walk = HomeWalk(
                self._gait, self._params.home, home["left_foot"], home["right_foot"]
            )
        state.feet, state.outside = self._footing.feet(self._state.heading), 0.0
        options = [self._tried(foot, dcm) for foot in ("left_foot", "right_foot")]
        _, self._state = min(options, key=lambda option: option[0])

    def _tried(self, foot: str, dcm: Array) -> tuple[float, WalkState]:
        """Return what it costs to lift a foot now, and the state after that."""
        before = self._state
        self._state = replace(before)
        try:
            cost = self._lift(foot, dcm)
            return cost, self._state
        finally:
            self._state = before

    def _lift(self, foot: str, dcm: Array) -> float:
        """Lift a foot and choose its step; return what that costs."""
        state, stance = self._state, other(foot)
        state.next_foot, state.catching = foot, True
        here = self._planner.zmp(stance, state.feet[stance])
        self._follow_zmp(self._planner.preview(state, here, self._params.capture_time))
        self._begin_swing()
        if state.swing is None:
            return math.inf
        swing = state.swing._replace(retimed=True)
        state.swing, cost = self._planner.chosen(
            swing, state, self._legs.feedback(dcm, self.omega)
        )
        return cost
