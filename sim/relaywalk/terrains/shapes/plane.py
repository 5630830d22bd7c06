"""A plane without end."""

from dataclasses import dataclass
from math import cos, sin, tan

import numpy as np

from relaywalk.terrains.shapes import EVERYWHERE, Bounds, Pose
from relaywalk.types import Array


@dataclass(frozen=True, slots=True)
class Plane:
    """Ground that rises along +x.

    Attributes:
        level: Its z at the world's origin [m].
        slope: Up along +x [rad].
    """

    level: float = 0.0
    slope: float = 0.0

    @property
    def bounds(self) -> Bounds:
        """All of the world."""
        return EVERYWHERE

    @property
    def pose(self) -> Pose:
        """Of axes in it, z along its normal: position [m], quaternion xyzw."""
        half = 0.5 * self.slope
        # not -sin: a level plane has no negative zero
        return 0.0, 0.0, self.level, 0.0, 0.0 - sin(half), 0.0, cos(half)

    def height(self, x: float, y: float) -> float:
        """Return its z above a point of the world (x, y) [m]."""
        return self.level + x * tan(self.slope)

    def normal(self, x: float, y: float) -> Array:
        """Return the unit vector (3,) that it faces, in world; the same all over."""
        return np.array([0.0 - sin(self.slope), 0.0, cos(self.slope)])
