"""Reference of the divergent component of motion for a plan of the ZMP.

ξ = c + ċ/ω and ξ̇ = ω (ξ − p), after Englsberger, Ott and Albu-Schäffer,
"Three-Dimensional Bipedal Walking Control Based on Divergent Component of Motion",
IEEE T-RO 31(2), 2015.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from relaywalk.types import Array


@dataclass(frozen=True, slots=True)
class ZmpSegment:
    """A stretch in which the ZMP moves linearly.

    Attributes:
        start, end: (2,) in world [m].
        duration: [s].
    """

    start: Array
    end: Array
    duration: float

    def zmp(self, time: float) -> Array:
        """Return p (2,) a time after the start [s]."""
        fraction = min(max(time / self.duration, 0.0), 1.0)
        return self.start + fraction * (self.end - self.start)

    def initial_dcm(self, final_dcm: Array, omega: float) -> Array:
        """Return ξ₀ (2,) from which ξ_T (2,) is reached.

        ξ₀ = p_a + s/ω + (ξ_T − p_b − s/ω) e^(−ωT), s = (p_b − p_a)/T.
        """
        lead = (self.end - self.start) / (self.duration * omega)
        decay = np.exp(-omega * self.duration)
        dcm: Array = self.start + lead + (final_dcm - self.end - lead) * decay
        return dcm

    def dcm(self, initial_dcm: Array, omega: float, time: float) -> Array:
        """Return ξ(t) = p(t) + s/ω + (ξ₀ − p_a − s/ω) e^(ωt), (2,).

        Before the segment and after it ξ rests, as p does.
        """
        time = min(max(time, 0.0), self.duration)
        lead = (self.end - self.start) / (self.duration * omega)
        growth = np.exp(omega * time)
        dcm: Array = self.zmp(time) + lead + (initial_dcm - self.start - lead) * growth
        return dcm


def initial_dcm(segments: Sequence[ZmpSegment], omega: float) -> Array:
    """Return ξ (2,) at the start of segments that end at rest on the last ZMP."""
    # Backwards an error of the DCM decays as e^(−ωT); forwards it would grow.
    dcm = segments[-1].end
    for segment in reversed(segments):
        dcm = segment.initial_dcm(dcm, omega)
    return dcm
