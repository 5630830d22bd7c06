"""One foot in the air: where it is to land, when, and how it moves there."""

from dataclasses import dataclass, replace

import numpy as np

from relaywalk.control.support import heading_matrix
from relaywalk.planning.footstep import Footstep
from relaywalk.planning.gait import GaitParameters
from relaywalk.planning.minimum_jerk import minimum_jerk
from relaywalk.planning.swing_foot import Quintic, lift
from relaywalk.planning.toe_off import ToeOff, toe_off
from relaywalk.spatial import rotation_about_y, rotation_about_z, tilt_to
from relaywalk.types import Array, FrameReference

UP = np.array([0.0, 0.0, 1.0])


@dataclass(frozen=True, slots=True)
class Swing:
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
        return replace(self, target=target, time=time, way=way)

    @property
    def landing(self) -> Footstep:
        """Where the foot is to stand: the target is aimed lower."""
        return self.target._replace(z=self.nominal.z)

    def lowered(self, speed: float, period: float) -> "Swing":
        """Return the swing a control period [s] longer, sinking at a speed [m/s]."""
        target = self.target._replace(z=self.target.z - speed * period)
        return replace(
            self,
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
        return replace(self, phase=min(self.phase + rate * period, 1.0), rate=rate)

    def reference(
        self, clock: float, gait: GaitParameters, toe: float
    ) -> FrameReference:
        """Return where the sole should be.

        Args:
            clock: Since lift-off [s].
            gait: Height of the swing and toe-off.
            toe: From the sole's origin to its toe [m].
        """
        heading = self._heading()
        off = toe_off(self.phase, self.rate, gait.toe_off, toe)
        # looking for the ground it goes straight down
        over = min(clock, self.time - self.waited)
        motion = self._motion(over, gait, off, heading)
        yaw, turn, turning = heading
        ahead, side, _ = rotation_about_z(yaw).T
        # the axis of the pitch turns with the heading
        spin = off.rate * side + turn * UP
        change = off.acceleration * side - off.rate * turn * ahead + turning * UP
        if clock >= self.time or self.sinking > 0.0:
            motion[1:] = 0.0
            motion[1, 2] = -self.sinking
            spin, change = np.zeros(3), np.zeros(3)
        rotation = self._tilt() @ rotation_about_z(yaw) @ rotation_about_y(off.pitch)
        return FrameReference(motion[0], rotation, motion[1], motion[2], spin, change)

    def _heading(self) -> Array:
        """Return yaw, rate and acceleration (3,) of the foot's heading [rad]."""
        s = minimum_jerk(self.phase, 1.0 / self.rate)
        heading: Array = (self.target.yaw - self.lift_off.yaw) * np.array(s)
        heading[0] += self.lift_off.yaw
        return heading

    def _motion(
        self, clock: float, gait: GaitParameters, off: ToeOff, heading: Array
    ) -> Array:
        """Return position, velocity and acceleration (3, 3) of the sole's origin.

        Args:
            clock: Since lift-off [s].
            gait: Height of the swing.
            off: Toe-off.
            heading: (3,) yaw [rad], its rate and acceleration.
        """
        motion = np.zeros((3, 3))
        motion[:, :2] = self.way.sample(clock) + _along(off.along, heading)
        s = np.array(minimum_jerk(self.phase, 1.0 / self.rate))
        hump = np.array(lift(self.phase, self.rate, gait.swing_height))
        motion[:, 2] = hump + off.up + (self.target.z - self.lift_off.z) * s
        motion[0, 2] += self.lift_off.z
        return motion

    def _tilt(self) -> Array:
        """Return the smallest rotation (3, 3) that brings z to the ground's normal."""
        first, last = self.normals
        normal = first + self.phase * (last - first)
        return tilt_to(normal / np.linalg.norm(normal))


def _along(distance: tuple[float, float, float], heading: Array) -> Array:
    """Return a motion (3, 2) along a heading that turns, with its two derivatives.

    Args:
        distance: Along it, with velocity and acceleration [m].
        heading: (3,) yaw [rad], its rate and acceleration.
    """
    (d, v, a), (yaw, turn, turning) = distance, heading
    ahead, side = heading_matrix(yaw).T
    return np.array(
        [
            d * ahead,
            v * ahead + d * turn * side,
            (a - d * turn**2) * ahead + (2.0 * v * turn + d * turning) * side,
        ]
    )


def in_frame(stance: Footstep, point: Array) -> Array:
    """Return a point (2,) of the world in a sole's axes, from its origin [m]."""
    return (point - stance.point) @ heading_matrix(stance.yaw)
