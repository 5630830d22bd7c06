"""What ground is made of; an engine builds each shape from its own numbers.

A shape answers for a vertical line through the world: where its upper side meets the
line, and which way it faces there.
"""

import math
from typing import NamedTuple, Protocol

from relaywalk.types import Array

Pose = tuple[float, float, float, float, float, float, float]


class Bounds(NamedTuple):
    """The rectangle over which a shape lies, in world [m]."""

    x_min: float
    x_max: float
    y_min: float
    y_max: float


EVERYWHERE = Bounds(-math.inf, math.inf, -math.inf, math.inf)


class Shape(Protocol):
    """A piece of ground."""

    @property
    def bounds(self) -> Bounds:
        """The rectangle over which it lies."""

    def height(self, x: float, y: float) -> float:
        """Return the z of its upper side, −∞ where there is none [m]."""

    def normal(self, x: float, y: float) -> Array:
        """Return the unit vector (3,) that its upper side faces, in world."""
