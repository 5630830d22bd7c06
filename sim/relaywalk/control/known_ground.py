"""What the planner knows of the ground on which feet are to land."""

from typing import Literal

from relaywalk.planning.footstep import Footstep
from relaywalk.terrains.terrain import Terrain
from relaywalk.types import Array

Knowledge = Literal["nothing", "mean_plane", "all"]


class KnownGround:
    """Says how high a foot is to land, and which way the ground faces there.

    Heights count from the stance foot: where the ground is on the map and where the
    robot believes itself to be may differ.
    """

    def __init__(self, knowledge: Knowledge, ground: Terrain) -> None:
        """Keep the map that may be known.

        Args:
            knowledge: Nothing: the slope that the stance foot feels goes on; the mean
                plane: the coarse ground; all of it.
            ground: As it is.
        """
        self._map = None if knowledge == "nothing" else ground
        if knowledge == "mean_plane":
            self._map = ground.mean

    def landing(self, step: Footstep, stance: Footstep, felt: Array) -> Footstep:
        """Return a footstep with the height at which it is expected to land.

        Args:
            step: Its x, y and yaw count.
            stance: The other foot.
            felt: (3,) normal of the stance sole, in world.
        """
        if self._map is not None:
            there = self._map.height(step.x, step.y)
            rise = there - self._map.height(stance.x, stance.y)
        else:
            way = felt[0] * (step.x - stance.x) + felt[1] * (step.y - stance.y)
            rise = -way / felt[2]
        return step._replace(z=stance.z + rise)

    def normal(self, step: Footstep, felt: Array) -> Array:
        """Return the unit vector (3,) that the ground is expected to face, in world."""
        if self._map is None:
            return felt
        return self._map.normal(step.x, step.y)
