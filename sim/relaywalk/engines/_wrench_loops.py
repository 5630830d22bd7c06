"""Wrenches in the engines' loops, to be compiled."""

from relaywalk.compilation import inlined
from relaywalk.types import Array


@inlined
def add_wrench(
    wrench: Array, u: float, v: float, w: float, x: float, y: float, z: float
) -> None:
    """Add a force (u, v, w) that acts at (x, y, z) from where the wrench is about."""
    wrench[0] += u
    wrench[1] += v
    wrench[2] += w
    wrench[3] += y * w - z * v
    wrench[4] += z * u - x * w
    wrench[5] += x * v - y * u
