"""The path of a foot between two footsteps."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from relaywalk.compilation import inlined
from relaywalk.types import Array

Number = TypeVar("Number", float, Array)


def profile_acceleration(cubic: float) -> Array:
    """Return the coefficients (4,) of a(u) = s''(u) by powers of u, for D = T = 1.

    s is a mix of the cubic and the quintic from rest to rest: a(u) = β (6 − 12u) +
    (1 − β)(60u − 180u² + 120u³).

    Args:
        cubic: β [-].
    """
    quintic = 1.0 - cubic
    return np.array(
        [6.0 * cubic, -12.0 * cubic + 60.0 * quintic, -180.0 * quintic, 120.0 * quintic]
    )


@dataclass(frozen=True, slots=True)
class Quintic:
    """A motion that meets position, velocity and acceleration at both its ends.

    Attributes:
        begin: Time at its start [s].
        coefficients: (6, k) by powers of the time since then.
    """

    begin: float
    coefficients: Array

    @classmethod
    def between(
        cls,
        begin: float,
        duration: float,
        start: tuple[Array, Array, Array],
        end: tuple[Array, Array],
    ) -> "Quintic":
        """Return the motion from a state to a place at rest.

        Args:
            begin: [s].
            duration: [s].
            start: Position, velocity, acceleration (k,).
            end: Position and acceleration (k,); the velocity is zero.
        """
        columns = zip(*(part.tolist() for part in (*start, *end)), strict=True)
        rows = [quintic_coefficients(column, duration) for column in columns]
        return cls(begin, np.array(rows).T)

    def sample(self, time: float) -> Array:
        """Return position, velocity and acceleration (3, k) at a time [s]."""
        t = time - self.begin
        t2, t3 = t * t, t * t * t
        t4, t5 = t2 * t2, t2 * t3
        powers = np.array(
            [
                [1.0, t, t2, t3, t4, t5],
                [0.0, 1.0, 2.0 * t, 3.0 * t2, 4.0 * t3, 5.0 * t4],
                [0.0, 0.0, 2.0, 6.0 * t, 12.0 * t2, 20.0 * t3],
            ]
        )
        sample: Array = powers @ self.coefficients
        return sample


def higher_coefficients(
    change: Sequence[Number], t: Number
) -> tuple[Number, Number, Number]:
    """Return a quintic's coefficients of t³, t⁴ and t⁵, one or (k,) each.

    Args:
        change: What they add in the end to position [m], velocity [m/s] and
            acceleration times t [m/s], one or (k,) each.
        t: Duration, or one each (k,) [s].
    """
    d, dv, da = change
    return (
        (10.0 * d - t * (4.0 * dv - 0.5 * da)) / t**3,
        (-15.0 * d + t * (7.0 * dv - da)) / t**4,
        (6.0 * d - t * (3.0 * dv - 0.5 * da)) / t**5,
    )


_higher = inlined(higher_coefficients)


def quintic_coefficients(ends: Sequence[float], t: float) -> tuple[float, ...]:
    """Return the coefficients (6,) of one component.

    In plain floats: a foot has two, and a new quintic in every tick.

    Args:
        ends: Position, velocity and acceleration at the start, position and
            acceleration at the end.
        t: Duration [s].
    """
    x, v, a, there, final = ends
    d, dv, da = there - x - t * (v + 0.5 * t * a), -(v + a * t), (final - a) * t
    return x, v, 0.5 * a, *_higher((d, dv, da), t)


def lift(phase: float, rate: float, height: float) -> tuple[float, float, float]:
    """Return height [m], its speed and acceleration over the line between footsteps.

    (3125 / 108) h u³ (1 − u)²: highest, h, at u = 3/5. It leaves the ground without
    acceleration, so that the load passes smoothly, and comes down late: a foot that
    meets the ground while it still goes forwards brakes the body and steps short.

    Args:
        phase: u in 0 … 1.
        rate: du/dt [1/s].
        height: h, at most [m].
    """
    u, v, h = phase, 1.0 - phase, 3125.0 / 108.0 * height
    return (
        h * u**3 * v**2,
        h * rate * u * u * v * (3.0 - 5.0 * u),
        h * rate * rate * u * (6.0 - 24.0 * u + 20.0 * u * u),
    )
