"""Resting: a rigid thing set on the ground, facing as the ground does."""

from typing import NamedTuple

import numpy as np

from relaywalk.spatial import tilt_to
from relaywalk.terrains.terrain import Terrain
from relaywalk.types import Array


class Rest(NamedTuple):
    """Where a thing rests.

    Attributes:
        height: The z of its origin [m].
        tilt: (3, 3) what turned it from upright to how the coarse ground faces.
    """

    height: float
    tilt: Array


def resting(terrain: Terrain, x: float, y: float, spots: Array) -> Rest:
    """Return where a thing rests: just so high that no spot of it is in the ground.

    Args:
        terrain: The ground.
        x: Of its origin in world [m].
        y: Of its origin in world [m].
        spots: (k, 3) of its lower side from its origin, upright, world axes [m].
    """
    tilt = tilt_to(terrain.mean.normal(x, y))
    tilted = spots @ tilt.T
    ground = terrain.heights(tilted[:, :2] + (x, y))
    return Rest(float(np.max(ground - tilted[:, 2])), tilt)
