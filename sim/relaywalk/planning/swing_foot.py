"""The path of a foot between two footsteps."""

import numpy as np

from relaywalk.planning.minimum_jerk import minimum_jerk
from relaywalk.types import Array, FrameReference


def swing_reference(
    start: Array,
    target: Array,
    rotation: Array,
    progress: float,
    timing: tuple[float, float],
) -> FrameReference:
    """Return where the swing foot should be.

    In the plane a minimum-jerk profile s(u); upwards a linear change of level under
    s plus 64 h u³ (1 − u)³.

    Args:
        start: (3,) sole at lift-off, in world [m].
        target: (3,) sole at touchdown, in world [m].
        rotation: (3, 3) of the sole, constant.
        progress: u in 0 … 1.
        timing: duration of the swing [s] and height h [m].
    """
    duration, height = timing
    u = min(max(progress, 0.0), 1.0)
    s, ds, dds = minimum_jerk(u, duration)
    displacement = target - start
    position, velocity = start + s * displacement, ds * displacement
    acceleration = dds * displacement
    # 64 u³ (1 − u)³ is 1 in the middle; its cubes give zero velocity and acceleration
    # at both ends.
    w = u * (1.0 - u)
    dw, ddw = (1.0 - 2.0 * u) / duration, -2.0 / duration**2
    position[2] += 64.0 * height * w**3
    velocity[2] += 64.0 * height * 3.0 * w**2 * dw
    acceleration[2] += 64.0 * height * (6.0 * w * dw**2 + 3.0 * w**2 * ddw)
    # late by up to half a control period: the foot waits at its target
    if progress >= 1.0:
        velocity, acceleration = np.zeros(3), np.zeros(3)
    return FrameReference(position, rotation, velocity, acceleration)
