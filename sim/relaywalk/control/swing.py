"""One foot in the air: where it is to land, when, and how it moves there."""

from typing import NamedTuple

import numpy as np

from relaywalk.control._swing_loops import write_reference
from relaywalk.planning.footstep import Footstep
from relaywalk.planning.gait import GaitParameters
from relaywalk.planning.minimum_jerk import minimum_jerk
from relaywalk.planning.swing_foot import Quintic
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
        # looking for the ground it goes straight down
        over = min(clock, self.time - self.waited)
        found = np.empty(24)
        write_reference(
            self.way.coefficients,
            over - self.way.begin,
            tuple(self.lift_off),
            tuple(self.target),
            (self.phase, self.rate),
            (gait.swing_height, gait.toe_off, toe),
            self.normals,
            found,
        )
        if clock >= self.time or self.sinking > 0.0:
            found[12:] = 0.0
            found[14] = -self.sinking
        place, rotation = found[:3], found[3:12].reshape(3, 3)
        velocity, acceleration, spin, change = found[12:].reshape(4, 3)
        return FrameReference(place, rotation, velocity, acceleration, spin, change)


def in_frame(stance: Footstep, point: Array) -> Array:
    """Return a point (2,) of the world in a sole's axes, from its origin [m]."""
    x, y = point.tolist()
    return np.array(stance.planar.inverse(x, y))
