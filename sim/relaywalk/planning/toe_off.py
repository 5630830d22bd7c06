"""Toe-off: how a swing foot rolls over its toe as it leaves the ground."""

import math
from typing import NamedTuple

from relaywalk.compilation import inlined
from relaywalk.planning.minimum_jerk import minimum_jerk

RISE, FALL = 0.3, 0.75  # phases of the swing: the pitch is largest, is gone again [-]


_profile = inlined(minimum_jerk)


class ToeOff(NamedTuple):
    """Pitch of a sole about its toe, and where that takes its origin.

    Attributes:
        pitch, rate, acceleration: Nose down positive [rad], [rad/s], [rad/s²].
        along, up: Of the sole's origin, with velocity and acceleration each (3) [m].
    """

    pitch: float
    rate: float
    acceleration: float
    along: tuple[float, float, float]
    up: tuple[float, float, float]


def toe_off(phase: float, rate: float, largest: float, toe: float) -> ToeOff:
    """Return the toe-off at a phase of a swing.

    The sole's origin is carried about the toe: l (1 − cos φ) along, l sin φ up.

    Args:
        phase: u in 0 … 1.
        rate: du/dt [1/s].
        largest: Pitch at u = 0.3 [rad].
        toe: l from the sole's origin to the toe [m].
    """
    if phase <= RISE:
        s = _profile(phase / RISE, RISE / rate)
        value, speed, change = s
    else:
        s = _profile((phase - RISE) / (FALL - RISE), (FALL - RISE) / rate)
        value, speed, change = 1.0 - s.value, -s.rate, -s.acceleration
    phi, dphi, ddphi = largest * value, largest * speed, largest * change
    sine, cosine = math.sin(phi), math.cos(phi)
    return ToeOff(
        phi,
        dphi,
        ddphi,
        (
            toe * (1.0 - cosine),
            toe * sine * dphi,
            toe * (sine * ddphi + cosine * dphi * dphi),
        ),
        (
            toe * sine,
            toe * cosine * dphi,
            toe * (cosine * ddphi - sine * dphi * dphi),
        ),
    )
