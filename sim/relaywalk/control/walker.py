"""The walker: keeps a humanoid on its feet, standing or stepping.

By the clock: single support, a short double support, single support. The DCM
reference is computed backwards from the rest at the end of the next steps, again
at every touchdown from where the feet are; feedback moves the ZMP, and what the
ZMP cannot do moves the next foothold.
"""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from relaywalk.control.balance import (
    GRAVITY,
    SHRINK,
    Support,
    error_at_touchdown,
    wanted_zmp,
)
from relaywalk.control.bounded import bounded
from relaywalk.planning.dcm import ZmpSegment, initial_dcm
from relaywalk.planning.footsteps import GaitParameters, StraightWalk, other, sign
from relaywalk.planning.swing_foot import swing_reference
from relaywalk.robots.card import Sole
from relaywalk.robots.model import RobotModel
from relaywalk.types import Array, FrameReference

PREVIEW = 6  # steps that the DCM reference looks ahead
SHIFT_TIME = 0.8  # onto the first stance foot, and to rest at the end [s]
FREEZE = 0.05  # before touchdown the foothold is left alone [s]
REACH = np.array([0.25, 0.12])  # largest adjustment of a foothold [m]
NARROWEST = 0.13  # between the soles' origins, across [m]
SMOOTHING = 0.04  # time constant of the foothold's motion [s]
LANDED = 15.0  # vertical force that counts as landed [N]
EARLIEST = 1.0  # of the swing, from which a landing counts [-]
LATEST = 0.0  # after the planned end of the swing [s]
SEARCH_SPEED = 0.2  # downwards, when the ground is late [m/s]
BELOW = 0.003  # the swing aims this far under the ground [m]
ANKLE_SHARE = (
    1.8  # of the ankle's peak torque; the swing leg and trunk give the rest [-]
)
INTEGRAL_RATE = 1.0  # of the standing DCM error [1/s]
INTEGRAL_LIMIT = 0.03  # [m]


class Footing(NamedTuple):
    """What the legs should do now; fields as in `Reference`."""

    zmp_in_world: Array
    com_height: float
    stance: tuple[str, ...]
    swing: Mapping[str, FrameReference]


class Walker:
    """Standing and walking of one humanoid.

    Attributes:
        model: Updated by the caller before every `update`.
        gait: How it walks.
        walking: Whether it is on its way.
    """

    def __init__(self, model: RobotModel, gait: GaitParameters, period: float) -> None:
        """Stand where the model stands.

        Args:
            model: Updated for the first state.
            gait: How to walk.
            period: Control period [s].
        """
        self.model, self.gait, self.period = model, gait, period
        self.com_height = float(model.com_in_world[2]) - gait.crouch
        self.omega = float(np.sqrt(GRAVITY / self.com_height))
        self.walking = False
        self.look_at_feet()
        self._walk = StraightWalk(gait, 0.0, 0.0)
        self._integral = np.zeros(2)
        self._clock = 0.0
        self._sole = reachable_sole(model, 1)
        self._soles = reachable_sole(model, 2)
        self._swing_foot: str | None = None
        self._next = "left_foot"
        self._length = 0.0
        self._segments = [self._rest(1.0)]
        self._dcm_start = self._segments[0].end

    def look_at_feet(self) -> None:
        """Stand on the feet where they are measured now."""
        self._feet = {foot: self._measured(foot) for foot in self.model.card.feet}

    def start(self, line_y: float, goal_x: float) -> None:
        """Begin to walk along y = line_y until both feet are at x = goal_x [m]."""
        self.look_at_feet()
        self._walk = StraightWalk(self.gait, line_y, goal_x)
        self._length = -self.gait.acceleration * self.gait.step_time**2 / 2.0
        self.walking, self._swing_foot, self._next = True, None, "left_foot"
        self._plan(SHIFT_TIME)

    def update(self, loads: Mapping[str, float]) -> Footing:
        """Advance by one control period and return what the legs should do.

        Args:
            loads: Foot → vertical force that the ground exerts on it [N].
        """
        if self.walking:
            self._clock += self.period
            if self._support_over(loads):
                self._advance()
        if not self.walking:
            return self._stand()
        return self._step()

    @property
    def dcm(self) -> Array:
        """Measured ξ = c + ċ/ω (2,) [m]."""
        model = self.model
        dcm: Array = model.com_in_world[:2] + model.com_velocity[:2] / self.omega
        return dcm

    def middle(self) -> Array:
        """Return the ZMP (2,) of standing evenly on both feet [m]."""
        return 0.5 * (self._zmp_on("left_foot") + self._zmp_on("right_foot"))

    def middle_of_feet(self) -> Array:
        """Return the point (2,) between the soles' origins [m]."""
        feet = [self._measured(foot)[:2] for foot in self._feet]
        return np.asarray(np.mean(feet, axis=0))

    def _measured(self, foot: str) -> Array:
        """Return where a sole is (3,) [m]."""
        return self.model.placement(self.model.card.feet[foot].frame)[0]

    def _zmp_on(self, foot: str, place: Array | None = None) -> Array:
        """Return the reference ZMP (2,) for a foot at a place [m]."""
        gait = self.gait
        at = self._feet[foot] if place is None else place
        inwards = sign(foot) * (1.0 - gait.zmp_lateral) * gait.width / 2.0
        return np.array([at[0] + gait.zmp_forward, at[1] - inwards])

    def _rest(self, duration: float) -> ZmpSegment:
        """Return a segment that rests between the feet."""
        return ZmpSegment(self.middle(), self.middle(), duration)

    def _plan(self, shift: float) -> None:
        """Plan from a double support of a given length [s] to rest, after PREVIEW."""
        foot = self._next
        stance = other(foot)
        here = self._zmp_on(stance)
        start = self._zmp_on(foot) if shift < SHIFT_TIME else self.middle()
        self._segments = [ZmpSegment(start, here, shift)]
        self._segments += self._preview(foot)
        self._dcm_start = initial_dcm(self._segments, self.omega)
        self._clock = 0.0

    def _preview(self, foot: str) -> list[ZmpSegment]:
        """Return the segments from the swing of a foot to rest."""
        gait, segments = self.gait, []
        places = {name: place[:2] for name, place in self._feet.items()}
        length, here = self._length, self._zmp_on(other(foot))
        for _ in range(PREVIEW):
            stance = other(foot)
            place, length = self._walk.foothold(foot, places[stance], length)
            places = {**places, foot: place}
            there = self._zmp_on(foot, place)
            segments.append(ZmpSegment(here, here, gait.swing_time))
            segments.append(ZmpSegment(here, there, gait.double_support_time))
            here, foot = there, stance
        rest = 0.5 * (here + self._zmp_on(foot, places[foot]))
        segments[-1] = ZmpSegment(segments[-1].start, rest, SHIFT_TIME)
        return segments

    def _support_over(self, loads: Mapping[str, float]) -> bool:
        """Say whether the swing foot has landed, or the double support is over."""
        duration = self._segments[0].duration
        if self._swing_foot is None:
            return self._clock > duration
        landed = loads[self._swing_foot] > LANDED
        early = self._clock > EARLIEST * duration
        return (early and landed) or self._clock > duration + LATEST

    def _advance(self) -> None:
        """Go from one support to the next."""
        if self._swing_foot is None:
            self._lift_off()
        else:
            self._touch_down(self._swing_foot)

    def _lift_off(self) -> None:
        """Begin the swing of the next foot, or rest if the goal is reached."""
        feet = self._feet
        if self._walk.arrived((feet["left_foot"][:2], feet["right_foot"][:2])):
            self.walking = False
            self._integral = np.zeros(2)
            return
        foot = self._next
        stance = other(foot)
        self._swing_foot, self._lift = foot, self._measured(foot)
        place, self._length = self._walk.foothold(foot, feet[stance][:2], self._length)
        self._nominal = np.array([*place, -BELOW])
        self._target = self._nominal.copy()
        self._rotation = np.eye(3)
        final = self._segments[1:]
        self._dcm_start = initial_dcm(final, self.omega)
        self._segments, self._clock = final, 0.0

    def _touch_down(self, foot: str) -> None:
        """Stand on the foot that just landed, where it landed."""
        self._feet = {**self._feet, foot: self._measured(foot)}
        self._swing_foot, self._next = None, other(foot)
        feet = self._feet
        if self._walk.arrived((feet["left_foot"][:2], feet["right_foot"][:2])):
            start, end = self._zmp_on(other(foot)), self.middle()
            self._segments = [ZmpSegment(start, end, SHIFT_TIME), self._rest(1.0)]
            self._dcm_start = initial_dcm(self._segments, self.omega)
            self._clock = 0.0
            return
        self._plan(self.gait.double_support_time)

    def _stand(self) -> Footing:
        """Return the footing that keeps the DCM between the feet."""
        middle = self.middle()
        error = self.dcm - middle
        integral = self._integral + INTEGRAL_RATE * self.period * error
        self._integral = bounded(integral, -INTEGRAL_LIMIT, INTEGRAL_LIMIT)
        zmp, _ = wanted_zmp(middle + self._integral, error, self._support())
        feet = tuple(self._feet)
        return Footing(zmp, self.com_height, feet, {})

    def _support(self) -> Support:
        """Return the present support region."""
        left, right = self._feet["left_foot"][:2], self._feet["right_foot"][:2]
        if self._swing_foot is None:
            return Support(left, right, self._soles)
        stance = self._feet[other(self._swing_foot)][:2]
        return Support(stance, stance, self._sole)

    def _step(self) -> Footing:
        """Return the footing of this moment of the walk."""
        segment = self._segments[0]
        reference = segment.dcm(self._dcm_start, self.omega, self._clock)
        error = self.dcm - reference
        zmp_reference = segment.zmp(self._clock)
        zmp, cut = wanted_zmp(zmp_reference, error, self._support())
        if self._swing_foot is None:
            return Footing(zmp, self.com_height, tuple(self._feet), {})
        clipped = bool(np.abs(cut).max() > 1e-6)
        self._adjust(error, zmp - zmp_reference, clipped)
        progress = self._clock / segment.duration
        late = max(self._clock - segment.duration, 0.0)
        path = swing_reference(
            self._lift,
            self._target,
            self._rotation,
            progress,
            (segment.duration, self.gait.swing_height),
        )
        path.position_in_world[2] -= SEARCH_SPEED * late
        stance = (other(self._swing_foot),)
        swing = {self._swing_foot: path}
        return Footing(zmp, self.com_height, stance, swing)

    def _adjust(self, error: Array, zmp_shift: Array, clipped: bool) -> None:
        """Move the foothold by the DCM error that is expected at touchdown."""
        time_left = self._segments[0].duration - self._clock
        foot = self._swing_foot
        if time_left < FREEZE or foot is None:
            return
        shift = error_at_touchdown(error, zmp_shift, clipped, self.omega, time_left)
        place = self._nominal[:2] + bounded(shift, -REACH, REACH)
        side, stance = sign(foot), self._feet[other(foot)]
        across = max(side * (place[1] - stance[1]), NARROWEST)
        wanted = np.array([place[0], stance[1] + side * across, self._nominal[2]])
        self._target = self._target + self.period / SMOOTHING * (wanted - self._target)


def reachable_sole(model: RobotModel, feet: int) -> Sole:
    """Return the part of a sole to which the ankles can bring the ZMP.

    The ankle's axes are over the sole frame's origin, so on one foot the ZMP is at
    most τ_peak / (m g) from it; two feet share the weight.

    Args:
        model: Of the robot.
        feet: How many feet bear the weight.
    """
    sole, card = model.card.sole, model.card
    if sole is None:
        raise ValueError(f"{card.name} has no sole")
    weight = model.mass * GRAVITY / feet
    pitch, roll = (
        card.ratings[n].peak_torque.value for n in card.groups["left_leg"][4:]
    )
    along, across = ANKLE_SHARE * pitch / weight, ANKLE_SHARE * roll / weight
    return Sole(
        x_min=max(sole.x_min, -along - SHRINK),
        x_max=min(sole.x_max, along + SHRINK),
        y_min=max(sole.y_min, -across - SHRINK),
        y_max=min(sole.y_max, across + SHRINK),
    )
