"""The fingers close at the hand's pace, press, and hold what they bear."""

import numpy as np
import pytest

from relaywalk.control.finger_servo import (
    FingerParams,
    FingerServo,
    FingerState,
    Setpoints,
)
from relaywalk.robots.card import load_robot_card
from relaywalk.robots.catalogue import card_path
from relaywalk.types import Grip, RobotState

PERIOD = 0.01  # [s]
PARAMS = FingerParams()
BEARING = Grip(closure=1.0, payload=1.0)
UPRIGHT = np.array([0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0])


class Hand:
    """A right hand whose fingers stand where the test puts them."""

    def __init__(self, robot="kuavo_4_pro", period=PERIOD, params=PARAMS):
        self.card = load_robot_card(card_path(robot))
        self.period = period
        self.servo = FingerServo(params, self.card, "right_hand", period)
        self.fingers = self.card.index(self.card.groups["right_hand"])
        self.peak = self.card.envelope().peak[self.fingers]
        self.closing_time = self.card.hands["right_hand"].closing_time.value

    def setpoints(self, grip, finger_position=1.0):
        """Return all set-points after one period."""
        count = len(self.card.joints)
        joints = np.zeros(count)
        joints[self.fingers] = finger_position
        state = RobotState(0.0, UPRIGHT, np.zeros(6), joints, np.zeros(count))
        ones = np.ones(count)
        setpoints = Setpoints(joints.copy(), ones, 7.0 * ones, 7.0 * ones)
        self.servo.write(grip, state, setpoints)
        return setpoints

    def write(self, grip, finger_position=1.0):
        """Return set-points and stiffness of the fingers after one period."""
        position, velocity, stiffness, _ = self.setpoints(grip, finger_position)
        assert (velocity[self.fingers] == 0.0).all()
        return position[self.fingers], stiffness[self.fingers]

    def time_until(self, grip, over):
        """Return how long a grip takes until set-points are as asked for [s]."""
        for tick in range(1, 10_000):
            if over(*self.write(grip)):
                return tick * self.period
        raise AssertionError("never")

    def time_to_close(self):
        """Return how long closing takes [s]."""
        self.write(Grip())
        closed = self.card.pose("hand_closed")[self.fingers]
        return self.time_until(
            Grip(closure=1.0), lambda at, _: np.allclose(at, closed, atol=1e-9)
        )

    def time_to_settle(self):
        """Return how long a closed hand bears a load before it holds fast [s]."""
        self.write(Grip(closure=1.0))
        hold = PARAMS.hold_stiffness
        return self.time_until(BEARING, lambda _, stiffness: (stiffness == hold).all())

    def settle(self):
        """Bear the load for long enough."""
        time = self.closing_time + PARAMS.settling_time
        for _ in range(round(time / PERIOD) + 2):
            written = self.write(BEARING)
        return written


@pytest.mark.parametrize("robot", ["kuavo_4_pro", "kuavo_5", "human"])
def test_closing_takes_the_hands_own_time(robot):
    hand = Hand(robot)
    assert hand.time_to_close() == pytest.approx(hand.closing_time, abs=1.5 * PERIOD)


def test_half_the_period_closes_in_the_same_time():
    whole, half = (Hand(period=p).time_to_close() for p in (PERIOD, PERIOD / 2.0))
    assert half == pytest.approx(whole, abs=PERIOD)


@pytest.mark.parametrize("period", [PERIOD, PERIOD / 2.0, 0.002])
def test_settling_takes_its_time_whatever_the_period(period):
    settling = Hand(period=period).time_to_settle()
    assert settling == pytest.approx(PARAMS.settling_time, abs=1.5 * period)


def test_the_first_command_is_followed_at_once():
    hand = Hand()
    closed = hand.card.pose("hand_closed")[hand.fingers]
    np.testing.assert_allclose(hand.write(Grip(closure=1.0))[0], closed)


def test_half_closed_is_half_way_between_open_and_closed():
    hand = Hand()
    ends = [hand.card.pose(f"hand_{end}")[hand.fingers] for end in ("open", "closed")]
    np.testing.assert_allclose(hand.write(Grip(closure=0.5))[0], np.mean(ends, axis=0))


def test_it_writes_its_own_joints_only():
    hand = Hand()
    others = np.setdiff1d(np.arange(len(hand.card.joints)), hand.fingers)
    position, velocity, stiffness, damping = hand.setpoints(Grip(closure=1.0))
    assert (position[others] == 0.0).all()
    assert (velocity[others] == 1.0).all()
    assert (stiffness[others] == 7.0).all()
    assert (damping[others] == 7.0).all()
    assert (damping[hand.fingers] == PARAMS.damping).all()


def test_a_closed_hand_without_load_only_presses():
    hand = Hand()
    for _ in range(400):
        _, stiffness = hand.write(Grip(closure=1.0, payload=0.5))
    assert (stiffness == PARAMS.stiffness).all()


def test_a_settled_hand_holds_with_a_stiffer_spring():
    hand = Hand()
    first, stiffness = hand.settle()
    again, _ = hand.write(BEARING)
    assert (stiffness == PARAMS.hold_stiffness).all()
    np.testing.assert_array_equal(first, again)
    assert (hand.setpoints(BEARING).damping[hand.fingers] == PARAMS.hold_damping).all()


def test_it_first_presses_with_the_first_press():
    hand = Hand()
    setpoint, stiffness = hand.settle()
    press = stiffness * (setpoint - 1.0)
    np.testing.assert_allclose(press, PARAMS.first_press * hand.peak)


@pytest.mark.parametrize("moved", [-0.5, -0.02, 0.001, 0.02, 0.5])
def test_a_holding_finger_presses_within_its_fraction_and_its_clamp(moved):
    hand = Hand()
    hand.settle()
    setpoint, stiffness = hand.write(BEARING, 1.0 + moved)
    press = stiffness * (setpoint - (1.0 + moved))
    assert (press >= PARAMS.minimum_press * hand.peak - 1e-12).all()
    assert (press <= hand.peak + 1e-12).all()


def test_the_grip_lets_go_of_what_it_held():
    hand = Hand()
    hand.settle()
    _, stiffness = hand.write(Grip(closure=0.0, payload=1.0))
    assert (stiffness == PARAMS.stiffness).all()


def test_a_load_that_was_gone_must_settle_anew():
    hand = Hand()
    hand.settle()
    hand.write(Grip(closure=1.0, payload=0.5))
    assert hand.servo.state == FingerState(1.0, 0.0, None)
    assert hand.time_to_settle() == pytest.approx(PARAMS.settling_time, abs=0.015)


@pytest.mark.parametrize("time", [0.3, 1.2, 2.5])
def test_a_servo_that_is_given_a_state_goes_on_bit_for_bit(time):
    """While it closes, while it bears, and while it holds."""
    hand, other = Hand(), Hand()
    hand.write(Grip())
    for _ in range(round(time / PERIOD)):
        hand.write(BEARING)
    other.servo.state = hand.servo.state
    for moved in (1.0, 1.3, 0.8):
        for ours, theirs in zip(
            hand.write(BEARING, moved), other.write(BEARING, moved), strict=True
        ):
            np.testing.assert_array_equal(ours, theirs)
