"""A box is seen from above: by a vertical line that leaves it."""

from math import cos, sin, tan

import numpy as np
import pytest
from scipy.spatial.transform import Rotation

from relaywalk.terrains.shapes.box import Box


def box(euler, size=(2.0, 1.0, 0.4)):
    """Return a box about (1, 2, 3), turned by extrinsic angles about y, then z."""
    quaternion = Rotation.from_euler("yz", euler).as_quat().tolist()
    return Box((1.0, 2.0, 3.0, *quaternion), size)


def test_a_level_box_is_flat_and_ends_at_its_edges():
    level = box((0.0, 0.0))
    assert level.height(1.9, 2.4) == pytest.approx(3.2)
    assert level.normal(1.9, 2.4) == pytest.approx([0.0, 0.0, 1.0])
    assert level.height(2.1, 2.0) == level.height(1.0, 2.6) == -np.inf


def test_a_turned_box_lies_where_it_was_turned_to():
    turned = box((0.0, np.pi / 2.0))  # long along y now
    assert turned.height(1.0, 2.9) == pytest.approx(3.2)
    assert turned.height(1.9, 2.0) == -np.inf


def test_a_ramp_rises_along_its_x():
    ramp = box((-0.1, 0.0))
    # the top's middle is half the thickness along the normal from the centre
    x, z = 1.0 - 0.2 * sin(0.1), 3.0 + 0.2 * cos(0.1)
    for away in (-0.5, 0.0, 0.7):
        assert ramp.height(x + away, 2.0) == pytest.approx(z + away * tan(0.1))
    assert ramp.normal(x, 2.0) == pytest.approx([-sin(0.1), 0.0, cos(0.1)])


def test_a_line_may_leave_by_a_side():
    tilted = box((-0.5, 0.0))
    bounds = tilted.bounds
    assert tilted.normal(bounds.x_max - 0.01, 2.0) == pytest.approx(
        [cos(0.5), 0.0, sin(0.5)]
    )
    assert tilted.height(bounds.x_max + 0.01, 2.0) == -np.inf
