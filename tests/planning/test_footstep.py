"""A footstep is a place, a height and a heading; feet have sides."""

import math

import numpy as np
import pytest

from relaywalk.planar_path import PlanarPose
from relaywalk.planning.footstep import Footstep, middle_of, other, sign

STEP = Footstep(1.0, 2.0, 0.1, math.pi / 2)


def test_the_left_foot_is_on_the_left():
    assert (sign("left_foot"), sign("right_foot")) == (1.0, -1.0)
    assert (other("left_foot"), other("right_foot")) == ("right_foot", "left_foot")


def test_its_parts_are_its_own():
    np.testing.assert_array_equal(STEP.point, [1.0, 2.0])
    np.testing.assert_array_equal(STEP.position, [1.0, 2.0, 0.1])
    assert STEP.planar.transform(0.5, 0.0) == pytest.approx((1.0, 2.5))


@pytest.mark.parametrize("turn", [0.0, 0.5, -2.0])
def test_a_foot_moves_with_the_body_it_belongs_to(turn):
    before = PlanarPose(0.7, 2.2, 1.2)
    after = PlanarPose(-3.0, 0.4, 1.2 + turn)
    moved = STEP.moved(before, after)
    seen = before.inverse(STEP.x, STEP.y)
    assert after.inverse(moved.x, moved.y) == pytest.approx(seen)
    assert moved.yaw == pytest.approx(STEP.yaw + turn)
    assert moved.z == STEP.z


def test_a_foot_turns_the_short_way():
    before, after = PlanarPose(0.0, 0.0, 3.0), PlanarPose(0.0, 0.0, -3.0)
    short = 2.0 * math.pi - 6.0
    assert STEP.moved(before, after).yaw == pytest.approx(STEP.yaw + short)


def test_where_nothing_moves_the_foot_stays():
    here = PlanarPose(0.7, 2.2, 1.2)
    assert STEP.moved(here, here) == pytest.approx(STEP)


@pytest.mark.parametrize("turns", [0.0, 2.0 * math.pi, -4.0 * math.pi])
def test_a_body_is_midway_between_its_feet(turns):
    """However often the right foot is counted round."""
    left = Footstep(1.0, 2.0, 0.0, 0.4)
    right = Footstep(1.2, 1.8, 0.1, 0.2 + turns)
    assert middle_of(left, right) == pytest.approx((1.1, 1.9, 0.3))


def test_midway_between_two_headings_is_not_behind_them():
    left, right = Footstep(0.0, 0.1, 0.0, 3.1), Footstep(0.0, -0.1, 0.0, -3.1)
    assert middle_of(left, right).yaw == pytest.approx(math.pi)
