"""The terrain: shapes of ground, how high they are and which way they face."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from relaywalk.terrains.shapes import Shape
from relaywalk.terrains.shapes.plane import Plane
from relaywalk.types import Array

FRICTION = 0.8  # of ground of which nothing is said [-]


@dataclass(frozen=True, slots=True)
class Terrain:
    """The ground of a scene: the upper side of all its shapes together.

    Attributes:
        shapes: All that a foot can touch; there is ground everywhere.
        friction: Coulomb coefficient under the soles [-].
        coarse_shapes: The same without scatter of tiles and unseen steps; by default
            the shapes themselves.
    """

    shapes: tuple[Shape, ...]
    friction: float = FRICTION
    coarse_shapes: tuple[Shape, ...] = ()
    _bounds: Array = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Gather the rectangles (4, k) of the shapes: a point is under few of them."""
        bounds = np.array([shape.bounds for shape in self.shapes]).reshape(-1, 4).T
        object.__setattr__(self, "_bounds", bounds)

    @property
    def mean(self) -> "Terrain":
        """The coarse ground: what can be known of it from afar."""
        return (
            Terrain(self.coarse_shapes, self.friction) if self.coarse_shapes else self
        )

    def height(self, x: float, y: float) -> float:
        """Return the z of the ground at a point of the world (x, y) [m]."""
        return self._top(x, y)[0]

    def heights(self, points: Array) -> Array:
        """Return the z (n,) of the ground at points (n, 2) of the world [m]."""
        return np.array([self.height(x, y) for x, y in points.tolist()])

    def normal(self, x: float, y: float) -> Array:
        """Return the unit vector (3,) that the ground faces at (x, y), in world."""
        return self._top(x, y)[1].normal(x, y)

    def _top(self, x: float, y: float) -> tuple[float, Shape]:
        """Return the highest z at (x, y) [m], and the shape that has it."""
        tops = [(shape.height(x, y), shape) for shape in self._near(x, y)]
        return max(tops, key=lambda top: top[0])

    def _near(self, x: float, y: float) -> Sequence[Shape]:
        """Return the shapes whose rectangle holds a point."""
        if len(self.shapes) == 1:
            return self.shapes
        x_min, x_max, y_min, y_max = self._bounds
        near = (x_min <= x) & (x <= x_max) & (y_min <= y) & (y <= y_max)
        return [self.shapes[index] for index in np.flatnonzero(near)]


def level(friction: float = FRICTION) -> Terrain:
    """Return the plane z = 0.

    Args:
        friction: Coulomb coefficient under the soles [-].
    """
    return Terrain((Plane(),), friction)
