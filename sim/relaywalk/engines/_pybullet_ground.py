"""Builds the ground in PyBullet: a body without mass for every shape."""

from functools import singledispatch
from math import sqrt
from typing import Any

from relaywalk.terrains.shapes import Shape
from relaywalk.terrains.shapes.box import Box
from relaywalk.terrains.shapes.height_field import HeightField
from relaywalk.terrains.shapes.plane import Plane

Made = tuple[int, tuple[float, ...]]  # collision shape; pose (7,) of its body in world


def add_shape(bullet: Any, client: int, shape: Shape) -> int:  # noqa: ANN401
    """Add a shape of ground and return its body's number."""
    number, pose = _collision(shape, bullet, client)
    uid = bullet.createMultiBody(
        0.0,
        number,
        basePosition=pose[:3],
        baseOrientation=pose[3:],
        # Not a multi-body, as all others are: a step of 2 500 tiles takes a fifth.
        useMaximalCoordinates=1,
        physicsClientId=client,
    )
    return int(uid)


@singledispatch
def _collision(shape: Shape, bullet: Any, client: int) -> Made:  # noqa: ANN401
    """Return a shape as Bullet has it, and where it is."""
    raise TypeError(f"PyBullet's ground has no {type(shape).__name__}")


@_collision.register
def _plane(shape: Plane, bullet: Any, client: int) -> Made:  # noqa: ANN401
    """Return a plane, z along its normal."""
    number = bullet.createCollisionShape(bullet.GEOM_PLANE, physicsClientId=client)
    return number, shape.pose


@_collision.register
def _box(shape: Box, bullet: Any, client: int) -> Made:  # noqa: ANN401
    """Return a box; Bullet wants half its edges."""
    half = [0.5 * edge for edge in shape.size]
    number = bullet.createCollisionShape(
        bullet.GEOM_BOX, halfExtents=half, physicsClientId=client
    )
    return number, shape.pose


@_collision.register
def _height_field(shape: HeightField, bullet: Any, client: int) -> Made:  # noqa: ANN401
    """Return a height field; Bullet has its origin in the middle of its box.

    Bullet cuts cells along the other diagonal, so its field is turned by 90° about z:
    its x is our y, its y is our −x.
    """
    x_min, x_max, y_min, y_max = shape.bounds
    turned = shape.heights.T[::-1]
    number = bullet.createCollisionShape(
        bullet.GEOM_HEIGHTFIELD,
        meshScale=[shape.spacing, shape.spacing, 1.0],
        heightfieldData=turned.ravel().tolist(),
        # Bullet's rows are along its x
        numHeightfieldRows=turned.shape[1],
        numHeightfieldColumns=turned.shape[0],
        physicsClientId=client,
    )
    middle = 0.5 * float(shape.heights.min() + shape.heights.max())
    x, y, half = 0.5 * (x_min + x_max), 0.5 * (y_min + y_max), sqrt(0.5)
    return number, (x, y, middle, 0.0, 0.0, half, half)
