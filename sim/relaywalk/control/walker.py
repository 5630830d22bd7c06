"""The walker: keeps a humanoid on its feet, standing or stepping.

By the clock: single support, a short double support, single support. The DCM
reference is computed backwards from the rest at the end of the next steps, again
at every touchdown from where the feet are; feedback moves the ZMP, and what the
ZMP cannot do moves the next foothold.
"""

import math
from dataclasses import replace
from typing import Annotated, Literal

import numpy as np
from pydantic import Field

from relaywalk.control.balance import (
    BalanceParams,
    clipped_error,
    desired_zmp,
    free_error,
)
from relaywalk.control.clip import clip
from relaywalk.control.foothold_adjustment import FootholdAdjustment, FootholdParams
from relaywalk.control.reference import LegReference
from relaywalk.control.support import Rectangle, Support, reachable_sole
from relaywalk.control.walk_state import Swing, WalkState
from relaywalk.planning.dcm import ZmpSegment, initial_dcm
from relaywalk.planning.footsteps import (
    FootstepParams,
    GaitParameters,
    StraightWalk,
    other,
    sign,
)
from relaywalk.planning.swing_foot import swing_reference
from relaywalk.robots.card import Sole
from relaywalk.robots.model import RobotModel
from relaywalk.schema.quantity import Frozen, quantity
from relaywalk.spatial import rotation_about_z
from relaywalk.types import GRAVITY, Array, Path

CLIPPED = 1e-6  # a ZMP moved by more than this is at the edge of its support [m]


class WalkerParams(Frozen):
    """How the walker plans and balances; the gait itself is in the robot's card.

    Attributes:
        preview: Steps that the DCM reference looks ahead.
        shift_time: Onto the first stance foot, and to rest at the end [s].
        first_step: The foot that steps first.
        balance: DCM feedback.
        footsteps: How footsteps follow a path.
        foothold: How they are moved by the DCM error.
    """

    # What comes after six steps counts with e^(−6ωT) < 1e-4 in the DCM of now, with
    # ω = 3.4 1/s and T = 0.49 s.
    preview: Annotated[int, Field(ge=1, le=50, strict=True)] = 6
    shift_time: Annotated[float, quantity("s", 0.0, 10.0, open_low=True)] = 0.8
    first_step: Literal["left_foot", "right_foot"] = "left_foot"
    balance: BalanceParams = BalanceParams()
    footsteps: FootstepParams = FootstepParams()
    foothold: FootholdParams = FootholdParams()


class Walker:
    """Standing and walking of one humanoid."""

    def __init__(
        self,
        params: WalkerParams,
        model: RobotModel,
        gait: GaitParameters,
        period: float,
    ) -> None:
        """Stand where the model stands.

        Args:
            params: How to plan and balance.
            model: Updated for the first state, and by the caller before every update.
            gait: How to walk.
            period: Control period [s].

        Raises:
            CardError: The robot has no sole.
        """
        self._params, self._model = params, model
        self._gait, self._period = gait, period
        # Lower than in the standing pose, for nearly stretched legs cannot follow: 3 cm
        # take the DCM error of a walk at 0.82 m/s from 12 to 2 cm.
        # one foot bears the whole weight, two bear half of it each
        self._regions = {
            feet: self._reachable(model.card.required_sole(), feet) for feet in (1, 2)
        }
        self._adjustment = FootholdAdjustment(params.foothold, period)
        _, base = model.placement(model.card.base_link)
        yaw = float(np.arctan2(base[1, 0], base[0, 0]))
        height = float(model.com_in_world[2]) - gait.crouch
        self._state = WalkState(self._measured_feet(), yaw, height)

    @property
    def state(self) -> WalkState:
        """All that decides how it goes on, as it is now; a copy."""
        return replace(self._state)

    @state.setter
    def state(self, state: WalkState) -> None:
        """Go on from a state, which is copied."""
        self._state = replace(state)

    @property
    def com_height(self) -> float:
        """Height of the CoM that is kept, above the ground [m]."""
        return self._state.com_height

    @property
    def omega(self) -> float:
        """Natural frequency √(g / com_height) of the pendulum [1/s]."""
        return math.sqrt(GRAVITY / self._state.com_height)

    @property
    def walking(self) -> bool:
        """Whether it is on its way along a path."""
        return self._state.walking

    def _dcm(self) -> Array:
        """Return the measured ξ = c + ċ/ω (2,) in world [m]."""
        model = self._model
        dcm: Array = model.com_in_world[:2] + model.com_velocity[:2] / self.omega
        return dcm

    def standing(self) -> LegReference:
        """Return the reference of a body at rest between its feet."""
        middle = self._middle()
        return self._on_both_feet(middle, self._dcm(), middle)

    def relocate(self) -> None:
        """Stand on the feet where they are measured now."""
        self._state.feet = self._measured_feet()

    def update(self, path: Path | None) -> LegReference:
        """Advance by one control period and return what the legs should do.

        Args:
            path: To walk along; None to stand, or to stop as soon as the gait can.
        """
        if path != self._state.path:
            self._follow(path)
        if self._state.walking:
            self._advance_clock()
        return self._step() if self._state.walking else self._stand()

    def _advance_clock(self) -> None:
        """Go on by one control period; a support ends at the tick next to its end.

        What is left over goes to the next support: rounded up, each one would last
        longer the longer the control period is.
        """
        # The clock ends a swing, not the contact: landing at the first touch was tried,
        # and walked worse.
        state, half = self._state, 0.5 * self._period
        state.clock += self._period
        over = state.clock - state.segments[0].duration
        if over > -half:
            self._end_support()
            state.clock = over

    def _reachable(self, sole: Sole, feet: int) -> Rectangle:
        """Return where the ankles can bring the ZMP under the soles of some feet."""
        balance, load = self._params.balance, self._model.mass * GRAVITY / feet
        card = self._model.card
        fraction, margin = balance.ankle_fraction, balance.zmp_margin
        reachable = reachable_sole(card, sole, load, fraction, margin)
        return Rectangle.inside(reachable, margin)

    def _measured(self, foot: str) -> Array:
        """Return where a sole is (3,) [m]."""
        return self._model.placement(self._model.card.feet[foot].frame)[0]

    def _measured_feet(self) -> dict[str, Array]:
        """Return where all soles are [m]."""
        return {foot: self._measured(foot) for foot in self._model.card.feet}

    def _zmp_on(self, foot: str, position: Array) -> Array:
        """Return the reference ZMP (2,) for a foot at a position [m]."""
        gait = self._gait
        inwards = sign(foot) * (1.0 - gait.zmp_lateral) * gait.width / 2.0
        return np.array([position[0] + gait.zmp_forward, position[1] - inwards])

    def _middle(self) -> Array:
        """Return the ZMP (2,) of standing evenly on both feet [m]."""
        left, right = (self._zmp_on(n, p) for n, p in self._state.feet.items())
        return 0.5 * (left + right)

    def _walk(self) -> StraightWalk:
        """Return the rule of the footsteps."""
        followed = self._state.followed
        if followed is None:
            raise ValueError("there is no path to walk along")
        return StraightWalk(self._gait, self._params.footsteps, followed)

    def _follow(self, path: Path | None) -> None:
        """Walk along a new path; without one, stop after the next footsteps."""
        if path is not None and self._state.walking:
            self._state.followed = path  # from the next footstep on
        elif path is not None:
            self._set_out(path)
        elif self._state.walking:
            self._state.followed = self._shortened()
        self._state.path = path

    def _set_out(self, path: Path) -> None:
        """Begin to walk, from rest on both feet."""
        gait, state = self._gait, self._state
        state.feet = self._measured_feet()
        state.followed, state.walking, state.swing = path, True, None
        state.next_foot = self._params.first_step
        # The first step is longer than this by a T²: a T² / 2, the way from rest.
        state.step_length = -gait.acceleration * gait.step_time**2 / 2.0
        self._plan(self._middle(), self._params.shift_time)

    def _shortened(self) -> Path:
        """Return the path that ends as soon as the gait can stop."""
        state, walk = self._state, self._walk()
        front = max(foot[0] for foot in state.feet.values())
        if state.swing is not None:
            front = max(front, state.swing.target[0])
        end = front + walk.braking_distance(max(state.step_length, 0.0))
        return replace(walk.path, length=min(walk.path.length, end - walk.path.x))

    def _plan(self, start: Array, duration: float) -> None:
        """Plan from a double support to the rest after the preview.

        Args:
            start: (2,) ZMP at its beginning [m].
            duration: Of the double support [s].
        """
        state = self._state
        stance = other(state.next_foot)
        here = self._zmp_on(stance, state.feet[stance])
        self._follow_zmp(ZmpSegment(start, here, duration), *self._preview(here))

    def _follow_zmp(self, *segments: ZmpSegment) -> None:
        """Follow segments from now on."""
        state = self._state
        state.segments, state.clock = segments, 0.0
        state.dcm_start = initial_dcm(segments, self.omega)

    def _preview(self, here: Array) -> list[ZmpSegment]:
        """Return the segments from the next swing to rest.

        Args:
            here: (2,) ZMP on the foot that stands meanwhile [m].
        """
        gait, walk, state = self._gait, self._walk(), self._state
        foot, length, segments = state.next_foot, state.step_length, []
        feet = {name: position[:2] for name, position in state.feet.items()}
        for _ in range(self._params.preview):
            stance = other(foot)
            position, length = walk.foothold(foot, feet[stance], length)
            feet = {**feet, foot: position}
            there = self._zmp_on(foot, position)
            segments.append(ZmpSegment(here, here, gait.swing_time))
            segments.append(ZmpSegment(here, there, gait.double_support_time))
            here, foot = there, stance
        rest = 0.5 * (here + self._zmp_on(foot, feet[foot]))
        start = segments[-1].start
        # the last double support is the shift to rest, and takes as long
        segments[-1] = ZmpSegment(start, rest, self._params.shift_time)
        return segments

    def _end_support(self) -> None:
        """Go from one support to the next."""
        if self._state.swing is None:
            self._lift_off()
        else:
            self._touch_down(self._state.swing.foot)

    def _arrived(self) -> bool:
        """Say whether both feet stand at the end of the path."""
        feet = self._state.feet
        return self._walk().arrived((feet["left_foot"][:2], feet["right_foot"][:2]))

    def _lift_off(self) -> None:
        """Begin the swing of the next foot, or rest if the path is at its end."""
        state = self._state
        if self._arrived():
            # what was summed up before the walk belongs to other footholds
            state.walking, state.integral = False, np.zeros(2)
            return
        foot = state.next_foot
        stance = state.feet[other(foot)][:2]
        position, length = self._walk().foothold(foot, stance, state.step_length)
        nominal = np.array([*position, -self._params.foothold.depth])
        state.swing = Swing(foot, self._measured(foot), nominal, nominal)
        state.step_length = length
        self._follow_zmp(*state.segments[1:])

    def _touch_down(self, foot: str) -> None:
        """Stand on the foot that just landed, where it landed."""
        # Measured: the plan goes on from where the foot is, so errors do not add up.
        feet = {**self._state.feet, foot: self._measured(foot)}
        self._state.feet, self._state.swing = feet, None
        self._state.next_foot = other(foot)
        start = self._zmp_on(other(foot), feet[other(foot)])
        if self._arrived():
            shift_time = self._params.shift_time
            self._follow_zmp(ZmpSegment(start, self._middle(), shift_time))
        else:
            self._plan(start, self._gait.double_support_time)

    def _support(self) -> Support:
        """Return the present support region."""
        state = self._state
        if state.swing is None:
            left, right = (state.feet[f][:2] for f in ("left_foot", "right_foot"))
            return Support(left, right, self._regions[2])
        stance = state.feet[other(state.swing.foot)][:2]
        return Support(stance, stance, self._regions[1])

    def _stand(self) -> LegReference:
        """Return the reference that keeps the DCM between the feet."""
        params, middle, dcm = self._params.balance, self._middle(), self._dcm()
        error = dcm - middle
        integral = self._state.integral + params.integral_rate * self._period * error
        # bounded: a lasting push must not wind it up
        integral = clip(integral, -params.integral_limit, params.integral_limit)
        self._state.integral = integral
        zmp, _ = desired_zmp(middle + integral, error, params.gain, self._support())
        return self._on_both_feet(zmp, dcm, middle)

    def _on_both_feet(self, zmp: Array, dcm: Array, desired: Array) -> LegReference:
        """Return a reference of double support; ZMP, DCM, desired DCM (2,) [m]."""
        feet, heading = tuple(self._state.feet), self._state.heading
        return LegReference(zmp, dcm, desired, self.com_height, heading, feet, {})

    def _step(self) -> LegReference:
        """Return the reference of this moment of the walk."""
        state, gain = self._state, self._params.balance.gain
        segment = state.segments[0]
        dcm, desired = (
            self._dcm(),
            segment.dcm(state.dcm_start, self.omega, state.clock),
        )
        error, zmp_reference = dcm - desired, segment.zmp(state.clock)
        zmp, cut = desired_zmp(zmp_reference, error, gain, self._support())
        if state.swing is None:
            return self._on_both_feet(zmp, dcm, desired)
        time_left = segment.duration - state.clock
        if not self._adjustment.frozen(time_left):
            shift = free_error(error, gain, self.omega, time_left)
            # At the edge the ZMP is as good as fixed, and the error grows from there.
            if np.abs(cut).max() > CLIPPED:
                zmp_shift = zmp - zmp_reference
                shift = clipped_error(error, zmp_shift, self.omega, time_left)
            self._move_target(state.swing, shift)
        return self._single_support(zmp, dcm, desired)

    def _move_target(self, swing: Swing, shift: Array) -> None:
        """Move the foothold by the DCM error (2,) expected at touchdown [m]."""
        stance = self._state.feet[other(swing.foot)]
        desired = self._adjustment.target(swing.foot, stance, swing.nominal, shift)
        target = self._adjustment.towards(swing.target, desired)
        self._state.swing = replace(swing, target=target)

    def _single_support(self, zmp: Array, dcm: Array, desired: Array) -> LegReference:
        """Return a reference with one foot in the air; arguments (2,) as above [m]."""
        state, height = self._state, self.com_height
        swing, duration = state.swing, state.segments[0].duration
        if swing is None:
            raise ValueError("no foot is in the air")
        path = swing_reference(
            swing.lift_off,
            swing.target,
            rotation_about_z(state.heading),
            state.clock / duration,
            (duration, self._gait.swing_height),
        )
        stance, swings = (other(swing.foot),), {swing.foot: path}
        return LegReference(zmp, dcm, desired, height, state.heading, stance, swings)
