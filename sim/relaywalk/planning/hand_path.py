"""The path of a hand, or of a posture, from rest to rest."""

from dataclasses import dataclass

import numpy as np
from scipy.spatial.transform import Rotation

from relaywalk.types import Array, FrameReference


@dataclass(frozen=True, slots=True)
class MinimumJerk:
    """A straight way from rest to rest.

    s(u) = 10u³ − 15u⁴ + 6u⁵ (Flash and Hogan, J. Neurosci. 5(7), 1985).

    Attributes:
        start, end: (k,) [m] or [rad].
        begin: Time at the start [s].
        duration: [s].
    """

    start: Array
    end: Array
    begin: float
    duration: float

    def share(self, time: float) -> float:
        """Return s at a time [s], 0 … 1."""
        u = min(max((time - self.begin) / self.duration, 0.0), 1.0)
        return u**3 * (10.0 - 15.0 * u + 6.0 * u**2)

    def sample(self, time: float) -> tuple[Array, Array, Array]:
        """Return position, velocity and acceleration (k,) at a time [s]."""
        u = min(max((time - self.begin) / self.duration, 0.0), 1.0)
        way = self.end - self.start
        ds = 30.0 * u**2 * (1.0 - u) ** 2 / self.duration
        dds = 60.0 * u * (1.0 - u) * (1.0 - 2.0 * u) / self.duration**2
        return self.start + self.share(time) * way, ds * way, dds * way

    def done(self, time: float) -> bool:
        """Say whether the end is reached."""
        return time >= self.begin + self.duration


class HandPath:
    """A straight way of a hand that turns on the way."""

    def __init__(
        self,
        start: tuple[Array, Array],
        end: tuple[Array, Array],
        begin: float,
        duration: float,
    ) -> None:
        """Go from one pose to another.

        Args:
            start: Position (3,) [m] and rotation (3, 3), in world.
            end: The same.
            begin: [s].
            duration: [s].
        """
        self._way = MinimumJerk(start[0], end[0], begin, duration)
        self._first, self._last = start[1], end[1]
        self._turn = Rotation.from_matrix(end[1] @ start[1].T).as_rotvec()

    @property
    def end(self) -> tuple[Array, Array]:
        """Where it ends: position (3,), rotation (3, 3)."""
        return self._way.end, self._last

    def done(self, time: float) -> bool:
        """Say whether the end is reached."""
        return self._way.done(time)

    def sample(self, time: float) -> FrameReference:
        """Return where the hand should be at a time [s]."""
        position, velocity, acceleration = self._way.sample(time)
        return FrameReference(position, self._rotation(time), velocity, acceleration)

    def _rotation(self, time: float) -> Array:
        """Return the rotation (3, 3) at a time [s]."""
        share = self._way.share(time)
        if share >= 1.0 or not np.any(self._turn):
            return self._last
        part = Rotation.from_rotvec(share * self._turn).as_matrix()
        rotation: Array = part @ self._first
        return rotation
