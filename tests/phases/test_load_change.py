"""The load in a hand has changed: it came or went, it did not shake."""

import numpy as np
import pytest

from relaywalk.estimation.wrist_force import FeltForce, Params, WristForce
from relaywalk.phases._load_change import LoadChange
from relaywalk.types import ActorObservation

PERIOD, WEIGHT = 0.002, 16.0  # [s], [N]
LOADED = (0.0, 0.0, WEIGHT)


class Hand:
    """A right hand that feels forces, and whether its load has changed."""

    def __init__(self, card, period=PERIOD):
        self.period = period
        self.change = LoadChange(period)
        self._sense = WristForce(card, period, Params())
        self._wrist = card.joints.index(card.arm("right_hand")[-1])
        self._joints = len(card.joints)
        self.felt = self.feel(LOADED)
        self.change.set_baseline(self.felt)

    def feel(self, force):
        """Return what is felt of a force (3,) [N]."""
        wrench = np.zeros((self._joints, 6))
        wrench[self._wrist, :3] = force
        seen = ActorObservation(None, None, wrench, {})
        self.felt = self._sense.update(seen)["right_hand"]
        return self.felt

    def noticed(self, force, seconds):
        """Return when, if ever, 6 N of a changing force were there for 0.1 s [s]."""
        for tick in range(round(seconds / self.period)):
            felt = self.feel(force(tick * self.period))
            if self.change.exceeded(felt, 6.0, 0.1):
                return tick * self.period
        return None


@pytest.fixture
def hand(kuavo):
    """Return a hand that has held 16 N for a while."""
    return Hand(kuavo)


def test_a_load_that_goes_is_noticed_within_two_tenths_of_a_second(hand):
    assert 0.1 < hand.noticed(lambda _: (0.0, 0.0, 0.0), 1.0) < 0.2


def test_half_the_period_notices_it_at_the_same_time(kuavo):
    whole, half = (
        Hand(kuavo, period).noticed(lambda _: (0.0, 0.0, 0.0), 1.0)
        for period in (PERIOD, PERIOD / 2.0)
    )
    assert half == pytest.approx(whole, abs=2.0 * PERIOD)


def test_a_shake_is_no_load(hand):
    """± 12 N three times a second, as wide as noisy encoders shake an arm."""

    def shake(time):
        return (0.0, 12.0 * np.sin(2.0 * np.pi * 3.0 * time), WEIGHT)

    assert hand.noticed(shake, 3.0) is None


def test_a_change_that_pauses_must_last_anew(hand):
    """80 ms without load, twice a second: never 0.1 s together."""

    def pulses(time):
        gone = time % 0.5 < 0.08
        return (0.0, 0.0, 0.0 if gone else WEIGHT)

    assert hand.noticed(pulses, 3.0) is None


def test_the_quick_change_follows_within_a_tenth_of_a_second(hand):
    for _ in range(round(0.1 / PERIOD)):
        felt = hand.feel((0.0, 0.0, 0.0))
    assert hand.change.magnitude(felt) == pytest.approx(WEIGHT, rel=0.02)


def test_a_turned_force_has_changed_though_it_weighs_the_same(hand):
    """16 N from z to x: a change of √2 · 16 N."""
    for _ in range(500):
        felt = hand.feel((WEIGHT, 0.0, 0.0))
    assert hand.change.magnitude(felt) == pytest.approx(np.sqrt(2.0) * WEIGHT, rel=1e-3)


def test_the_change_is_felt_quickly_and_decided_slowly():
    change = LoadChange(PERIOD)
    quick, slow = np.array([3.0, 4.0, 0.0]), np.zeros(3)
    assert change.magnitude(FeltForce(quick, slow)) == pytest.approx(5.0)
    assert not change.exceeded(FeltForce(quick, slow), 1.0, PERIOD)
    assert change.exceeded(FeltForce(slow, quick), 4.9, PERIOD)
    assert not change.exceeded(FeltForce(slow, quick), 5.1, PERIOD)


def test_before_a_baseline_changes_count_from_an_empty_hand():
    felt = FeltForce(np.array(LOADED), np.array(LOADED))
    assert LoadChange(PERIOD).magnitude(felt) == WEIGHT


def test_a_new_baseline_begins_anew(hand):
    for _ in range(100):
        hand.change.exceeded(hand.feel((0.0, 0.0, 0.0)), 6.0, 0.1)
    hand.change.set_baseline(hand.felt)
    assert not hand.change.exceeded(hand.felt, 6.0, PERIOD)


def test_the_payload_follows_the_load_upwards_at_its_rate():
    change, rate = LoadChange(PERIOD), 5.0  # [1/s]
    half = FeltForce((0.0, 0.0, 8.0), (0.0, 0.0, 8.0))
    known = change.payload(half, 0.0, WEIGHT, rate)
    assert known == pytest.approx(rate * PERIOD)
    for _ in range(round(0.5 / rate / PERIOD)):
        known = change.payload(half, known, WEIGHT, rate)
    assert known == pytest.approx(0.5)
    none = FeltForce((0.0, 0.0, 0.0), (0.0, 0.0, 0.0))
    assert change.payload(none, known, WEIGHT, rate) == known
    twice = FeltForce((0.0, 0.0, 32.0), (0.0, 0.0, 32.0))
    assert change.payload(twice, 0.999, WEIGHT, rate) == 1.0
