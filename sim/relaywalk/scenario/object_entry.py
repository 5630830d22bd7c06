"""An object in a scenario: a body of one simple shape that nobody needs to hold."""

from typing import Annotated

import numpy as np
from pydantic import Field
from scipy.spatial.transform import Rotation

from relaywalk.robots.blueprint import DEFAULT_FRICTION
from relaywalk.schema.faults import Refusals, rule
from relaywalk.schema.quantity import Angle, Frozen, Length, quantity, refusal
from relaywalk.spatial import rotation_about_z
from relaywalk.terrains.resting import resting
from relaywalk.terrains.solid import SIZES, Solid, SolidShape, lower_side
from relaywalk.terrains.terrain import Terrain

Extent = Annotated[float, quantity("m", 0.0, 100.0, open_low=True)]


class ObjectPose(Frozen):
    """Where an object's centre is at first.

    Attributes:
        x, y: In world [m].
        z: In world; null: it lies on the ground, tilted as that is [m].
        yaw: Its heading in world [rad].
    """

    x: Length = 0.0
    y: Length = 0.0
    z: Length | None = None
    yaw: Angle = 0.0


class ObjectEntry(Frozen):
    """A static or loose body.

    Attributes:
        shape: box, sphere or cylinder (its axis upright).
        size: A box's edges; a sphere's radius; a cylinder's radius and length [m].
        pose: Of its centre at first.
        mass: 0: it is fixed [kg].
        friction: Coulomb coefficient f of its surface: with a surface of f' it is
            √(f f'), with the ground the terrain's times √(f / 0.5), for soles
            have 0.5 [-].
    """

    shape: SolidShape
    size: Annotated[tuple[Extent, ...], Field(min_length=1, max_length=3)]
    pose: ObjectPose = ObjectPose()
    mass: Annotated[float, quantity("kg", 0.0, 10000.0)] = 0.0
    friction: Annotated[float, quantity("-", 0.0, 2.0, open_low=True)] = (
        DEFAULT_FRICTION
    )

    @rule
    def _is_all_of_its_size(self) -> Refusals:
        """Refuse a size of too many or too few numbers."""
        wanted = SIZES[self.shape]
        if len(self.size) != len(wanted):
            allowed = f"of a {self.shape}: [{', '.join(wanted)}] [m]"
            yield refusal(allowed, ("size",), value=list(self.size))

    def build(self, terrain: Terrain) -> Solid:
        """Return the body in its place.

        Args:
            terrain: On which it lies, unless its z is given.
        """
        pose = self.pose
        upright = rotation_about_z(pose.yaw)
        height, rotation = pose.z, upright
        if height is None:
            spots = lower_side(self.shape, self.size) @ upright.T
            height, tilt = resting(terrain, pose.x, pose.y, spots)
            rotation = tilt @ upright
        quaternion = Rotation.from_matrix(np.array(rotation)).as_quat().tolist()
        where = (pose.x, pose.y, height, *quaternion)
        return Solid(self.shape, self.size, where, self.mass, self.friction)
