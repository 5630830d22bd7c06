"""A plane rises along +x; its pose, which engines take, has z along its normal."""

from math import tan

import numpy as np
import pytest

from relaywalk.spatial import rotate
from relaywalk.terrains.shapes.plane import Plane


def test_a_level_plane_is_exactly_level():
    plane = Plane()
    assert plane.height(-3.0, 2.0) == 0.0
    assert plane.pose == (0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0)
    assert not np.signbit(np.array(plane.pose)).any()


def test_it_rises_along_x_only():
    plane = Plane(level=0.1, slope=0.05)
    assert plane.height(4.0, -7.0) == pytest.approx(0.1 + 4.0 * tan(0.05))


def test_its_pose_turns_z_to_its_normal():
    plane = Plane(slope=0.2)
    normal = rotate(np.array(plane.pose[3:]), np.array([0.0, 0.0, 1.0]))
    assert normal == pytest.approx(plane.normal(1.0, 1.0), abs=1e-12)
    along = np.array([1.0, 0.0, plane.height(1.0, 0.0)])
    assert along @ normal == pytest.approx(0.0, abs=1e-12)
