"""One foot in the air: where it is to land, when, and how it moves there."""

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from relaywalk.planning.footstep import Footstep
from relaywalk.planning.gait import GaitParameters
from relaywalk.planning.minimum_jerk import Profile, minimum_jerk
from relaywalk.planning.swing_foot import Quintic, lift
from relaywalk.planning.toe_off import ToeOff, toe_off
from relaywalk.spatial import rotation_of, tilt_to
from relaywalk.types import Array, FrameReference


class Swing(NamedTuple):
    """One foot in the air; every change makes a new one.

    Attributes:
        foot: Which one.
        lift_off: Where its sole left the ground.
        nominal: Foothold of the plan.
        target: Where it is to land now.
        nominal_time: Swing time of the plan [s].
        time: Swing time now [s].
        way: Of its place (x, y) in world.
        phase: Of its height, pitch and heading, 0 … 1.
        rate: Of the phase [1/s].
        retimed: Whether place and time were chosen anew.
        normals: (2, 3) of the ground, in world, where it lifts off and where it lands.
        sinking: Speed at which it looks for the ground, its time over [m/s].
        waited: For how long it has looked for it [s].
    """

    foot: str
    lift_off: Footstep
    nominal: Footstep
    target: Footstep
    nominal_time: float
    time: float
    way: Quintic
    phase: float
    rate: float
    retimed: bool
    normals: Array
    sinking: float = 0.0
    waited: float = 0.0

    @classmethod
    def begun(
        cls,
        foot: str,
        lift_off: Footstep,
        nominal: Footstep,
        time: float,
        shape: tuple[float, Array],
    ) -> "Swing":
        """Return the swing at lift-off.

        Args:
            foot: Which one.
            lift_off: Where its sole is.
            nominal: Foothold of the plan.
            time: Of the swing [s].
            shape: Cubic share of the profile; `normals`.
        """
        cubic, normals = shape
        way = nominal.point - lift_off.point
        push = 6.0 * cubic / time**2 * way
        start = (lift_off.point, np.zeros(2), push)
        path = Quintic.between(0.0, time, start, (nominal.point, -push))
        return cls(
            foot, lift_off, nominal, nominal, time, time, path, 0.0, 1.0 / time, False,
            normals,
        )  # fmt: skip

    def towards(
        self, target: Footstep, time: float, clock: float, cubic: float
    ) -> "Swing":
        """Return the swing with another target or time from now on.

        Args:
            target: Where to land.
            time: Of the whole swing [s].
            clock: Now, since lift-off [s].
            cubic: Share of the profile [-].
        """
        x, v, a = self.way.sample(clock)
        last = -6.0 * cubic / time**2 * (target.point - self.lift_off.point)
        way = Quintic.between(clock, time - clock, (x, v, a), (target.point, last))
        return self._replace(target=target, time=time, way=way)

    @property
    def landing(self) -> Footstep:
        """Where the foot is to stand: the target is aimed lower."""
        return self.target._replace(z=self.nominal.z)

    def lowered(self, speed: float, period: float) -> "Swing":
        """Return the swing a control period [s] longer, sinking at a speed [m/s]."""
        target = self.target._replace(z=self.target.z - speed * period)
        return self._replace(
            target=target,
            time=self.time + period,
            sinking=speed,
            waited=self.waited + period,
        )

    @property
    def expected_height(self) -> float:
        """Height at which the ground under the foot was expected, in world [m]."""
        rise = self.landing.z - self.lift_off.z
        return self.lift_off.z + minimum_jerk(self.phase, 1.0).value * rise

    def advanced(self, period: float, clock: float) -> "Swing":
        """Return the swing a control period later; clock is the new time [s]."""
        if self.phase >= 1.0:
            return self
        left = self.time - clock + period
        # the rest of the phase in the rest of the time
        rate = (1.0 - self.phase) / max(left, period)
        return self._replace(phase=min(self.phase + rate * period, 1.0), rate=rate)

    def reference(
        self, clock: float, gait: GaitParameters, toe: float
    ) -> FrameReference:
        """Return where the sole should be.

        Args:
            clock: Since lift-off [s].
            gait: Height of the swing and toe-off.
            toe: From the sole's origin to its toe [m].
        """
        profile = minimum_jerk(self.phase, 1.0 / self.rate)
        heading = _Heading.of(profile, self.lift_off.yaw, self.target.yaw)
        off = toe_off(self.phase, self.rate, gait.toe_off, toe)
        # looking for the ground it goes straight down
        over = min(clock, self.time - self.waited)
        motion = np.empty((3, 3))
        motion[:, :2] = self.way.sample(over)
        motion[:, :2] += heading.along(off.along)
        motion[:, 2] = self._rise(profile, off, gait.swing_height)
        spin, change = heading.spin(off)
        if clock >= self.time or self.sinking > 0.0:
            motion[1:] = 0.0
            motion[1, 2] = -self.sinking
            spin = change = np.zeros(3)
        rotation = self._tilt() @ rotation_of(heading.yaw, off.pitch)
        return FrameReference(motion[0], rotation, motion[1], motion[2], spin, change)

    def _rise(self, profile: Profile, off: ToeOff, height: float) -> Sequence[float]:
        """Return height, vertical velocity and acceleration (3) of the sole's origin.

        Args:
            profile: Of the way from one footstep to the other.
            off: Toe-off.
            height: Of the swing over the line between the footsteps [m].
        """
        first, rise = self.lift_off.z, self.target.z - self.lift_off.z
        hump = lift(self.phase, self.rate, height)
        line = tuple(rise * part for part in profile)
        z, speed, acceleration = (
            sum(parts) for parts in zip(line, hump, off.up, strict=True)
        )
        return first + z, speed, acceleration

    def _tilt(self) -> Array:
        """Return the smallest rotation (3, 3) that brings z to the ground's normal."""
        first, last = self.normals
        normal = first + self.phase * (last - first)
        return tilt_to(normal / math.sqrt(normal @ normal))


class _Heading(NamedTuple):
    """The heading of a foot that turns on its way.

    Attributes:
        yaw, rate, acceleration: [rad], [rad/s], [rad/s²].
        cosine, sine: Of the yaw.
    """

    yaw: float
    rate: float
    acceleration: float
    cosine: float
    sine: float

    @classmethod
    def of(cls, profile: Profile, first: float, last: float) -> "_Heading":
        """Return the heading on the way from one yaw to another [rad]."""
        turn = last - first
        yaw = turn * profile.value + first
        rates = turn * profile.rate, turn * profile.acceleration
        return cls(yaw, *rates, math.cos(yaw), math.sin(yaw))

    def along(self, distance: tuple[float, float, float]) -> Array:
        """Return a motion (3, 2) along the heading, with its two derivatives.

        Args:
            distance: Along it, with velocity and acceleration [m].
        """
        (d, v, a), (_, turn, turning, c, s) = distance, self
        across = d * turn
        inwards, aside = a - d * turn**2, 2.0 * v * turn + d * turning
        return np.array(
            [
                [d * c, d * s],
                [v * c - across * s, v * s + across * c],
                [inwards * c - aside * s, inwards * s + aside * c],
            ]
        )

    def spin(self, off: ToeOff) -> tuple[Array, Array]:
        """Return angular velocity and acceleration (3,) in world.

        The axis of the pitch turns with the heading.
        """
        _, turn, turning, c, s = self
        rate, change, across = off.rate, off.acceleration, off.rate * turn
        return (
            np.array([-rate * s, rate * c, turn]),
            np.array([-change * s - across * c, change * c - across * s, turning]),
        )


def in_frame(stance: Footstep, point: Array) -> Array:
    """Return a point (2,) of the world in a sole's axes, from its origin [m]."""
    x, y = point.tolist()
    return np.array(stance.planar.inverse(x, y))
