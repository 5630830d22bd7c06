"""What rests touches the ground, and none of it is in the ground."""

import numpy as np
import pytest

from relaywalk.spatial import tilt_to
from relaywalk.terrains.resting import resting
from relaywalk.terrains.shapes.box import Box
from relaywalk.terrains.shapes.plane import Plane
from relaywalk.terrains.solid import lower_side
from relaywalk.terrains.terrain import Terrain, level

BOX = lower_side("box", (0.4, 0.2, 0.1))


def test_on_level_ground_a_thing_is_upright_and_exactly_as_high_as_it_is():
    rest = resting(level(), 1.0, 2.0, BOX)
    assert rest.height == 0.05
    assert (rest.tilt == np.eye(3)).all()


def test_on_a_slope_all_of_its_lower_side_touches():
    slope = Terrain((Plane(slope=0.2),))
    rest = resting(slope, 1.0, 2.0, BOX)
    spots = BOX @ rest.tilt.T + (1.0, 2.0, rest.height)
    assert spots[:, 2] == pytest.approx(slope.heights(spots[:, :2]))


def test_over_an_edge_it_rests_on_the_higher_side():
    slab = Box((2.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0), (2.0, 2.0, 0.2))
    stepped = Terrain((Plane(), slab), coarse_shapes=(Plane(),))
    assert resting(stepped, 0.9, 0.0, BOX).height == pytest.approx(0.1 + 0.05)
    assert resting(stepped, 0.7, 0.0, BOX).height == pytest.approx(0.05)


def test_the_smallest_rotation_takes_z_to_the_normal():
    normal = np.array([0.1, -0.2, 1.0]) / np.linalg.norm([0.1, -0.2, 1.0])
    assert tilt_to(normal)[:, 2] == pytest.approx(normal)
    assert np.trace(tilt_to(normal)) == pytest.approx(1.0 + 2.0 * normal[2])
    assert (tilt_to(np.array([0.0, 0.0, 1.0])) == np.eye(3)).all()
