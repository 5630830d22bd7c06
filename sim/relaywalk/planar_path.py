"""A way over the ground: straight legs and arcs, by arc length."""

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

Point = tuple[float, float]

SHORT = 1e-9  # a length that counts as none [m]


class PlanarPose(NamedTuple):
    """A place and a heading on the ground.

    Attributes:
        x, y: In world [m].
        yaw: About z, counted through: not wrapped to ± π [rad].
    """

    x: float
    y: float
    yaw: float

    def transform(self, along: float, across: float) -> Point:
        """Return a point (x, y) in world that is given in this pose's axes [m]."""
        c, s = math.cos(self.yaw), math.sin(self.yaw)
        return self.x + c * along - s * across, self.y + s * along + c * across

    def inverse(self, x: float, y: float) -> Point:
        """Return a point of the world (along, across) in this pose's axes [m]."""
        c, s, dx, dy = math.cos(self.yaw), math.sin(self.yaw), x - self.x, y - self.y
        return c * dx + s * dy, -s * dx + c * dy


class Arc(NamedTuple):
    """A piece of constant curvature.

    Attributes:
        start: Where it begins.
        length: [m].
        curvature: 1 / radius, to the left; 0 of a straight leg [1/m].
    """

    start: PlanarPose
    length: float
    curvature: float

    def at(self, distance: float) -> PlanarPose:
        """Return the pose a distance after the start [m]."""
        x, y, yaw = self.start
        turn = self.curvature * distance
        # the chord of the arc, of length 2 sin(turn / 2) / curvature
        half = 0.5 * turn
        chord = distance * (math.sin(half) / half if abs(half) > SHORT else 1.0)
        direction = yaw + half
        return PlanarPose(
            x + chord * math.cos(direction), y + chord * math.sin(direction), yaw + turn
        )

    def nearest(self, x: float, y: float) -> float:
        """Return the distance from its start of the point next to another one [m]."""
        along, across = self.start.inverse(x, y)
        if abs(self.curvature) < SHORT:
            return min(max(along, 0.0), self.length)
        side, radius = math.copysign(1.0, self.curvature), 1.0 / abs(self.curvature)
        angle = math.atan2(along, radius - side * across)  # seen from the centre
        # of the part of the circle that is left out, half belongs to either end
        whole = 2.0 * math.pi * radius
        distance = (angle * radius) % whole
        if distance > 0.5 * (self.length + whole):
            return 0.0
        return min(distance, self.length)


@dataclass(frozen=True, slots=True)
class PlanarPath:
    """Pieces that join with one tangent; straight on before and after them.

    Attributes:
        pieces: In order; at least one.
    """

    pieces: tuple[Arc, ...]
    _begins: tuple[float, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Sum up where the pieces begin [m]."""
        begins = [0.0]
        for piece in self.pieces:
            begins.append(begins[-1] + piece.length)
        object.__setattr__(self, "_begins", tuple(begins))

    @classmethod
    def straight(cls, start: PlanarPose, length: float) -> "PlanarPath":
        """Return the way from a pose straight on [m]."""
        return cls((Arc(start, length, 0.0),))

    @classmethod
    def through(cls, points: Sequence[Point], radius: float) -> "PlanarPath":
        """Return straight legs between points, their corners rounded.

        Args:
            points: In world, each apart from the one before; at least two [m].
            radius: Of the corners [m].

        Raises:
            ValueError: Two corners are too near for the radius, or there is no leg.
        """
        return cls(tuple(_rounded(points, radius)))

    @property
    def length(self) -> float:
        """Of the whole path [m]."""
        return self._begins[-1]

    def placed(self, start: PlanarPose) -> "PlanarPath":
        """Return the path in world of one that is given in the axes of a pose."""

        def moved(pose: PlanarPose) -> PlanarPose:
            return PlanarPose(*start.transform(pose.x, pose.y), start.yaw + pose.yaw)

        return PlanarPath(
            tuple(piece._replace(start=moved(piece.start)) for piece in self.pieces)
        )

    def extended(self, before: float, after: float) -> "PlanarPath":
        """Return the path with a straight leg at both its ends, 0 for none [m]."""
        first = Arc(self.at(-before), before, 0.0)
        last = Arc(self.at(self.length), after, 0.0)
        legs = (first, *self.pieces, last)
        return PlanarPath(tuple(leg for leg in legs if leg.length > 0.0) or legs[:1])

    def at(self, distance: float) -> PlanarPose:
        """Return the pose a distance after the start [m]."""
        if distance >= self.length:
            end = self.pieces[-1].at(self.pieces[-1].length)
            return PlanarPose(*end.transform(distance - self.length, 0.0), end.yaw)
        if distance < 0.0:
            start = self.pieces[0].start
            return PlanarPose(*start.transform(distance, 0.0), start.yaw)
        number = self._piece(distance)
        return self.pieces[number].at(distance - self._begins[number])

    def nearest(
        self, x: float, y: float, near: tuple[float, float] | None = None
    ) -> float:
        """Return the distance from the start of the point next to (x, y) [m].

        Args:
            x: In world [m].
            y: In world [m].
            near: Stretch of the path in which it is looked for, so that a path that
                crosses itself is followed; None for all of it [m].
        """
        low, high = (0.0, self.length) if near is None else near
        first, last = self._piece(low), self._piece(high)
        if first == last:
            begin = self._begins[first]
            return min(max(begin + self.pieces[first].nearest(x, y), low), high)
        found, least = low, math.inf
        for number in range(first, last + 1):
            begin = self._begins[number]
            distance = begin + self.pieces[number].nearest(x, y)
            distance = min(max(distance, low), high)
            pose = self.at(distance)
            apart = math.hypot(x - pose.x, y - pose.y)
            if apart < least:
                found, least = distance, apart
        return found

    def shortened(self, length: float) -> "PlanarPath":
        """Return the beginning of the path, of some length [m]."""
        if length >= self.length:
            return self
        kept = max(length, 0.0)
        number = self._piece(kept)
        last = self.pieces[number]._replace(length=kept - self._begins[number])
        return PlanarPath((*self.pieces[:number], last))

    def _piece(self, distance: float) -> int:
        """Return the number of the piece at a distance [m]."""
        found = bisect_right(self._begins, distance) - 1
        return min(max(found, 0), len(self.pieces) - 1)


def _rounded(points: Sequence[Point], radius: float) -> list[Arc]:
    """Return the pieces of a way through points, its corners rounded."""
    legs = [
        (math.hypot(bx - ax, by - ay), math.atan2(by - ay, bx - ax))
        for (ax, ay), (bx, by) in pairwise(points)
    ]
    if not legs or any(length < SHORT for length, _ in legs):
        raise ValueError("at least two points, each apart from the one before")
    turns = [
        math.remainder(after[1] - before[1], 2.0 * math.pi)
        for before, after in pairwise(legs)
    ]
    # what an arc takes off both its legs
    taken = [0.0, *(radius * math.tan(abs(turn) / 2.0) for turn in turns), 0.0]
    here, pieces = PlanarPose(*points[0], legs[0][1]), list[Arc]()
    for number, (length, _) in enumerate(legs):
        left = length - taken[number] - taken[number + 1]
        if left < -SHORT:
            raise ValueError(
                f"leg {number + 1} of {length:g} m is shorter than the "
                f"{taken[number] + taken[number + 1]:.3g} m that its corners of "
                f"{radius:g} m take"
            )
        here = _append(pieces, Arc(here, max(left, 0.0), 0.0))
        if number < len(turns) and abs(turns[number]) > SHORT:
            turn = turns[number]
            curvature = math.copysign(1.0 / radius, turn)
            here = _append(pieces, Arc(here, radius * abs(turn), curvature))
    return pieces


def _append(pieces: list[Arc], piece: Arc) -> PlanarPose:
    """Append a piece if it has a length; return where it ends."""
    if piece.length > SHORT or not pieces:
        pieces.append(piece)
    return piece.at(piece.length)
