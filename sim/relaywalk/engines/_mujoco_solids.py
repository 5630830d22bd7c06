"""Builds solids in MuJoCo: bodies of one shape, fixed or loose."""

from typing import Any

from relaywalk.engines._mujoco_ground import (
    ALL_BITS,
    GROUND_GROUP,
    ROLLING,
    TORSION,
    placed,
)
from relaywalk.terrains.solid import Solid

SOLID_BIT = 1 << 29  # of all of them: they touch each other, too
COLOUR = [0.55, 0.50, 0.45, 1.0]


def add_solid(mujoco: Any, spec: Any, name: str, solid: Solid) -> list[Any]:  # noqa: ANN401
    """Add a solid and return its shape, as a list.

    Args:
        mujoco: The library.
        spec: To which it is added.
        name: Of the solid; its one link has the same.
        solid: What to build.
    """
    body = spec.worldbody.add_body(name=f"{name}/{name}", **placed(solid.pose))
    if solid.loose:
        body.add_freejoint(name=f"{name}/")
    geom = body.add_geom(
        name=f"{name}/{name}/0",
        type=getattr(mujoco.mjtGeom, f"mjGEOM_{solid.shape.upper()}"),
        size=_mujoco_size(solid),
        mass=solid.mass,
        friction=[solid.friction, TORSION, ROLLING],
        contype=SOLID_BIT,
        conaffinity=ALL_BITS,
        group=GROUND_GROUP,
        rgba=COLOUR,
    )
    return [geom]


def _mujoco_size(solid: Solid) -> list[float]:
    """Return the size as MuJoCo wants it: half the edges, half a cylinder's length."""
    if solid.shape == "box":
        return [0.5 * edge for edge in solid.size]
    radius, *length = solid.size
    return [radius, *(0.5 * part for part in length), *[0.0] * (2 - len(length))]
