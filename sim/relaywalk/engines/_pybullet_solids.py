"""Builds solids in PyBullet: bodies of one shape, fixed or loose."""

from typing import Any

from relaywalk.terrains.solid import Solid


def add_solid(bullet: Any, client: int, solid: Solid) -> int:  # noqa: ANN401
    """Add a solid and return its number; what has no mass is fixed there.

    Args:
        bullet: The library.
        client: Physics client id.
        solid: What to build.
    """
    number = bullet.createCollisionShape(
        getattr(bullet, f"GEOM_{solid.shape.upper()}"),
        **_bullet_size(solid),
        physicsClientId=client,
    )
    uid = bullet.createMultiBody(
        solid.mass,
        number,
        basePosition=solid.pose[:3],
        baseOrientation=solid.pose[3:],
        physicsClientId=client,
    )
    return int(uid)


def _bullet_size(solid: Solid) -> dict[str, Any]:
    """Return the size as Bullet wants it: half the edges, or radius and height."""
    if solid.shape == "box":
        return {"halfExtents": [0.5 * edge for edge in solid.size]}
    radius, *length = solid.size
    return {"radius": radius, **({"height": length[0]} if length else {})}
