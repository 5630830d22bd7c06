"""The ZMP stays under the soles and between them, as far as the ankles bring it."""

import numpy as np
import pytest

from relaywalk.control.support import Rectangle, Support, reachable_sole
from relaywalk.errors import ScenarioError
from relaywalk.robots.card import Sole

SOLE = Sole(x_min=-0.07, x_max=0.17, y_min=-0.05, y_max=0.05)
MARGIN = 0.01  # [m]


def under(first, last):
    return Support(np.array(first), np.array(last), Rectangle.inside(SOLE, MARGIN))


def test_a_zmp_inside_is_left_alone_and_one_outside_is_brought_to_the_edge():
    support = under((0.0, 0.0), (0.0, 0.0))
    inside = np.array([0.05, 0.01])
    np.testing.assert_allclose(support.clip(inside), inside)
    edge = support.clip(np.array([1.0, -1.0]))
    np.testing.assert_allclose(edge, [0.17 - MARGIN, -0.05 + MARGIN])


def test_two_feet_support_what_lies_between_them():
    support = under((0.0, 0.1), (0.0, -0.1))
    np.testing.assert_allclose(support.clip(np.array([0.05, 0.0])), [0.05, 0.0])


def test_the_margin_is_taken_off_every_edge():
    bare = Support(np.zeros(2), np.zeros(2), Rectangle.inside(SOLE, 0.0))
    np.testing.assert_allclose(bare.clip(np.array([1.0, 1.0])), [0.17, 0.05])
    np.testing.assert_allclose(bare.clip(np.array([-1.0, -1.0])), [-0.07, -0.05])


def reached(zmp, first, last):
    """Say whether a ZMP (2,) is in a sole somewhere on the way between two feet."""
    middle = np.array([SOLE.x_max + SOLE.x_min, SOLE.y_max + SOLE.y_min]) / 2.0
    half = np.array([SOLE.x_max - SOLE.x_min, SOLE.y_max - SOLE.y_min]) / 2.0 - MARGIN
    ways = first + np.linspace(0.0, 1.0, 2001)[:, None] * (last - first)
    return (np.abs(zmp - middle - ways) <= half + 1e-3).all(axis=1).any()


@pytest.mark.parametrize("angle", np.linspace(0.0, 2.0 * np.pi, 9)[:-1])
def test_in_a_step_the_zmp_never_leaves_what_lies_between_the_soles(angle):
    back, front = np.array([0.0, 0.1]), np.array([0.4, -0.1])
    support = under(back, front)
    far = 0.5 * (back + front) + [np.cos(angle), np.sin(angle)]
    assert not reached(far, back, front)
    assert reached(support.clip(far), back, front)


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
