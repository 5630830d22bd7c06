"""A plane, level or sloped."""

from typing import Annotated

from relaywalk.schema.quantity import Frozen, quantity
from relaywalk.terrains.kinds import Ground
from relaywalk.terrains.shapes.plane import Plane


class Params(Frozen):
    """Where it lies.

    Attributes:
        slope: Up along +x [rad].
    """

    slope: Annotated[float, quantity("rad", -0.5, 0.5)] = 0.0


def build(params: Params, seed: int) -> Ground:
    """Return the plane through the world's origin; nothing of it is random."""
    return Ground((Plane(slope=params.slope),))
