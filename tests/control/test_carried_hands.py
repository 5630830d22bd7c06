"""Hands go along with a pelvis that a push drives away, and come back after it."""

import math

import numpy as np
import pinocchio as pin
import pytest

from relaywalk.control.carried_hands import CarriedHands, CarriedHandsParams
from relaywalk.planar_path import PlanarPose
from relaywalk.types import Goal

PERIOD, PARAMS = 0.002, CarriedHandsParams()  # [s]
HOME = PlanarPose(2.0, -1.0, 0.5)
PUSHED = PlanarPose(2.3, -1.1, 0.7)


@pytest.fixture
def hands():
    return CarriedHands(PARAMS, HOME, PERIOD)


def between(share):
    """Return a pose on the way from home to where a push drives the pelvis."""
    return PlanarPose(*(np.array(HOME) + share * (np.array(PUSHED) - np.array(HOME))))


def driven(hands, ticks=100):
    """Drive the pelvis away evenly; return each displacement."""
    shares = np.linspace(0.0, 1.0, ticks + 1)[1:]
    return [hands.update(between(share), driven=True) for share in shares]


def rested(hands, time, pose=PUSHED, period=PERIOD):
    """Let the pelvis stay for a time [s]; return each displacement."""
    return [hands.update(pose, driven=False) for _ in range(round(time / period))]


def test_at_rest_a_goal_stays_what_it_is(hands, aim):
    goal = Goal(np.zeros(3), hand={"right_hand": aim})
    assert rested(hands, 1.0, HOME)[-1].goal(goal) is goal


def test_a_goal_without_a_hand_stays_what_it_is(hands):
    goal = Goal(np.zeros(3))
    assert driven(hands)[-1].goal(goal) is goal


def test_hands_keep_their_place_from_a_driven_pelvis(hands, aim):
    """Position and rotation to the pelvis are those that they were."""
    goal = driven(hands)[-1].goal(Goal(np.zeros(3), hand={"right_hand": aim}))
    there = goal.hand["right_hand"]
    before, after = (
        pose.inverse(*hand.position_in_world[:2])
        for pose, hand in ((HOME, aim), (PUSHED, there))
    )
    assert after == pytest.approx(before)
    assert there.position_in_world[2] == aim.position_in_world[2]
    turn = pin.exp3(np.array([0.0, 0.0, PUSHED.yaw - HOME.yaw]))
    np.testing.assert_allclose(there.rotation_to_world, turn @ aim.rotation_to_world)
    speed = (np.array(PUSHED) - np.array(HOME))[:2] / (100 * PERIOD)
    expected = turn @ aim.velocity_in_world
    expected[:2] += speed
    np.testing.assert_allclose(there.velocity_in_world, expected)


def test_the_velocity_is_that_of_the_shift(hands):
    found = driven(hands) + rested(hands, 0.5)
    shifts = np.array([one.shift for one in found])
    velocities = np.array([one.velocity for one in found])
    np.testing.assert_allclose(np.diff(shifts, axis=0) / PERIOD, velocities[1:])


def test_afterwards_they_go_back_smoothly_and_wholly(hands):
    away = driven(hands)[-1].shift
    back = rested(hands, PARAMS.return_time)
    np.testing.assert_allclose(
        back[-1].shift, np.multiply(away, np.exp(-1.0)), rtol=0.01
    )
    steps = np.abs(np.diff([one.shift[0] for one in back]))
    assert steps.max() <= 1.01 * PERIOD / PARAMS.return_time * abs(away[0])
    last = rested(hands, 20.0 * PARAMS.return_time)[-1]
    assert not any(last.shift)
    assert last.turn == 0.0


def test_a_sway_before_the_push_makes_no_jump(hands):
    swayed = PlanarPose(HOME.x + 0.02, HOME.y, HOME.yaw)
    rested(hands, 0.01, swayed)
    first = hands.update(swayed, driven=True)
    assert np.abs(first.shift).max() < 0.02 * 1.01 * PERIOD / PARAMS.return_time


def test_where_it_rests_is_what_it_was_lately():
    hands = CarriedHands(PARAMS, HOME, PERIOD)
    rested(hands, PARAMS.rest_time)
    gone = (hands.state.rest.x - HOME.x) / (PUSHED.x - HOME.x)
    assert gone == pytest.approx(1.0 - np.exp(-1.0), abs=0.01)


def test_a_heading_takes_the_short_way():
    hands = CarriedHands(PARAMS, PlanarPose(0.0, 0.0, math.pi - 0.1), PERIOD)
    turned = PlanarPose(0.0, 0.0, 0.1 - math.pi)
    assert hands.update(turned, driven=True).turn == pytest.approx(0.2)


def test_from_a_state_it_goes_on_the_same(hands):
    driven(hands, 50)
    other = CarriedHands(PARAMS, HOME, PERIOD)
    other.state = hands.state
    for ours, theirs in zip(driven(hands, 20), driven(other, 20), strict=True):
        np.testing.assert_array_equal(ours.shift, theirs.shift)
        assert ours.turn == theirs.turn
