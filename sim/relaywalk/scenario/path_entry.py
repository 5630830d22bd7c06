"""A way to walk as data: straight ahead, or through points, once or lap after lap."""

import math
from collections.abc import Iterable
from typing import Annotated, Any, Literal

from pydantic import Field, field_validator

from relaywalk.planar_path import PlanarPath, PlanarPose, Point
from relaywalk.schema.faults import Refusals, rule
from relaywalk.schema.quantity import Frozen, Length, quantity, refusal

APART = 1e-3  # points nearer to each other are one and the same [m]
# A body comes to rest some centimetres from where its path ends.
JOINED = 0.1  # from the end of one path to the beginning of the next, at most [m]


class PathEntry(Frozen):
    """Straight legs through points, the corners rounded.

    Attributes:
        points: (x, y) [m].
        frame: Their axes: "start", ahead of the body where it starts, to its left; or
            "world".
        radius: Of the corners [m].
        closed: Whether the last point leads back to the first.
        laps: How often a closed path is walked.
    """

    points: Annotated[tuple[tuple[Length, Length], ...], Field(min_length=2)]
    frame: Literal["start", "world"] = "start"
    radius: Annotated[float, quantity("m", 0.0, 1000.0, open_low=True)] = 1.5
    closed: bool = False
    laps: Annotated[int, Field(ge=1, le=1000, strict=True)] = 1

    @field_validator("points", mode="before")
    @classmethod
    def _are_points(cls, points: Any) -> Any:  # noqa: ANN401
        """Refuse what is no list of points."""
        if not isinstance(points, list | tuple) or len(points) < 2:
            raise refusal("a list of at least two points, [x, y] each [m]")
        for number, point in enumerate(points):
            if not isinstance(point, list | tuple) or len(point) != 2:
                raise refusal("a point, [x, y] [m]", (number,), value=point)
        return points

    @rule
    def _can_be_walked(self) -> Refusals:
        """Refuse points that are one, laps of an open path, and too tight corners."""
        if self.laps > 1 and not self.closed:
            yield refusal("1; only a closed path has laps", ("laps",), value=self.laps)
        wrong = list(self._wrong_points())
        yield from wrong or self._too_tight()

    def _too_tight(self) -> Refusals:
        """Refuse a radius that does not fit between the points."""
        try:
            PlanarPath.through(self._corners, self.radius)
        except ValueError as error:
            allowed = f"a radius that fits between the points: {error}"
            yield refusal(allowed, ("radius",), value=self.radius)

    def planar_path(self, start: PlanarPose) -> PlanarPath:
        """Return the path in world.

        Args:
            start: Of the body; the path's headings are counted on from its yaw.
        """
        path = PlanarPath.through(self._corners, self.radius)
        return path if self.frame == "world" else path.placed(start)

    @property
    def _corners(self) -> tuple[Point, ...]:
        """All points in the order in which they are passed, lap after lap [m]."""
        if not self.closed:
            return self.points
        return (*self.points * self.laps, self.points[0])

    def _wrong_points(self) -> Refusals:
        """Refuse a point at the place of the one before, and too few for a loop."""
        if self.closed and len(self.points) < 3:
            allowed = "at least three points of a closed path"
            yield refusal(allowed, ("points",), value=list(self.points))
        for number, point in enumerate(self.points[1:], start=1):
            if math.dist(point, self.points[number - 1]) < APART:
                allowed = "a point apart from the one before"
                yield refusal(allowed, ("points", number), value=list(point))
        if self.closed and math.dist(self.points[0], self.points[-1]) < APART:
            allowed = "a point apart from the first, to which a closed path leads back"
            last = len(self.points) - 1
            yield refusal(allowed, ("points", last), value=list(self.points[-1]))


class WalkEntry(Frozen):
    """How far, or where, a body walks; base of the parameters of phases that walk.

    Exactly one of `distance` and `path` is given.

    Attributes:
        distance: Straight ahead [m].
        path: Where, in the axes of the body's start.
        speed: Desired; the gait's own if it is not given [m/s].
    """

    distance: Annotated[float, quantity("m", 0.0, 1000.0, open_low=True)] | None = None
    path: PathEntry | None = None
    speed: Annotated[float, quantity("m/s", 0.0, 3.0, open_low=True)] | None = None

    @rule
    def _one_of_both(self) -> Refusals:
        """Refuse a distance and a path, and neither."""
        if self.distance is not None and self.path is not None:
            allowed = "either distance or path, not both"
            yield refusal(allowed, ("distance",), value=self.distance)
        if self.distance is None and self.path is None:
            yield refusal("distance [m] or path", ("distance",), value="(missing)")

    def planar_path(self, start: PlanarPose) -> PlanarPath:
        """Return the path in world.

        Args:
            start: Of the body, in whose axes a path's points are; a distance is
                straight ahead of it.
        """
        if self.path is None:
            return PlanarPath.straight(start, self.distance or 0.0)
        return self.path.planar_path(start)


def joined_path(walks: Iterable[WalkEntry], start: PlanarPose) -> PlanarPath:
    """Return the whole path of a body that walks, one entry after the other.

    A distance leads on from the end of what was walked before it.

    Args:
        walks: In order; a body with none stands at the start of a path of 0 m.
        start: Of the body.
    """
    whole = PlanarPath.straight(start, 0.0)
    for walk in walks:
        begin = whole.at(whole.length) if walk.path is None else start
        whole = PlanarPath((*whole.pieces, *walk.planar_path(begin).pieces))
    return whole


def unjoined(walks: Iterable[tuple[int, WalkEntry]], start: PlanarPose) -> Refusals:
    """Refuse each path that begins elsewhere than where the body has got to.

    Args:
        walks: In order, each with its number in the script.
        start: Of the body.
    """
    before = list[WalkEntry]()
    for number, walk in walks:
        path = joined_path(before, start)
        x, y, _ = path.at(path.length)
        if walk.path and walk.path.frame == "start":
            x, y = start.inverse(x, y)
        if walk.path and math.dist(walk.path.points[0], (x, y)) > JOINED:
            first = list(walk.path.points[0])
            x, y = round(x, 6) + 0.0, round(y, 6) + 0.0  # no −0
            allowed = f"[{x:.4g}, {y:.4g}], where the body stands then, ± {JOINED:g} m"
            place = ("script", number, "path", "points", 0)
            yield refusal(allowed, place, value=first)
        before.append(walk)
