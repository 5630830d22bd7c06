"""A footstep: where a sole stands, and which foot it is."""

import math
from typing import NamedTuple

import numpy as np

from relaywalk.planar_path import PlanarPose
from relaywalk.types import Array


class Footstep(NamedTuple):
    """Where a sole stands or is to stand.

    Attributes:
        x, y, z: Origin of the sole frame in world [m].
        yaw: Heading of the sole about world z, counted through [rad].
    """

    x: float
    y: float
    z: float
    yaw: float

    @property
    def planar(self) -> PlanarPose:
        """Place and heading without the height."""
        return PlanarPose(self.x, self.y, self.yaw)

    def moved(self, before: PlanarPose, after: PlanarPose) -> "Footstep":
        """Return where it is once a body has gone from one pose to another."""
        x, y = after.transform(*before.inverse(self.x, self.y))
        turn = math.remainder(after.yaw - before.yaw, 2.0 * math.pi)
        return Footstep(x, y, self.z, self.yaw + turn)

    @property
    def point(self) -> Array:
        """(2,) in world [m]."""
        return np.array([self.x, self.y])

    @property
    def position(self) -> Array:
        """(3,) in world [m]."""
        return np.array([self.x, self.y, self.z])


def middle_of(left: Footstep, right: Footstep) -> PlanarPose:
    """Return the place and heading midway between two soles."""
    yaw = left.yaw + 0.5 * math.remainder(right.yaw - left.yaw, 2.0 * math.pi)
    return PlanarPose(0.5 * (left.x + right.x), 0.5 * (left.y + right.y), yaw)


def sign(foot: str) -> float:
    """Return +1 for the left foot, −1 for the right."""
    return 1.0 if foot.startswith("left") else -1.0


def other(foot: str) -> str:
    """Return the other foot's contact-frame name."""
    return "right_foot" if foot == "left_foot" else "left_foot"
