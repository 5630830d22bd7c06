"""What a sole can push with: friction, a pressure inside it, a bounded twist.

The linearised wrench cone of Caron, Pham and Nakamura, "Stability of Surface
Contacts for Humanoid Robots", ICRA 2015, with the yaw moment bounded apart.
"""

import numpy as np

from relaywalk.robots.card import Sole
from relaywalk.types import Array

FRICTION = 0.6  # [-], below the floor's
MARGIN = 0.01  # the pressure stays this far inside the sole [m]
TORSION = 0.03  # yaw moment over vertical force [m]


def contact_cone(sole: Sole) -> Array:
    """Return rows C (10, 6) with C w ≤ 0, w a wrench in the sole frame."""
    mu = FRICTION / np.sqrt(2.0)
    x_low, x_high = sole.x_min + MARGIN, sole.x_max - MARGIN
    y_low, y_high = sole.y_min + MARGIN, sole.y_max - MARGIN
    return np.array(
        [
            [1, 0, -mu, 0, 0, 0],
            [-1, 0, -mu, 0, 0, 0],
            [0, 1, -mu, 0, 0, 0],
            [0, -1, -mu, 0, 0, 0],
            [0, 0, -x_high, 0, -1, 0],  # x_cop = −m_y / f_z ≤ x_high
            [0, 0, x_low, 0, 1, 0],
            [0, 0, -y_high, 1, 0, 0],  # y_cop = m_x / f_z ≤ y_high
            [0, 0, y_low, -1, 0, 0],
            [0, 0, -TORSION, 0, 0, 1],
            [0, 0, -TORSION, 0, 0, -1],
        ],
        dtype=float,
    )


def in_world(cone: Array, rotation_sole_to_world: Array) -> Array:
    """Return the cone's rows for a wrench with world axes, (10, 6)."""
    halves = cone.reshape(-1, 3)  # of force, of moment
    rotated: Array = halves @ rotation_sole_to_world.T
    return rotated.reshape(cone.shape)
