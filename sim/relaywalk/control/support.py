"""Where the ZMP may lie: under one sole, or under two soles and between them."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from scipy.spatial import ConvexHull

from relaywalk.errors import ScenarioError
from relaywalk.planning.footstep import Footstep
from relaywalk.robots.card import RobotCard, Sole
from relaywalk.types import Array

SIGNS = np.array([[1.0, 1.0], [-1.0, 1.0], [-1.0, -1.0], [1.0, -1.0]])


class Rectangle(NamedTuple):
    """Where the ZMP may lie under one sole.

    Attributes:
        middle: (2,) in the sole frame [m].
        half: (2,) half of its size [m].
    """

    middle: Array
    half: Array

    @classmethod
    def inside(cls, sole: Sole, margin: float) -> "Rectangle":
        """Return a sole's rectangle less a margin [m].

        Raises:
            ScenarioError: The margin leaves nothing of it.
        """
        lower = np.array([sole.x_min, sole.y_min])
        upper = np.array([sole.x_max, sole.y_max])
        half = 0.5 * (upper - lower)
        if margin >= half.min():
            raise ScenarioError(
                f"controller: walker.balance.zmp_margin: {margin:g}: less than half "
                f"the width that the ankles reach, {half.min():.4g} [m]"
            )
        return cls(0.5 * (lower + upper), half - margin)

    def corners(self, foot: Footstep) -> Array:
        """Return the corners (4, 2) under a sole, in world [m]."""
        local = self.middle + SIGNS * self.half
        return foot.point + local @ heading_matrix(foot.yaw).T


@dataclass(frozen=True, slots=True)
class Support:
    """The convex hull of where the ZMP may lie under some soles.

    Attributes:
        corners: (k, 2) in world, counter-clockwise [m].
        normals: (k, 2) outwards, of the edge from each corner to the next.
        edges: (k) n_x, n_y and n · c of each edge.
    """

    corners: Array
    normals: Array
    edges: tuple[tuple[float, float, float], ...]

    @classmethod
    def under(cls, feet: Sequence[Footstep], region: Rectangle) -> "Support":
        """Return the support of soles that all allow one region."""
        points = np.concatenate([region.corners(foot) for foot in feet])
        if len(feet) > 1:
            points = points[ConvexHull(points).vertices]
        edges = np.roll(points, -1, axis=0) - points
        lengths = np.hypot(edges[:, 0], edges[:, 1])
        normals = np.column_stack((edges[:, 1], -edges[:, 0])) / lengths[:, None]
        levels = (points * normals).sum(axis=1)
        lines = np.column_stack((normals, levels)).tolist()
        return cls(points, normals, tuple((x, y, level) for x, y, level in lines))

    def outside(self, point: Array) -> float:
        """Return how far a point (2,) is out, negative inside [m]."""
        beyond = self._beyond(point)
        if beyond <= 0.0:
            return beyond
        x, y = (point - self.clip(point)).tolist()
        return math.hypot(x, y)

    def clip(self, point: Array) -> Array:
        """Return the point (2,) of the support next to a point (2,) [m]."""
        if self._beyond(point) <= 0.0:
            return point
        offset = point - self.corners
        # the nearest point of each edge; one of them is the nearest of all
        edges = np.roll(self.corners, -1, axis=0) - self.corners
        share = (offset * edges).sum(axis=1) / (edges * edges).sum(axis=1)
        near = self.corners + np.clip(share, 0.0, 1.0)[:, None] * edges
        nearest: Array = near[((near - point) ** 2).sum(axis=1).argmin()]
        return nearest

    def _beyond(self, point: Array) -> float:
        """Return the largest distance of a point (2,) over an edge's line [m]."""
        # plain floats: on so few they are faster than arrays
        x, y = point.tolist()
        return max(nx * x + ny * y - level for nx, ny, level in self.edges)


class SupportUnder:
    """The support of soles that all allow one region, made anew when they move."""

    def __init__(self, region: Rectangle) -> None:
        """Keep the region under each sole."""
        self._region = region
        self._feet: tuple[Footstep, ...] = ()
        self._support: Support | None = None

    def feet(self, feet: tuple[Footstep, ...]) -> Support:
        """Return the support of soles."""
        # A hull costs more than the rest of a standing tick's balance, and soles that
        # stand are where they were.
        if self._support is None or feet != self._feet:
            self._feet, self._support = feet, Support.under(feet, self._region)
        return self._support


def heading_matrix(yaw: float) -> Array:
    """Return the rotation (2, 2) of the ground by a yaw [rad]."""
    c, s = math.cos(yaw), math.sin(yaw)
    return np.array([[c, -s], [s, c]])


def reachable_sole(
    card: RobotCard, sole: Sole, load: float, ankle_fraction: float, margin: float
) -> Sole:
    """Return the part of a sole to which the ankle can bring the ZMP.

    The ankle's axes are over the sole frame's origin, so the ZMP is at most τ / f_z
    from it. A margin is added that the support takes off again.

    Args:
        card: Of the robot; both ankles are alike.
        sole: The rectangle that touches the ground.
        load: Vertical force f_z on one foot [N].
        ankle_fraction: τ over the ankle's peak torque [-].
        margin: That the ZMP keeps inside the soles [m].
    """
    foot = next(iter(card.feet.values()))
    pitch, roll = (
        card.ratings[joint].peak_torque.value
        for joint in (foot.ankle_pitch, foot.ankle_roll)
    )
    along, across = ankle_fraction * pitch / load, ankle_fraction * roll / load
    return Sole(
        x_min=max(sole.x_min, -along - margin),
        x_max=min(sole.x_max, along + margin),
        y_min=max(sole.y_min, -across - margin),
        y_max=min(sole.y_max, across + margin),
    )
