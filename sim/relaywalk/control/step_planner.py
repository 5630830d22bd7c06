"""Plans of single steps: their ZMP, their swing, and the choice after a push."""

import math
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from relaywalk.control._swing_loops import write_gentle_step
from relaywalk.control.step_choice import (
    DcmNow,
    StepBounds,
    SwingNow,
    choose,
)
from relaywalk.control.support import Rectangle, heading_matrix
from relaywalk.control.swing import Swing, in_frame
from relaywalk.control.walk_state import WalkState
from relaywalk.control.walker_params import WalkerParams
from relaywalk.planning.dcm import ZmpSegment
from relaywalk.planning.footstep import Footstep, other, sign
from relaywalk.planning.gait import GaitParameters
from relaywalk.planning.swing_foot import Quintic
from relaywalk.types import Array


class Feedback(NamedTuple):
    """What the balance does while a foot swings.

    Attributes:
        dcm: (2,) as it is measured, in world [m].
        region: Of the ZMP under the stance foot.
        gain: k of the DCM feedback [-].
        omega: ω [1/s].
    """

    dcm: Array
    region: Rectangle
    gain: float
    omega: float


class StepPlanner:
    """What one step of a gait is, and how it is changed."""

    def __init__(
        self,
        params: WalkerParams,
        gait: GaitParameters,
        kappa: float,
        period: float,
    ) -> None:
        """Keep what stays.

        Args:
            params: Of the walker.
            gait: How to walk.
            kappa: κ of the swing leg's moment [s²].
            period: Control period [s].
        """
        self._params, self._gait, self._kappa = params.choice, gait, kappa
        self._walk, self._period = params, period
        choice = params.choice
        # one shorter than a period would overshoot, and diverge
        self._fraction = min(period / params.choice.time_constant, 1.0)
        # the profile's peak speed is at most 1.13 · 2 of a step over the swing's time
        peak = 2.0 * 1.13 * gait.step_length / gait.swing_time
        self._bounds = StepBounds(
            choice.back,
            gait.step_length + choice.reach_margin,
            choice.inner,
            choice.outer,
            peak + choice.speed_margin,
        )
        rules = (choice.gate, *self._bounds, self._fraction, gait.cubic_share)
        self._rules = np.array(rules)

    def zmp(self, foot: str, step: Footstep) -> Array:
        """Return the reference ZMP (2,) for a foot at a footstep, in world [m]."""
        inwards = (1.0 - self._gait.zmp_lateral) * self._gait.width / 2.0
        offset = (self._gait.zmp_forward, -sign(foot) * inwards)
        return np.array(step.planar.transform(*offset))

    def middle(self, feet: Mapping[str, Footstep]) -> Array:
        """Return the ZMP (2,) of standing evenly on both feet, in world [m]."""
        left, right = (self.zmp(name, foot) for name, foot in feet.items())
        return 0.5 * (left + right)

    def preview(
        self, state: WalkState, here: Array, swing_time: float
    ) -> tuple[ZmpSegment, ...]:
        """Return the segments from the next swing to rest; none without a walk.

        Args:
            state: Of the walk; its next foot swings first.
            here: (2,) ZMP on the foot that stands meanwhile [m].
            swing_time: Of the first swing [s].
        """
        walk, foot, length = state.walk, state.next_foot, state.step_length
        if walk is None:
            return ()
        segments = list[ZmpSegment]()
        feet = dict(state.feet)
        for _ in range(self._walk.preview):
            stance = other(foot)
            step, length = walk.step(foot, feet[stance], length)
            walk = walk.seen(step, foot)
            steps = (feet[foot], feet[stance], step)
            segments += self.segments(foot, steps, here, swing_time)
            feet[foot], here, foot = step, segments[-1].end, stance
            swing_time = self._gait.swing_time
        rest = 0.5 * (here + self.zmp(foot, feet[foot]))
        # the last double support is the shift to rest, and takes as long
        start = segments[-1].start
        segments[-1] = ZmpSegment.linear(start, rest, self._walk.shift_time)
        return tuple(segments)

    def segments(
        self,
        foot: str,
        steps: tuple[Footstep, Footstep, Footstep],
        here: Array,
        swing_time: float,
    ) -> tuple[ZmpSegment, ZmpSegment]:
        """Return the plan of a swing and of the double support after it.

        Args:
            foot: That swings.
            steps: Where it stands, where the other one does, where it lands.
            here: (2,) ZMP on the stance foot [m].
            swing_time: [s].
        """
        before, stance, after = steps
        ahead = heading_matrix(stance.yaw)[:, 0]
        along = float((after.point - before.point) @ ahead) * ahead
        share = (self._kappa, self._gait.cubic_share)
        swing = ZmpSegment.of_swing(here, swing_time, along, share)
        there = self.zmp(foot, after)
        pause = self._gait.double_support_time
        return swing, ZmpSegment.linear(here, there, pause)

    def swing(
        self,
        foot: str,
        lift_off: Footstep,
        landing: Footstep,
        time: float,
        normals: Array,
    ) -> Swing:
        """Return the swing of a step at lift-off.

        Args:
            foot: That swings.
            lift_off: Where its sole is.
            landing: Where it is to stand.
            time: Of the swing [s].
            normals: (2, 3) of the ground at both, in world.
        """
        shape = (self._gait.cubic_share, normals)
        begun = Swing.begun(foot, lift_off, landing, time, shape)
        return begun._replace(target=self._aimed(landing))

    def moment_shift(self, state: WalkState, swing: Swing) -> Array:
        """Return what the swing leg's moment adds to the ZMP (2,) [m].

        Args:
            state: Of the walk: plan, feet, clock.
            swing: The foot in the air.
        """
        if swing.sinking:
            return np.zeros(2)
        if not swing.retimed:
            return state.segments[0].moment_shift(state.clock)
        ahead = heading_matrix(state.feet[other(swing.foot)].yaw)[:, 0]
        acceleration = swing.way.sample(min(state.clock, swing.time))[2]
        shift: Array = -self._kappa * float(acceleration @ ahead) * ahead
        return shift

    def next_reference(self, state: WalkState, omega: float) -> Array:
        """Return ξ_ref (2,) a control period later, in world [m].

        Along the plan; once a step has a time of its own, from what is commanded.

        Args:
            state: Of the walk.
            omega: ω [1/s].
        """
        segment, swing, clock = state.segments[0], state.swing, state.clock
        if swing is None or not (swing.retimed or swing.sinking):
            later = clock + self._period
            return segment.dcm(state.dcm_reference, omega, clock, later)
        zmp = segment.start + self.moment_shift(state, swing)
        growth = math.exp(omega * self._period)
        reference: Array = zmp + (state.dcm_reference - zmp) * growth
        return reference

    def chosen(
        self, swing: Swing, state: WalkState, feedback: Feedback
    ) -> tuple[Swing, float]:
        """Return a swing with the foothold that the DCM asks for, and its cost.

        Args:
            swing: As it was.
            state: Of the walk: reference, feet, clock.
            feedback: What the balance does meanwhile.
        """
        if swing.time - state.clock < self._params.freeze_place:
            return swing, 0.0
        if not swing.retimed:
            gentle = self._gentle(swing, state, feedback)
            if gentle is not None:
                return gentle, 0.0
            swing = swing._replace(retimed=True)
        view = self._view(swing, state, feedback)
        choice = choose(
            self._params,
            self._bounds,
            (feedback.gain, self._kappa, self._gait.cubic_share),
            view.swing,
            view.dcm,
            self._times(swing, state.clock),
        )
        return self._led(swing, state, choice.place, choice.time), choice.cost

    def _gentle(
        self, swing: Swing, state: WalkState, feedback: Feedback
    ) -> Swing | None:
        """Return the swing to the foothold that takes up the error, if that will do."""
        dcm, region, gain, omega = feedback
        stance, clock, way = state.feet[other(swing.foot)], state.clock, swing.way
        before, nominal, lift_off = swing.target, swing.nominal, swing.lift_off
        numbers = (
            *(clock - way.begin, clock, swing.time),
            *(stance.x, stance.y, stance.yaw, nominal.x, nominal.y),
            *(before.x, before.y, lift_off.x, lift_off.y, sign(swing.foot)),
        )
        found = np.empty((7, 2))
        will_do = write_gentle_step(
            way.coefficients,
            np.array(numbers),
            dcm,
            state.dcm_reference,
            state.segments[0].start,
            np.array(region),
            (gain, omega),
            self._rules,
            found,
        )
        if not will_do:
            return None
        x, y = found[0].tolist()
        target = self._aimed(nominal)._replace(x=x, y=y)
        return swing._replace(target=target, way=Quintic(clock, found[1:]))

    def _led(self, swing: Swing, state: WalkState, place: Array, time: float) -> Swing:
        """Return a swing whose target goes on towards a place, smoothly.

        Args:
            swing: As it was.
            state: Of the walk: feet, clock.
            place: (2,) from the stance foot, in its axes [m].
            time: Of the whole swing [s].
        """
        stance, share = state.feet[other(swing.foot)], self._fraction
        x, y = stance.planar.transform(float(place[0]), float(place[1]))
        before = swing.target
        target = self._aimed(swing.nominal)._replace(
            x=before.x + share * (x - before.x), y=before.y + share * (y - before.y)
        )
        return swing.towards(target, time, state.clock, self._gait.cubic_share)

    def _aimed(self, landing: Footstep) -> Footstep:
        """Return a footstep a little under the ground, so that the foot meets it."""
        return landing._replace(z=landing.z - self._params.depth)

    def _times(self, swing: Swing, clock: float) -> Array:
        """Return the swing times (k,) to compare [s]."""
        params = self._params
        if swing.time - clock < params.freeze_time:
            return np.array([swing.time])
        first = max(params.shortest, clock + params.least_left)
        last = max(swing.nominal_time + params.later, first)
        return np.linspace(first, last, params.candidates)

    def _view(self, swing: Swing, state: WalkState, feedback: Feedback) -> "_View":
        """Return swing and DCM in the axes of the stance foot."""
        dcm, region, _, omega = feedback
        stance = state.feet[other(swing.foot)]
        turn = heading_matrix(stance.yaw)
        pressure = in_frame(stance, state.segments[0].start)
        error = (dcm - state.dcm_reference) @ turn
        way = swing.way.sample(state.clock)
        foot = in_frame(stance, way[0])
        motion = way @ turn[:, 0]
        motion[0] = foot[0]
        lift_off, _ = stance.planar.inverse(swing.lift_off.x, swing.lift_off.y)
        return _View(
            SwingNow(
                sign(swing.foot),
                state.clock,
                swing.nominal_time,
                np.array(stance.planar.inverse(swing.nominal.x, swing.nominal.y)),
                foot,
                motion,
                lift_off,
            ),
            DcmNow(
                in_frame(stance, state.dcm_reference),
                pressure,
                error,
                _room(error, pressure, region),
                state.dcm_offset @ turn,
                omega,
            ),
        )


def _room(error: Array, pressure: Array, region: Rectangle) -> Array:
    """Return how far (2,) the ZMP can move from a place on an error's side [m].

    Args:
        error: (2,) of the DCM, in the sole's axes [m].
        pressure: (2,) the place, likewise [m].
        region: Of the ZMP.
    """
    away = pressure - region.middle
    room: Array = np.maximum(region.half - np.where(error > 0.0, away, -away), 0.0)
    return room


class _View(NamedTuple):
    """Swing and DCM in the axes of the stance foot."""

    swing: SwingNow
    dcm: DcmNow
