"""A grid of heights."""

from dataclasses import dataclass

import numpy as np

from relaywalk.terrains.shapes import Bounds
from relaywalk.types import Array


@dataclass(frozen=True, slots=True, eq=False)
class HeightField:
    """Heights on a grid, flat triangles between them.

    Each cell is cut from its corner of smallest x and y to that of largest x and y, as
    MuJoCo cuts it.

    Attributes:
        corner: Of smallest x and y, in world [m].
        spacing: From a node to the next, along x and along y [m].
        heights: (rows along y, columns along x) z of the nodes, at least 2 by 2 [m].
    """

    corner: tuple[float, float]
    spacing: float
    heights: Array

    @property
    def bounds(self) -> Bounds:
        """The rectangle over which it lies."""
        (x, y), (rows, columns) = self.corner, self.heights.shape
        along, across = (columns - 1) * self.spacing, (rows - 1) * self.spacing
        return Bounds(x, x + along, y, y + across)

    def height(self, x: float, y: float) -> float:
        """Return its z above a point of the world (x, y), −∞ outside [m]."""
        x_min, x_max, y_min, y_max = self.bounds
        if not (x_min <= x <= x_max and y_min <= y <= y_max):
            return -np.inf
        corner, slope_x, slope_y, u, v = self._triangle(x, y)
        return corner + u * slope_x + v * slope_y

    def normal(self, x: float, y: float) -> Array:
        """Return the unit vector (3,) that the triangle at (x, y) faces, in world."""
        _, slope_x, slope_y, _, _ = self._triangle(x, y)
        normal = np.array([-slope_x, -slope_y, self.spacing])
        return normal / np.linalg.norm(normal)

    def _triangle(self, x: float, y: float) -> tuple[float, float, float, float, float]:
        """Return what a triangle is: a corner's height, rises, and where in the cell.

        The corner is that of smallest x and y; rises are over a whole cell [m], where
        a point is in it is from 0 to 1 along x and y [-].
        """
        rows, columns = self.heights.shape
        u, v = (x - self.corner[0]) / self.spacing, (y - self.corner[1]) / self.spacing
        i, j = min(max(int(u), 0), columns - 2), min(max(int(v), 0), rows - 2)
        u, v = u - i, v - j
        (h00, h10), (h01, h11) = self.heights[j : j + 2, i : i + 2].tolist()
        if u >= v:
            return h00, h10 - h00, h11 - h10, u, v
        return h00, h11 - h01, h01 - h00, u, v
