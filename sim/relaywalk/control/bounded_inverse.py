"""Joint velocities for a wanted velocity of a frame, within bounds."""

import numpy as np

from relaywalk.types import Array


def bounded_inverse(
    jacobian: Array, velocity: Array, damping: float, bounds: Array
) -> Array:
    """Return joint velocities (n,) that bring a frame nearest to a velocity.

    Damped least squares (Nakamura and Hanafusa, J. Dyn. Sys. 108, 1986). A joint that
    would go beyond its bounds is put there, the worst first, and the others make up for
    it (after Flacco, De Luca and Khatib, ICRA 2012: saturation in the null space).

    Args:
        jacobian: (6, n).
        velocity: (6,) wanted, linear and angular [m/s], [rad/s].
        damping: λ, which keeps it regular where the arm is stretched [-].
        bounds: (2, n) least and largest joint velocities [rad/s].
    """
    low, high = bounds
    found, free = np.zeros(jacobian.shape[1]), np.ones(jacobian.shape[1], dtype=bool)
    while free.any():
        part = jacobian[:, free]
        left = velocity - jacobian[:, ~free] @ found[~free]
        gram = part @ part.T + damping**2 * np.eye(len(left))
        found[free] = part.T @ np.linalg.solve(gram, left)
        over = np.where(free, np.maximum(found - high, low - found), 0.0)
        worst = int(over.argmax())
        if over[worst] <= 0.0:
            break
        found[worst] = min(max(found[worst], low[worst]), high[worst])
        free[worst] = False
    return found
