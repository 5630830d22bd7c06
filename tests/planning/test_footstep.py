"""A footstep is a place, a height and a heading; feet have sides."""

import math

import numpy as np
import pytest

from relaywalk.planning.footstep import Footstep, other, sign

STEP = Footstep(1.0, 2.0, 0.1, math.pi / 2)


def test_the_left_foot_is_on_the_left():
    assert (sign("left_foot"), sign("right_foot")) == (1.0, -1.0)
    assert (other("left_foot"), other("right_foot")) == ("right_foot", "left_foot")


def test_its_parts_are_its_own():
    np.testing.assert_array_equal(STEP.point, [1.0, 2.0])
    np.testing.assert_array_equal(STEP.position, [1.0, 2.0, 0.1])
    assert STEP.planar.transform(0.5, 0.0) == pytest.approx((1.0, 2.5))
