"""The minimum-jerk profile from rest to rest.

Flash and Hogan, "The Coordination of Arm Movements", J. Neurosci. 5(7), 1985.
"""

from dataclasses import dataclass
from typing import NamedTuple

from relaywalk.types import Array


class Profile(NamedTuple):
    """A path parameter and its derivatives.

    Attributes:
        value: s, 0 … 1 [-].
        rate: ds/dt [1/s].
        acceleration: d²s/dt² [1/s²].
    """

    value: float
    rate: float
    acceleration: float


def minimum_jerk(u: float, duration: float) -> Profile:
    """Return s(u) = 10u³ − 15u⁴ + 6u⁵ and its derivatives by time.

    Args:
        u: Fraction of the duration that is over; clipped to 0 … 1.
        duration: [s].
    """
    u = min(max(u, 0.0), 1.0)
    return Profile(
        u**3 * (10.0 - 15.0 * u + 6.0 * u**2),
        30.0 * u**2 * (1.0 - u) ** 2 / duration,
        60.0 * u * (1.0 - u) * (1.0 - 2.0 * u) / duration**2,
    )


@dataclass(frozen=True, slots=True)
class MinimumJerk:
    """A straight motion from rest to rest.

    Attributes:
        start, end: (k,) [m] or [rad].
        begin: Time at the start [s].
        duration: [s].
    """

    start: Array
    end: Array
    begin: float
    duration: float

    def profile(self, time: float) -> Profile:
        """Return the path parameter at a time [s]."""
        return minimum_jerk((time - self.begin) / self.duration, self.duration)

    def sample(self, time: float) -> tuple[Array, Array, Array]:
        """Return position, velocity and acceleration (k,) at a time [s]."""
        s, rate, acceleration = self.profile(time)
        displacement = self.end - self.start
        return (
            self.start + s * displacement,
            rate * displacement,
            acceleration * displacement,
        )

    def done(self, time: float) -> bool:
        """Say whether the end is reached."""
        return time >= self.begin + self.duration
