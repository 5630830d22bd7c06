"""Reference of the divergent component of motion for a plan of the ZMP.

ξ = c + ċ/ω and ξ̇ = ω (ξ − p), after Englsberger, Ott and Albu-Schäffer,
"Three-Dimensional Bipedal Walking Control Based on Divergent Component of Motion",
IEEE T-RO 31(2), 2015. p is the virtual repellent point of that paper: the centre of
pressure less what the swing leg's angular momentum takes.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from relaywalk.planning._dcm_loops import write_dcm
from relaywalk.planning.swing_foot import profile_acceleration
from relaywalk.types import Array


@dataclass(frozen=True, slots=True)
class ZmpSegment:
    """A stretch in which p is a polynomial of time.

    Attributes:
        start, end: (2,) centre of pressure in world; linear between them [m].
        duration: [s].
        moment: (k, 2) coefficients by powers of time of what is added to the centre
            of pressure for the swing leg's angular momentum [m/s^k].
    """

    start: Array
    end: Array
    duration: float
    moment: Array

    @classmethod
    def linear(cls, start: Array, end: Array, duration: float) -> "ZmpSegment":
        """Return a stretch without a swing; arguments as the attributes."""
        return cls(start, end, duration, np.zeros((0, 2)))

    @classmethod
    def of_swing(
        cls,
        point: Array,
        duration: float,
        displacement: Array,
        share: tuple[float, float],
    ) -> "ZmpSegment":
        """Return the stretch of a swing over one stance foot.

        p(t) = point − κ D a(t/T)/T².

        Args:
            point: (2,) centre of pressure in world [m].
            duration: T of the swing [s].
            displacement: (2,) D of the swing foot, as far as it counts [m].
            share: κ [s²], and the cubic share of the swing's profile [-].
        """
        kappa, cubic = share
        a = profile_acceleration(cubic) / duration ** (2.0 + np.arange(4))
        return cls(point, point, duration, -kappa * np.outer(a, displacement))

    def pressure(self, time: float) -> Array:
        """Return the centre of pressure (2,) a time after the start [s]."""
        fraction = min(max(time / self.duration, 0.0), 1.0)
        return self.start + fraction * (self.end - self.start)

    def zmp(self, time: float) -> Array:
        """Return p (2,) a time after the start [s]."""
        return self.pressure(time) + self.moment_shift(time)

    def moment_shift(self, time: float) -> Array:
        """Return what is added for the swing leg (2,) a time after the start [m]."""
        if not len(self.moment):
            return np.zeros(2)
        time = min(max(time, 0.0), self.duration)
        shift: Array = np.array([1.0, time, time**2, time**3]) @ self.moment
        return shift

    def particular(self, omega: float, time: float) -> Array:
        """Return ξ_p = Σ p⁽ᵏ⁾/ωᵏ (2,): the DCM that follows p without diverging."""
        powers = _derivative_sum(omega, time, max(len(self.moment), 2))
        rate = (self.end - self.start) / self.duration
        found: Array = self.start + powers[1] * rate
        if len(self.moment):
            found = found + powers @ self.moment
        return found

    def initial_dcm(self, final_dcm: Array, omega: float) -> Array:
        """Return ξ₀ (2,) from which ξ_T (2,) is reached.

        ξ₀ = ξ_p(0) + (ξ_T − ξ_p(T)) e^(−ωT).
        """
        decay = math.exp(-omega * self.duration)
        last = self.particular(omega, self.duration)
        dcm: Array = self.particular(omega, 0.0) + (final_dcm - last) * decay
        return dcm

    def dcm(self, dcm: Array, omega: float, time: float, later: float) -> Array:
        """Return ξ(t₂) = ξ_p(t₂) + (ξ(t₁) − ξ_p(t₁)) e^(ω(t₂ − t₁)), (2,).

        After the segment ξ rests, as p does.

        Args:
            dcm: (2,) ξ(t₁) [m].
            omega: ω [1/s].
            time: t₁ after the start [s].
            later: t₂ [s].
        """
        times = (min(time, self.duration), min(later, self.duration), self.duration)
        pressure, found = np.array((self.start, self.end)), np.empty(2)
        write_dcm(pressure, self.moment, dcm, omega, times, found)
        return found


def initial_dcm(segments: Sequence[ZmpSegment], omega: float) -> Array:
    """Return ξ (2,) at the start of segments that end at rest on the last ZMP."""
    # Backwards an error of the DCM decays as e^(−ωT); forwards it would grow.
    dcm = segments[-1].end
    for segment in reversed(segments):
        dcm = segment.initial_dcm(dcm, omega)
    return dcm


def _derivative_sum(omega: float, time: float, count: int) -> Array:
    """Return Σ_k (dᵏ/dtᵏ tⁿ)/ωᵏ for the powers n (count,) of a time [s].

    D_n = tⁿ + (n/ω) D_n₋₁.
    """
    found = [1.0]
    for n in range(1, count):
        found.append(time**n + n / omega * found[-1])
    return np.array(found)
