"""Joint velocities for a wanted velocity of a frame, within bounds."""

import numpy as np

from relaywalk.control.clip import clip
from relaywalk.types import Array

ROUNDING = 1e-9  # of a velocity [rad/s], or of a slope of the cost
PIVOTS = 64  # more than seven joints have needed by far


def bounded_inverse(
    jacobian: Array, velocity: Array, damping: float, bounds: Array
) -> Array:
    """Return joint velocities (n,) that bring a frame nearest to a velocity.

    Damped least squares (Nakamura and Hanafusa, J. Dyn. Sys. 108, 1986), min over x
    within the bounds of |J x - v|² + λ² |x|². The very minimum: where a frame is out of
    reach x comes to rest, while joints that were merely clipped would chatter. Found by
    principal pivoting, one joint at a time (Murty, Linear Complementarity, Linear and
    Nonlinear Programming, 1988).

    Args:
        jacobian: (6, n).
        velocity: (6,) wanted, linear and angular [m/s], [rad/s].
        damping: λ, which keeps it regular where the arm is stretched [-].
        bounds: (2, n) least and largest joint velocities [rad/s].
    """
    low, high = bounds
    count = jacobian.shape[1]
    hessian = jacobian.T @ jacobian + damping**2 * np.eye(count)
    wanted = jacobian.T @ velocity
    at_low, at_high = np.zeros((2, count), dtype=bool)
    for _ in range(PIVOTS):
        free = ~(at_low | at_high)
        found = np.where(at_low, low, np.where(at_high, high, 0.0))
        left = wanted[free] - hessian[np.ix_(free, ~free)] @ found[~free]
        found[free] = np.linalg.solve(hessian[np.ix_(free, free)], left)
        slope = wanted - hessian @ found
        under, over = free & (found < low - ROUNDING), free & (found > high + ROUNDING)
        inwards = (at_low & (slope > ROUNDING)) | (at_high & (slope < -ROUNDING))
        wrong = np.flatnonzero(under | over | inwards)
        if not len(wrong):
            break
        last = wrong[-1]
        at_low[last], at_high[last] = under[last], over[last]
    return clip(found, low, high)
