"""Balance: DCM feedback to a wanted ZMP, and the adjustment of the next step."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from relaywalk.control.bounded import bounded
from relaywalk.robots.card import Sole
from relaywalk.types import Array

GRAVITY = 9.81  # [m/s²]
GAIN = 2.0  # k of p = p_ref + (1 + k)(ξ − ξ_ref)
SHRINK = 0.01  # the ZMP stays this far inside the soles [m]


@dataclass(frozen=True, slots=True)
class Support:
    """The region in which the ZMP may lie: a sole, or two soles and between.

    It is the Minkowski sum of a sole's rectangle and the segment between the
    centres of the soles; both soles have the same heading.

    Attributes:
        first, last: (2,) origins of the sole frames in world [m].
        sole: The rectangle.
    """

    first: Array
    last: Array
    sole: Sole

    def clip(self, zmp: Array) -> Array:
        """Return the point (2,) of the region next to a ZMP (2,) [m]."""
        middle, half = _rectangle(self.sole)
        way = self.last - self.first
        length = float(way @ way)
        start = self.first + middle
        share = 0.0 if length < 1e-9 else float((zmp - start) @ way) / length
        axis = start + min(max(share, 0.0), 1.0) * way
        inside: Array = axis + bounded(zmp - axis, -half, half)
        return inside


@lru_cache
def _rectangle(sole: Sole) -> tuple[Array, Array]:
    """Return middle (2,) and half sizes (2,) of where the ZMP may lie in a sole [m]."""
    low = np.array([sole.x_min, sole.y_min])
    high = np.array([sole.x_max, sole.y_max])
    middle, half = 0.5 * (low + high), 0.5 * (high - low) - SHRINK
    for array in (middle, half):
        array.setflags(write=False)
    return middle, half


def wanted_zmp(
    zmp_reference: Array, dcm_error: Array, support: Support
) -> tuple[Array, Array]:
    """Return the ZMP (2,) to ask for, clipped, and what clipping left over (2,)."""
    asked = zmp_reference + (1.0 + GAIN) * dcm_error
    zmp = support.clip(asked)
    return zmp, asked - zmp


def error_at_touchdown(
    dcm_error: Array, zmp_shift: Array, clipped: bool, omega: float, time_left: float
) -> Array:
    """Return the DCM error (2,) expected when the foot lands [m].

    e e^(−kωT) while the ZMP is free, Δp + (e − Δp) e^(ωT) where it is clipped.

    Args:
        dcm_error: (2,) e [m].
        zmp_shift: (2,) Δp, wanted minus reference ZMP [m].
        clipped: Whether the ZMP is at the edge of its support.
        omega: [1/s].
        time_left: T until touchdown [s].
    """
    if not clipped:
        return dcm_error * np.exp(-GAIN * omega * time_left)
    expected: Array = zmp_shift + (dcm_error - zmp_shift) * np.exp(omega * time_left)
    return expected
