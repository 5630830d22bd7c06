"""A walk in small steps to a footing: home after a push, or to a place near by."""

import math
from dataclasses import dataclass, replace
from typing import Annotated

from pydantic import Field
from typing_extensions import override

from relaywalk.planning.footstep import Footstep, sign
from relaywalk.planning.gait import GaitParameters
from relaywalk.planning.walk import Step, Walk
from relaywalk.schema.quantity import Frozen, quantity

Reach = Annotated[float, quantity("m", 0.0, 1.0)]


class HomeParams(Frozen):
    """How feet go home, or to a place near by.

    Attributes:
        along: Longest step forwards or backwards [m].
        narrower, wider: Of the gait's width, at most [m].
        tolerance: A foot this near to its place is at home [m].
        steps: After so many it gives up, and stands where it is.
    """

    along: Reach = 0.25
    narrower: Reach = 0.03
    wider: Reach = 0.10
    tolerance: Reach = 0.03
    steps: Annotated[int, Field(ge=1, le=1000, strict=True)] = 12


@dataclass(frozen=True, slots=True)
class HomeWalk(Walk):
    """Brings each foot to its place, as far as one step goes.

    Attributes:
        gait: How the robot walks.
        params: How feet go home.
        left, right: The footing.
        recovers: Whether a push drove the feet from it; else they are wanted there.
        steps: So far.
    """

    gait: GaitParameters
    params: HomeParams
    left: Footstep
    right: Footstep
    recovers: bool = True
    steps: int = 0

    @property
    def footing(self) -> dict[str, Footstep]:
        """Foot → where it is to stand."""
        return {"left_foot": self.left, "right_foot": self.right}

    @override
    def step(self, foot: str, stance: Footstep, length: float) -> Step:
        home = self.footing[foot]
        params, width = self.params, self.gait.width
        turn = math.remainder(home.yaw - stance.yaw, 2.0 * math.pi)
        yaw = stance.yaw + min(max(turn, -self.gait.turn), self.gait.turn)
        frame = stance.planar._replace(yaw=yaw)
        along, across = frame.inverse(home.x, home.y)
        along = min(max(along, -params.along), params.along)
        outwards = sign(foot) * across
        least, most = width - params.narrower, width + params.wider
        outwards = min(max(outwards, least), most)
        x, y = frame.transform(along, sign(foot) * outwards)
        return Step(Footstep(x, y, stance.z, yaw), 0.0)

    @override
    def seen(self, stance: Footstep, foot: str) -> "HomeWalk":
        """Return the walk with a step more; given up, it ends beside that foot."""
        steps = self.steps + 1
        if steps != self.params.steps:
            return replace(self, steps=steps)
        x, y = stance.planar.transform(0.0, -sign(foot) * self.gait.width)
        beside = stance._replace(x=x, y=y)
        left, right = (stance, beside) if foot == "left_foot" else (beside, stance)
        return replace(self, left=left, right=right, steps=steps)

    @override
    def arrived(self, left: Footstep, right: Footstep) -> bool:
        near = self.params.tolerance
        pairs = ((left, self.left), (right, self.right))
        return all(math.hypot(a.x - b.x, a.y - b.y) <= near for a, b in pairs)
