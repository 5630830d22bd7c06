"""The course that a carrier is judged along: its path, and the ground under it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from relaywalk.planar_path import PlanarPath
from relaywalk.terrains.terrain import Terrain, level
from relaywalk.types import Array

WINDOW = 0.5  # the next point is looked for so far along the path, both ways [m]
AT_START = 1.0  # until then nobody has left the start of the path [s]
SOME = 4096  # points that are turned into Python's numbers at once
BEYOND = 100.0  # a path counts as straight so far before its start, after its end [m]


class Trace(NamedTuple):
    """How a body moved along a path.

    Attributes:
        along: (rows,) arc length of the point of the path next to it; negative before
            the start [m].
        off: (rows,) level distance from that point [m].
    """

    along: Array
    off: Array


@dataclass(frozen=True, slots=True)
class Course:
    """Who carries, and along what.

    Attributes:
        carrier: Its name.
        path: That it was asked to walk, in world.
        terrain: The ground.
    """

    carrier: str
    path: PlanarPath
    terrain: Terrain = field(default_factory=level)

    def trace(self, position: Array, begin: float) -> Trace:
        """Return how a body moved along the path.

        The next point is followed: it is looked for near the one before, so that a
        path may cross itself and a lap counts only for who has walked it.

        Args:
            position: (rows, 2) or more columns: x, y in world [m].
            begin: Time of the first row; where it is late in the run the body may be
                anywhere on the path then [s].
        """
        path = self.path.extended(BEYOND, BEYOND)
        along, beside = np.empty(len(position)), np.empty((len(position), 2))
        near = (BEYOND - WINDOW, BEYOND + WINDOW) if begin < AT_START else None
        for row, (x, y) in enumerate(_points(position)):
            distance = path.nearest(x, y, near)
            pose = path.at(distance)
            along[row], beside[row] = distance - BEYOND, (x - pose.x, y - pose.y)
            near = (distance - WINDOW, distance + WINDOW)
        return Trace(along, np.hypot(*beside.T))

    def clearance(self, position: Array) -> Array:
        """Return the height above the ground (rows,) of points [m].

        Args:
            position: (rows, 3) or more columns: x, y, z in world [m].
        """
        above: Array = position[:, 2] - self.terrain.heights(position[:, :2])
        return above


def _points(position: Array) -> Iterator[tuple[float, float]]:
    """Yield x, y of positions (rows, 2) or more columns [m]."""
    for first in range(0, len(position), SOME):
        yield from position[first : first + SOME, :2].tolist()
