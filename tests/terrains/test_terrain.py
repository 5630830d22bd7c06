"""The ground is the upper side of all its shapes."""

import numpy as np
import pytest

from relaywalk.terrains.shapes.box import Box
from relaywalk.terrains.shapes.plane import Plane
from relaywalk.terrains.terrain import Terrain, level

SLAB = Box((3.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0), (2.0, 2.0, 0.2))


def test_the_highest_shape_counts():
    terrain = Terrain((Plane(), SLAB))
    assert terrain.height(0.0, 0.0) == 0.0
    assert terrain.height(3.0, 0.5) == pytest.approx(0.1)
    buried = Terrain((Plane(level=0.2, slope=0.1), SLAB))
    assert buried.height(3.0, 0.5) == pytest.approx(0.2 + 3.0 * np.tan(0.1))
    assert buried.normal(3.0, 0.5) == pytest.approx(Plane(slope=0.1).normal(0.0, 0.0))


def test_heights_are_those_of_the_points():
    terrain = Terrain((Plane(slope=0.1), SLAB))
    points = np.array([[0.0, 0.0], [2.5, 0.5], [9.0, 1.0]])
    expected = [terrain.height(x, y) for x, y in points]
    assert terrain.heights(points) == pytest.approx(expected)


def test_the_coarse_ground_is_what_is_given_as_such():
    terrain = Terrain((Plane(), SLAB), 0.4, coarse_shapes=(Plane(),))
    assert terrain.mean.height(3.0, 0.0) == 0.0
    assert terrain.mean.friction == 0.4
    assert level().mean == level()
