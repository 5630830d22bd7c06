"""A guided body walks to where its hand is at a place, and steps aside with it."""

import numpy as np
import pytest

from relaywalk.phases._led_body import LedBody
from relaywalk.spatial import rotation_about_z
from relaywalk.types import Grip

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


def test_off_its_place_it_turns_until_the_point_is_before_its_shoulder(body):
    led, hand = body
    point = hand + np.array([2.0, 0.0, 0.0])
    led.walk(point, 0.0, speed=1.0, shortest=1.0, offset=(0.05, 0.1))
    x, y, yaw = led.goal(9.0).posture[:3]
    assert (x, y) == pytest.approx((2.05, 0.1))
    to_body = rotation_about_z(yaw).T @ (point - [x, y, 0.0])
    assert to_body[1] == pytest.approx(hand[1])
    np.testing.assert_allclose(led.rotation, rotation_about_z(yaw), atol=1e-12)


def test_it_steps_along_where_it_faces(body):
    led, hand = body
    led.walk(hand, 0.0, speed=1.0, shortest=1.0, offset=(0.0, 0.1))
    led.lead(hand, 0.0, 1.0)
    before = led.goal(2.0).posture[:3]
    led.step(np.array([-0.6, 0.0, 0.0]), 2.0, 1.0)
    goal = led.goal(3.0)
    back = led.rotation @ np.array([-0.6, 0.0, 0.0])
    np.testing.assert_allclose(goal.posture[:3] - before, back, atol=1e-9)
    np.testing.assert_allclose(goal.hand[HAND].position_in_world - hand, back)


def test_it_walks_to_where_the_hand_will_be_ready(play):
    one = play("take", "guided")
    posture, card = one.model.state.joint_position, one.model.card
    ready = card.pose_of(HAND, "take")
    there, _ = one.model.frame_pose_at(card.hands[HAND].frame, ready[one.model.select])
    led = LedBody(one.context, posture, Grip(), ready)
    led.walk(np.array([3.0, 0.0, 1.0]), 0.0, speed=1.0, shortest=1.0)
    x, y, _ = led.goal(9.0).posture[:3]
    assert (x, y) == pytest.approx((3.0 - there[0], -there[1]))
    assert led.ready_height == pytest.approx(there[2])
