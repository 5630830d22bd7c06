"""A solid: a body of one simple shape that is no robot and no prop."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from relaywalk.terrains.shapes import Pose
from relaywalk.types import Array

SolidShape = Literal["box", "sphere", "cylinder"]
SIZES: dict[SolidShape, tuple[str, ...]] = {  # what the numbers of a size are [m]
    "box": ("x", "y", "z"),
    "sphere": ("radius",),
    "cylinder": ("radius", "length"),
}


@dataclass(frozen=True, slots=True)
class Solid:
    """A body of one shape, uniform, its axes through its centre.

    Attributes:
        shape: A cylinder's axis is its z.
        size: A box's edges; a sphere's radius; a cylinder's radius and length [m].
        pose: Of its centre in world: position [m], quaternion xyzw; at first, if it
            is loose.
        mass: 0: it is fixed in the world [kg].
        friction: Coulomb coefficient of its surface [-].
    """

    shape: SolidShape
    size: tuple[float, ...]
    pose: Pose
    mass: float
    friction: float

    @property
    def loose(self) -> bool:
        """Whether it moves."""
        return self.mass > 0.0


def lower_side(shape: SolidShape, size: tuple[float, ...]) -> Array:
    """Return points (k, 3) of the lower side of an upright solid [m].

    Args:
        shape: Of the solid.
        size: Of the solid [m].
    """
    if shape == "sphere":
        return np.array([[0.0, 0.0, -size[0]]])
    half = 0.5 * size[-1]
    x, y = (0.5 * size[0], 0.5 * size[1]) if shape == "box" else (size[0], size[0])
    return np.array([(a, b, -half) for a in (-x, 0.0, x) for b in (-y, 0.0, y)])
