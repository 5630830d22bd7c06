"""The ZMP stays under the soles and between them, as far as the ankles bring it."""

import numpy as np
import pytest

from relaywalk.control.support import (
    Rectangle,
    Support,
    heading_matrix,
    reachable_sole,
)
from relaywalk.errors import ScenarioError
from relaywalk.planning.footstep import Footstep
from relaywalk.robots.card import Sole

SOLE = Sole(x_min=-0.07, x_max=0.17, y_min=-0.05, y_max=0.05)
MARGIN = 0.01  # [m]
REGION = Rectangle.inside(SOLE, MARGIN)
ALONE = (Footstep(0.0, 0.0, 0.0, 0.0),)
STANCES = {
    "one": ALONE,
    "one turned": (Footstep(1.0, -2.0, 0.0, 2.0),),
    "beside": (Footstep(0.0, 0.1, 0.0, 0.0), Footstep(0.0, -0.1, 0.0, 0.0)),
    "step": (Footstep(0.0, 0.1, 0.0, 0.0), Footstep(0.5, -0.1, 0.0, 0.25)),
    "splayed": (Footstep(3.0, 1.1, 0.0, 1.7), Footstep(2.9, 1.4, 0.0, 2.6)),
    "far away": (Footstep(1000.0, 5.1, 0.0, -3.0), Footstep(999.6, 4.9, 0.0, -3.2)),
}


@pytest.fixture(params=STANCES.values(), ids=STANCES)
def feet(request):
    return request.param


def sampled(feet):
    """Return points (k, 2) that lie densely over the hull of the soles' regions.

    Every point of it lies between one under the first sole and one under the last.
    """
    grid = np.linspace(-1.0, 1.0, 21)
    local = REGION.middle + REGION.half * np.stack(
        np.meshgrid(grid, grid), axis=-1
    ).reshape(-1, 2)
    edge = np.abs((local - REGION.middle) / REGION.half).max(axis=1) > 1.0 - 1e-9
    rims = [f.point + local[edge] @ heading_matrix(f.yaw).T for f in feet]
    if len(feet) == 1:
        return feet[0].point + local @ heading_matrix(feet[0].yaw).T
    share = np.linspace(0.0, 1.0, 41)[:, None, None, None]
    between = rims[0][:, None] + share * (rims[1][None] - rims[0][:, None])
    return between.reshape(-1, 2)


def around(feet, radius=0.6, count=16):
    """Return points (count, 2) on a circle about some feet [m]."""
    middle = np.mean([foot.point for foot in feet], axis=0)
    angle = np.linspace(0.0, 2.0 * np.pi, count, endpoint=False)
    return middle + radius * np.column_stack((np.cos(angle), np.sin(angle)))


def test_a_point_outside_is_brought_to_the_nearest_one_of_the_support(feet):
    support, inside = Support.under(feet, REGION), sampled(feet)
    for point in around(feet):
        clipped = support.clip(point)
        nearest = np.hypot(*(inside - point).T).min()
        assert np.hypot(*(clipped - point)) == pytest.approx(nearest, abs=2e-3)
        # no point of the support is beyond the line through the clipped one
        assert ((inside - clipped) @ (point - clipped)).max() < 1e-9
        assert support.outside(point) == pytest.approx(np.hypot(*(clipped - point)))


def test_what_is_clipped_lies_in_the_support_and_stays_there(feet):
    support = Support.under(feet, REGION)
    for point in around(feet):
        clipped = support.clip(point)
        assert support.outside(clipped) == pytest.approx(0.0, abs=1e-9)
        np.testing.assert_allclose(support.clip(clipped), clipped, atol=1e-9)


def test_a_point_inside_is_left_alone_and_is_so_far_from_the_edge(feet):
    support, inside = Support.under(feet, REGION), sampled(feet)
    middle = np.mean(inside, axis=0)
    assert support.clip(middle) is middle
    depth = -support.outside(middle)
    assert depth > 0.0
    # a point that deep in, and no deeper one, can go every way
    for way in around(ALONE, radius=1.0):
        assert support.outside(middle + 0.99 * depth * way) < 0.0
    assert max(support.outside(middle + 1.05 * depth * w) for w in support.normals) > 0


def test_the_corners_go_round_counter_clockwise(feet):
    corners = Support.under(feet, REGION).corners
    edges = np.roll(corners, -1, axis=0) - corners
    following = np.roll(edges, -1, axis=0)
    turns = edges[:, 0] * following[:, 1] - edges[:, 1] * following[:, 0]
    assert (turns > 0.0).all()


def test_a_zmp_outside_a_sole_is_brought_to_its_corner():
    edge = Support.under(ALONE, REGION).clip(np.array([1.0, -1.0]))
    np.testing.assert_allclose(edge, [0.17 - MARGIN, -0.05 + MARGIN])


def test_two_feet_support_what_lies_between_them():
    between = np.array([0.05, 0.0])
    assert Support.under(STANCES["beside"], REGION).clip(between) is between


def test_the_margin_is_taken_off_every_edge():
    bare = Support.under(ALONE, Rectangle.inside(SOLE, 0.0))
    np.testing.assert_allclose(bare.clip(np.array([1.0, 1.0])), [0.17, 0.05])
    np.testing.assert_allclose(bare.clip(np.array([-1.0, -1.0])), [-0.07, -0.05])


def test_the_heading_turns_x_to_y():
    np.testing.assert_allclose(
        heading_matrix(np.pi / 2) @ [1.0, 0.0], [0, 1], atol=1e-9
    )


def ankle(card):
    """Return the peak torque about the pitch and the roll axis [N·m]."""
    foot = card.feet["left_foot"]
    joints = (foot.ankle_pitch, foot.ankle_roll)
    return [card.ratings[joint].peak_torque.value for joint in joints]


def test_the_ankle_brings_the_zmp_as_far_as_its_torque_over_the_load(robot):
    """τ / f_z from the sole's origin, and the margin that the support takes off."""
    load, fraction = 5000.0, 0.5
    along, across = (fraction * torque / load for torque in ankle(robot))
    sole = reachable_sole(robot, SOLE, load, fraction, MARGIN)
    assert along + MARGIN < 0.07
    np.testing.assert_allclose(
        [sole.x_min, sole.x_max, sole.y_max],
        [-along - MARGIN, along + MARGIN, min(across + MARGIN, 0.05)],
    )
    assert sole.y_min == -sole.y_max


def test_a_strong_ankle_reaches_all_of_the_sole_and_no_more(robot):
    assert reachable_sole(robot, SOLE, 1.0, 1.0, MARGIN) == SOLE


def test_a_margin_that_leaves_nothing_of_the_sole_is_refused():
    with pytest.raises(ScenarioError, match="less than half the width"):
        Rectangle.inside(SOLE, 0.05)
