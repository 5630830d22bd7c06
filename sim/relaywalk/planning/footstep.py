"""A footstep: where a sole stands, and which foot it is."""

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

    @property
    def point(self) -> Array:
        """(2,) in world [m]."""
        return np.array([self.x, self.y])

    @property
    def position(self) -> Array:
        """(3,) in world [m]."""
        return np.array([self.x, self.y, self.z])


def sign(foot: str) -> float:
    """Return +1 for the left foot, −1 for the right."""
    return 1.0 if foot.startswith("left") else -1.0


def other(foot: str) -> str:
    """Return the other foot's contact-frame name."""
    return "right_foot" if foot == "left_foot" else "left_foot"
