"""The fingers close at the hand's pace, press, and hold what they bear."""

import numpy as np
import pytest
from relaywalk.control.hand import (
    CLOSING_TIME,
    HOLD_STIFFNESS,
    LEAST_PRESS,
    SETTLING_TIME,
    STIFFNESS,
    HandServo,
)

from relaywalk.robots.card import load_robot_card
from relaywalk.robots.catalogue import card_path
from relaywalk.types import Grip, RobotState

PERIOD = 0.01  # [s]
BEARING = Grip(closure=1.0, payload=1.0)


class Hand:
    """A right hand whose fingers stand where the test puts them."""

    def __init__(self):
        self.card = load_robot_card(card_path("kuavo_4_pro"))
        self.servo = HandServo(self.card, "right_hand", PERIOD)
        self.fingers = self.card.index(self.card.groups["right_hand"])
        self.peak = self.card.envelope().peak[self.fingers]

    def fill(self, grip, finger_position=1.0):
        """Return set-points and stiffness of the fingers."""
        count = len(self.card.joints)
        joints = np.zeros(count)
        joints[self.fingers] = finger_position
        upright = np.array([0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0])
        state = RobotState(0.0, upright, np.zeros(6), joints, np.zeros(count))
        position, velocity, gains = joints.copy(), np.ones(count), np.zeros((2, count))
        self.servo.fill(grip, state, position, velocity, (gains[0], gains[1]))
        assert (velocity[self.fingers] == 0.0).all()
        return position[self.fingers], gains[0, self.fingers]

    def settle(self):
        """Bear the load for long enough."""
        for _ in range(round((CLOSING_TIME + SETTLING_TIME) / PERIOD) + 2):
            filled = self.fill(BEARING)
        return filled


def test_closing_takes_the_hands_own_time():
    hand = Hand()
    hand.fill(Grip())
    steps = round(CLOSING_TIME / PERIOD)
    for _ in range(steps - 1):
        before, _ = hand.fill(Grip(closure=1.0))
    after, _ = hand.fill(Grip(closure=1.0))
    closed = hand.card.pose("hand_closed")[hand.fingers]
    assert np.abs(before - closed).max() > 1e-3
    np.testing.assert_allclose(after, closed)


def test_a_closed_hand_without_load_only_presses():
    hand = Hand()
    for _ in range(400):
        _, stiffness = hand.fill(Grip(closure=1.0, payload=0.5))
    assert (stiffness == STIFFNESS).all()


def test_a_settled_hand_holds_with_a_stiffer_spring():
    hand = Hand()
    first, stiffness = hand.settle()
    again, _ = hand.fill(BEARING)
    assert (stiffness == HOLD_STIFFNESS).all()
    np.testing.assert_array_equal(first, again)


@pytest.mark.parametrize("moved", [-0.5, -0.02, 0.001, 0.02, 0.5])
def test_a_holding_finger_presses_within_its_share_and_its_clamp(moved):
    hand = Hand()
    hand.settle()
    setpoint, stiffness = hand.fill(BEARING, 1.0 + moved)
    press = stiffness * (setpoint - (1.0 + moved))
    assert (press >= LEAST_PRESS * hand.peak - 1e-12).all()
    assert (press <= hand.peak + 1e-12).all()


def test_the_grip_lets_go_of_what_it_held():
    hand = Hand()
    hand.settle()
    _, stiffness = hand.fill(Grip(closure=0.0, payload=1.0))
    assert (stiffness == STIFFNESS).all()
