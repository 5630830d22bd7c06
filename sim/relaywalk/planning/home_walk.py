"""A walk back to the footing from which a push drove the feet."""

import math
from dataclasses import dataclass
from typing import Annotated

from typing_extensions import override

from relaywalk.planning.footstep import Footstep, sign
from relaywalk.planning.gait import GaitParameters
from relaywalk.planning.walk import Step, Walk
from relaywalk.schema.quantity import Frozen, quantity

Reach = Annotated[float, quantity("m", 0.0, 1.0)]


class HomeParams(Frozen):
    """How feet go home.

    Attributes:
        along: Longest step forwards or backwards [m].
        narrower, wider: Of the gait's width, at most [m].
        tolerance: A foot this near to its old place is at home [m].
    """

    along: Reach = 0.25
    narrower: Reach = 0.03
    wider: Reach = 0.10
    tolerance: Reach = 0.03


@dataclass(frozen=True, slots=True)
class HomeWalk(Walk):
    """Brings each foot to its old place, as far as one step goes.

    Attributes:
        gait: How the robot walks.
        params: How feet go home.
        left, right: The old footing.
    """

    gait: GaitParameters
    params: HomeParams
    left: Footstep
    right: Footstep

    @override
    def step(self, foot: str, stance: Footstep, length: float) -> Step:
        home = self.left if foot == "left_foot" else self.right
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

    def ended(self, landed: Footstep, foot: str) -> "HomeWalk":
        """Return the walk that ends beside a foot that has just landed."""
        across = -sign(foot) * self.gait.width
        x, y = landed.planar.transform(0.0, across)
        beside = landed._replace(x=x, y=y)
        pair = (landed, beside) if foot == "left_foot" else (beside, landed)
        return HomeWalk(self.gait, self.params, *pair)

    @override
    def arrived(self, left: Footstep, right: Footstep) -> bool:
        near = self.params.tolerance
        pairs = ((left, self.left), (right, self.right))
        return all(math.hypot(a.x - b.x, a.y - b.y) <= near for a, b in pairs)
