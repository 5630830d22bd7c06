"""Planar paths: straight legs, rounded corners, the next point."""

import math

import pytest

from relaywalk.planar_path import Arc, PlanarPath, PlanarPose

BEND = PlanarPath.through([(0.0, 0.0), (10.0, 0.0), (10.0, 5.0)], 2.0)


def test_a_pose_takes_points_to_the_world_and_back() -> None:
    pose = PlanarPose(1.0, 2.0, math.pi / 2)
    assert pose.transform(3.0, 1.0) == pytest.approx((0.0, 5.0))
    assert pose.inverse(0.0, 5.0) == pytest.approx((3.0, 1.0))


def test_a_corner_is_an_arc_of_its_radius() -> None:
    assert BEND.length == pytest.approx(8.0 + math.pi + 3.0)
    assert BEND.at(8.0) == pytest.approx((8.0, 0.0, 0.0))
    middle = BEND.at(8.0 + math.pi / 2)
    half = 2.0 * math.sqrt(0.5)
    assert middle == pytest.approx((8.0 + half, 2.0 - half, math.pi / 4))
    assert BEND.at(BEND.length) == pytest.approx((10.0, 5.0, math.pi / 2))


def test_it_goes_straight_on_before_and_after() -> None:
    assert BEND.at(-1.0) == pytest.approx((-1.0, 0.0, 0.0))
    assert BEND.at(BEND.length + 1.0) == pytest.approx((10.0, 6.0, math.pi / 2))


@pytest.mark.parametrize("distance", [0.0, 3.0, 8.5, 9.9, 11.0, BEND.length])
@pytest.mark.parametrize("across", [-0.5, 0.0, 0.5])
def test_the_nearest_point_is_the_foot_of_the_normal(
    distance: float, across: float
) -> None:
    x, y = BEND.at(distance).transform(0.0, across)
    assert BEND.nearest(x, y) == pytest.approx(distance, abs=1e-9)


def test_a_right_bend_turns_to_the_right() -> None:
    right = PlanarPath.through([(0.0, 0.0), (5.0, 0.0), (5.0, -5.0)], 1.0)
    assert right.at(right.length).yaw == pytest.approx(-math.pi / 2)
    x, y = right.at(4.5).transform(0.0, 0.3)
    assert right.nearest(x, y) == pytest.approx(4.5)


def test_a_loop_is_looked_at_where_the_walker_is() -> None:
    corners = [(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0), (0.0, 0.0), (4.0, 0.0)]
    loop = PlanarPath.through(corners, 0.5)
    late = loop.length - 2.0
    pose = loop.at(late)
    assert loop.nearest(pose.x, pose.y, (late - 1.0, late + 1.0)) == pytest.approx(late)
    assert loop.at(loop.length).yaw == pytest.approx(2.0 * math.pi)


def test_a_shortened_path_ends_earlier() -> None:
    short = BEND.shortened(9.0)
    assert short.length == pytest.approx(9.0)
    assert short.at(9.0) == pytest.approx(BEND.at(9.0))
    assert BEND.shortened(100.0) is BEND


def test_an_arc_of_the_far_side_is_nearest_at_its_ends() -> None:
    quarter = Arc(PlanarPose(0.0, 0.0, 0.0), math.pi / 2, 1.0)
    assert quarter.nearest(-1.0, 0.2) == 0.0
    assert quarter.nearest(0.2, 3.0) == pytest.approx(math.pi / 2)


def test_corners_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match=r"leg 2 of 1 m is shorter than the 2 m"):
        PlanarPath.through([(0.0, 0.0), (9.0, 0.0), (9.0, 1.0), (0.0, 1.0)], 1.0)
    with pytest.raises(ValueError, match="at least two points"):
        PlanarPath.through([(0.0, 0.0)], 1.0)


def test_a_placed_path_is_the_same_in_the_axes_of_its_start() -> None:
    start = PlanarPose(100.0, 5.0, 3.0)
    placed = BEND.placed(start)
    x, y, yaw = BEND.at(9.0)
    assert placed.at(9.0) == pytest.approx((*start.transform(x, y), 3.0 + yaw))
    assert placed.length == BEND.length


def test_an_extended_path_has_a_straight_leg_at_both_ends() -> None:
    longer = BEND.extended(2.0, 2.0)
    assert longer.length == pytest.approx(BEND.length + 4.0)
    for distance in (-2.0, 0.0, 9.0, BEND.length + 2.0):
        assert longer.at(distance + 2.0) == pytest.approx(BEND.at(distance))
