"""A walk along a path: faster, steadily, slower, to its end."""

import math
from dataclasses import dataclass, replace
from typing import Annotated

from typing_extensions import override

from relaywalk.planar_path import SHORT, PlanarPath, PlanarPose
from relaywalk.planning.footstep import Footstep, sign
from relaywalk.planning.gait import GaitParameters
from relaywalk.planning.walk import Step, Walk
from relaywalk.schema.quantity import Frozen, quantity


class FootstepParams(Frozen):
    """How footsteps follow a path.

    Attributes:
        shortest: A step towards the end of the path is at least this long [m].
        arrival_tolerance: A foot this far before the end has arrived [m].
        line_correction: Largest lateral correction towards the path, a step [m].
        bend: Of the gait's largest turn, what a step in a bend turns at most [-].
        narrower: The feet come nearer than the gait's width by this, in a bend or by a
            correction, at most [m].
        look: How far before and after the last place on the path the next one is
            looked for, so that a path that crosses itself is followed [m].
    """

    # The speed falls as √(2 a r): without a least step the end is never reached.
    shortest: Annotated[float, quantity("m", 0.0, 0.5, open_low=True)] = 0.10
    arrival_tolerance: Annotated[float, quantity("m", 0.0, 0.2)] = 0.01
    # Bounded: unbounded, the walk diverged after pushes.
    line_correction: Annotated[float, quantity("m", 0.0, 0.2)] = 0.05
    # The rest is there to come back from errors of the heading.
    bend: Annotated[float, quantity("-", 0.0, 1.0, open_low=True)] = 0.8
    # A Kuavo 4 Pro's soles are 9.5 cm wide: of 20 cm, 5.5 cm are left between them.
    narrower: Annotated[float, quantity("m", 0.0, 0.2, open_low=True)] = 0.06
    look: Annotated[float, quantity("m", 0.1, 100.0)] = 1.5


@dataclass(frozen=True, slots=True)
class PathWalk(Walk):
    """Straddles a path, heading along it, or at an angle to it.

    The middle between the feet, half a width beside each sole, goes along the path.

    Attributes:
        gait: How the robot walks.
        params: How footsteps follow the path.
        path: For the middle.
        speed: Along the path, at most [m/s].
        facing: Heading of the body over that of the path; π walks backwards [rad].
        near: Where on the path the feet were last seen [m].
    """

    gait: GaitParameters
    params: FootstepParams
    path: PlanarPath
    speed: float = math.inf
    facing: float = 0.0
    near: float = 0.0

    @override
    def seen(self, stance: Footstep, foot: str) -> "PathWalk":
        middle = self._middle(foot, stance)
        return replace(self, near=self._place(middle))

    @override
    def step(self, foot: str, stance: Footstep, length: float) -> Step:
        middle = self._beside(stance.planar, sign(foot))
        place = self._place(middle)
        ahead = self._ahead(place, length, stance.yaw)
        there = self.path.at(place + ahead)
        yaw = self._heading(there.yaw, stance.yaw)
        _, beside = self.path.at(place).inverse(middle.x, middle.y)
        most = self.params.line_correction
        across = beside - min(max(beside, -most), most)
        x, y = there.transform(0.0, across)
        landed = self._beside(PlanarPose(x, y, yaw), sign(foot))
        # a correction inwards must not bring the feet too near
        frame = stance.planar._replace(yaw=yaw)
        along, across = frame.inverse(landed.x, landed.y)
        least = self.gait.width - self.params.narrower
        outwards = max(sign(foot) * across, least)
        x, y = frame.transform(along, sign(foot) * outwards)
        return Step(Footstep(x, y, stance.z, yaw), ahead)

    @override
    def arrived(self, left: Footstep, right: Footstep) -> bool:
        end = self.path.length - self.params.arrival_tolerance
        feet = (("left_foot", left), ("right_foot", right))
        return all(self._place(self._middle(n, foot)) > end for n, foot in feet)

    def shortened(self, feet: tuple[Footstep, Footstep], length: float) -> "PathWalk":
        """Return the walk that ends as soon as the gait can stop.

        Args:
            feet: Left and right, where they are or are to land.
            length: Of the latest step [m].
        """
        speed = max(length, 0.0) / self.gait.step_time
        braking = speed**2 / (2.0 * self.gait.acceleration)
        names = ("left_foot", "right_foot")
        front = max(
            self._place(self._middle(n, f)) for n, f in zip(names, feet, strict=True)
        )
        return replace(self, path=self.path.shortened(front + braking))

    def _ahead(self, place: float, length: float, yaw: float) -> float:
        """Return how far the next step goes along the path [m].

        Args:
            place: On the path [m].
            length: Of the step before [m].
            yaw: Heading of the stance foot [rad].
        """
        gait, remaining = self.gait, max(self.path.length - place, 0.0)
        # a step later the speed is higher by a T, so the step is longer by a T²
        longer = length + gait.acceleration * gait.step_time**2
        stopping = max(self._braked(0.0, remaining), self.params.shortest)
        tangent = self.path.at(place).yaw
        off = abs(math.remainder(tangent + self.facing - yaw, 2.0 * math.pi))
        # turns on the spot first, if it looks elsewhere
        aligned = max(1.0 - max(off - gait.turn, 0.0) / gait.turn, 0.0)
        most = min(self._longest(tangent - yaw), self.speed * gait.step_time)
        bends = self._before_bends(place)
        return min(longer, most * aligned, bends, stopping, remaining)

    def _before_bends(self, place: float) -> float:
        """Return the longest step that the bends of the path allow, here and later."""
        begin, most = 0.0, math.inf
        for piece in self.path.pieces:
            if begin + piece.length > place:
                way = max(begin - place, 0.0)
                most = min(most, self._braked(self._in_bend(piece.curvature), way))
            begin += piece.length
        return most

    def _braked(self, length: float, way: float) -> float:
        """Return the step from which braking leads to another one's length [m].

        Args:
            length: Of the step in the end [m].
            way: Until then [m].
        """
        gait = self.gait
        # v² falls by 2 a r over a way r
        fall = 2.0 * gait.acceleration * way * gait.step_time**2
        return math.sqrt(length**2 + fall)

    def _in_bend(self, curvature: float) -> float:
        """Return the longest step in a bend of a curvature [1/m]; [m].

        A step l turns by c l, and brings the inner foot nearer by c l² / 2.
        """
        bend = abs(curvature)
        if bend < SHORT:
            return self.gait.step_length
        turn = self.params.bend * self.gait.turn
        return min(turn / bend, math.sqrt(2.0 * self.params.narrower / bend))

    def _longest(self, direction: float) -> float:
        """Return the longest step in a direction from the heading [rad]; [m]."""
        gait = self.gait
        forward, aside = math.cos(direction), abs(math.sin(direction))
        along = gait.step_length if forward >= 0.0 else gait.back_length
        return 1.0 / (abs(forward) / along + aside / gait.side_length)

    def _heading(self, tangent: float, yaw: float) -> float:
        """Return the heading of the next footstep, a turn away at most [rad]."""
        turn = math.remainder(tangent + self.facing - yaw, 2.0 * math.pi)
        return yaw + min(max(turn, -self.gait.turn), self.gait.turn)

    def _middle(self, foot: str, step: Footstep) -> PlanarPose:
        """Return the middle of the feet as one of them tells it."""
        return self._beside(step.planar, -sign(foot))

    def _beside(self, pose: PlanarPose, side: float) -> PlanarPose:
        """Return the pose half a width to the left (+1) or right (−1)."""
        half = side * self.gait.width / 2.0
        return PlanarPose(*pose.transform(0.0, half), pose.yaw)

    def _place(self, middle: PlanarPose) -> float:
        """Return where on the path a middle is, beyond its ends included [m]."""
        look, path = self.params.look, self.path
        low, high = max(self.near - look, 0.0), min(self.near + look, path.length)
        place = path.nearest(middle.x, middle.y, (low, max(high, low)))
        pose = path.at(place)
        along, _ = pose.inverse(middle.x, middle.y)
        # off the ends it goes straight on
        if place <= 0.0:
            return min(along, 0.0)
        return place + max(along, 0.0) if place >= path.length else place
