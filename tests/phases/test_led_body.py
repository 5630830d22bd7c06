"""A guided body walks to where its hand is at a place, and steps aside with it."""

import numpy as np
import pytest

from relaywalk.phases._led_body import LedBody

HAND = "right_hand"


@pytest.fixture
def body(play):
    """Return a guided body at rest, and its hand's place in world."""
    one = play("light", "guided")
    posture = one.model.state.joint_position
    frame = one.model.card.hands[HAND].frame
    hand, _ = one.model.frame_pose_at(frame, posture[one.model.select])
    return LedBody(one.context, posture, one.context.grip(0.3, 1.0, 1.0)), hand


def test_at_rest_it_stands_where_it_is(body):
    led, _ = body
    goal = led.goal(0.0)
    np.testing.assert_allclose(goal.posture[:3], 0.0)
    assert not goal.hand
    assert led.arrived(0.0)


def test_it_walks_as_far_as_its_hand_is_from_a_place_and_takes_its_time(body):
    led, hand = body
    point = hand + np.array([2.0, 0.5, 0.1])
    duration = led.walk(point, 0.0, speed=1.0, shortest=1.0)
    assert duration == pytest.approx(np.hypot(2.0, 0.5))
    assert led.walk(point, 0.0, speed=9.0, shortest=1.0) == 1.0
    np.testing.assert_allclose(led.goal(1.0).posture[:3], [2.0, 0.5, 0.0], atol=1e-9)
    assert led.place == pytest.approx([2.0, 0.5, 0.0])
    assert led.arrived(1.0)


def test_the_hand_is_led_to_a_place_level(body):
    led, hand = body
    end = hand + np.array([0.1, -0.1, 0.2])
    led.lead(end, 0.0, 1.0)
    assert not led.arrived(0.5)
    goal = led.goal(1.0)
    assert goal.hand[HAND].position_in_world == pytest.approx(end)
    np.testing.assert_allclose(goal.hand[HAND].rotation_to_world, np.eye(3))
    assert goal.grip[HAND].closure == 1.0


def test_it_steps_aside_with_its_hand(body):
    led, hand = body
    led.lead(hand, 0.0, 1.0)
    led.step(np.array([-0.6, 0.2, 0.0]), 1.0, 2.0)
    goal = led.goal(3.0)
    np.testing.assert_allclose(goal.posture[:3], [-0.6, 0.2, 0.0], atol=1e-9)
    moved = goal.hand[HAND].position_in_world - hand
    assert moved == pytest.approx([-0.6, 0.2, 0.0])
