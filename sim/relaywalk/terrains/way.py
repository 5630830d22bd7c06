"""A way: a straight stretch of ground in some place, paved, stepped or plain."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import atan2, cos, sin, tan
from typing import NamedTuple

import numpy as np

from relaywalk.planar_path import PlanarPose
from relaywalk.spatial import quaternion_multiply
from relaywalk.terrains.blocks import Edge, Paving
from relaywalk.terrains.shapes.box import Box

THICKNESS = 0.5  # of every slab, across it [m]
JOINT_DEPTH = 0.03  # of a joint under the lowest tile that there may be [m]
LANDING = 20.0  # of level ground before and after a way [m]
DROP = 0.1  # of the ground beside a way under the lowest part of it [m]


class Built(NamedTuple):
    """The ground of a way.

    Attributes:
        boxes: All that a foot can touch.
        coarse: The same without scatter and unseen steps.
    """

    boxes: tuple[Box, ...]
    coarse: tuple[Box, ...]

    def __add__(self, other: "Built") -> "Built":  # type: ignore[override]
        """Return both together."""
        return Built(self.boxes + other.boxes, self.coarse + other.coarse)


@dataclass(frozen=True, slots=True)
class Way:
    """A straight stretch.

    Attributes:
        start: The middle of its near end, in world.
        level: Its z there [m].
        length: On the map, not along a slope [m].
        width: Across, half of it to each side [m].
        slope: Up along it [rad].
    """

    start: PlanarPose
    level: float
    length: float
    width: float
    slope: float = 0.0

    def after(self, rise: float = 0.0) -> tuple[PlanarPose, float]:
        """Return the middle of its far end and the z there.

        Args:
            rise: Of the steps on it, in all [m].
        """
        x, y = self.start.transform(self.length, 0.0)
        end = PlanarPose(x, y, self.start.yaw)
        return end, self.level + self.length * tan(self.slope) + rise

    def slab(
        self,
        along: tuple[float, float],
        across: tuple[float, float] | None = None,
        top: float = 0.0,
    ) -> Box:
        """Return a slab of the way.

        Args:
            along: From where to where, on the map, from the start [m].
            across: From where to where, to the left; None: the whole width [m].
            top: Of its upper side, above the way [m].
        """
        right, left = across or (-0.5 * self.width, 0.5 * self.width)
        near, far = along
        middle, c, s = 0.5 * (near + far), cos(self.slope), sin(self.slope)
        # from the middle of the upper side half the thickness along −normal
        x, y = self.start.transform(middle + 0.5 * THICKNESS * s, 0.5 * (right + left))
        z = self.level + middle * tan(self.slope) + top - 0.5 * THICKNESS * c
        size = ((far - near) / c, left - right, THICKNESS)
        return Box((x, y, z, *_quaternion(self.start.yaw, self.slope)), size)

    def plain(self) -> Built:
        """Return it as one slab."""
        slab = (self.slab((0.0, self.length)),)
        return Built(slab, slab)

    def paved(self, paving: Paving, random: np.random.Generator) -> Built:
        """Return it with tiles, each as high or low as it comes.

        Args:
            paving: Size, spread and joints of the tiles.
            random: Draws how high each tile is.
        """
        columns = max(round(self.length / paving.size), 1)
        rows = max(round(self.width / paving.size), 1)
        heights = random.uniform(-paving.spread, paving.spread, (columns, rows))
        half = 0.5 * paving.joint
        along = np.linspace(0.0, self.length, columns + 1).tolist()
        across = np.linspace(-0.5 * self.width, 0.5 * self.width, rows + 1).tolist()
        tiles = tuple(
            self.slab((near + half, far - half), (right + half, left - half), height)
            for (near, far), line in zip(pairwise(along), heights.tolist(), strict=True)
            for (right, left), height in zip(pairwise(across), line, strict=True)
        )
        bed = self.slab((0.0, self.length), top=-paving.spread - JOINT_DEPTH)
        return Built((*tiles, bed), self.plain().coarse)

    def stepped(self, edges: Sequence[Edge]) -> Built:
        """Return it with steps across it.

        From afar it is even, from the first level to the last.

        Args:
            edges: In order, all on the way.
        """
        ends = [0.0, *(edge.x for edge in edges), self.length]
        levels = np.cumsum([0.0, *(edge.rise for edge in edges)]).tolist()
        treads = tuple(
            self.slab(along, top=level)
            for along, level in zip(pairwise(ends), levels, strict=True)
        )
        rise = self.length * tan(self.slope) + levels[-1]
        slope = atan2(rise, self.length)
        even = Way(self.start, self.level, self.length, self.width, slope)
        return Built(treads, even.plain().coarse)


def with_landings(way: Way, rise: float = 0.0) -> Built:
    """Return the level ground before and after a way.

    Args:
        way: It lies between them.
        rise: Of the steps on it, in all [m].
    """
    x, y = way.start.transform(-LANDING, 0.0)
    before = Way(PlanarPose(x, y, way.start.yaw), way.level, LANDING, way.width)
    after = Way(*way.after(rise), LANDING, way.width)
    return before.plain() + after.plain()


def _quaternion(yaw: float, slope: float) -> tuple[float, float, float, float]:
    """Return the rotation, xyzw, of a slope up along a heading [rad]."""
    about_z = np.array([0.0, 0.0, sin(0.5 * yaw), cos(0.5 * yaw)])
    about_y = np.array([0.0, -sin(0.5 * slope), 0.0, cos(0.5 * slope)])
    x, y, z, w = quaternion_multiply(about_z, about_y).tolist()
    return x, y, z, w
