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
        """Return when, if ever, 6 N more were borne for 0.1 s [s]."""
        for tick in range(round(seconds / self.period)):
            felt = self.feel(force(tick * self.period))
            if self.change.exceeded(felt, 6.0, 0.1):
                return tick * self.period
        return None


@pytest.fixture
def hand(kuavo):
    """Return a hand that has held 16 N for a while."""
    return Hand(kuavo)


def heavier(_):
    """Return the force (3,) of twice the load, of any time [N]."""
    return (0.0, 0.0, 2.0 * WEIGHT)


def test_a_load_that_comes_is_noticed_within_two_tenths_of_a_second(hand):
    assert 0.1 < hand.noticed(heavier, 1.0) < 0.2


def test_half_the_period_notices_it_at_the_same_time(kuavo):
    whole, half = (
        Hand(kuavo, period).noticed(heavier, 1.0) for period in (PERIOD, PERIOD / 2.0)
    )
    assert half == pytest.approx(whole, abs=2.0 * PERIOD)


@pytest.mark.parametrize(
    "force",
    [(0.0, 0.0, 0.0), (50.0, 0.0, WEIGHT), (0.0, -50.0, WEIGHT), (0.0, 0.0, -50.0)],
)
def test_what_goes_or_acts_across_is_no_load(hand, force):
    assert hand.noticed(lambda _: force, 3.0) is None


def test_a_shake_is_no_load(hand):
    """± 12 N three times a second, as wide as noisy encoders shake an arm."""

    def shake(time):
        return (0.0, 12.0 * np.sin(2.0 * np.pi * 3.0 * time), WEIGHT)

    assert hand.noticed(shake, 3.0) is None


def test_a_change_that_pauses_must_last_anew(hand):
    """80 ms of twice the load, twice a second: never 0.1 s together."""

    def pulses(time):
        comes = time % 0.5 < 0.08
        return (0.0, 0.0, 2.0 * WEIGHT if comes else WEIGHT)

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


def loaded(*baseline):
    """Return what counts from a baseline (3,) [N]."""
    change = LoadChange(PERIOD)
    change.set_baseline(FeltForce(baseline, baseline))
    return change


def test_the_change_is_felt_quickly_and_decided_slowly():
    change = loaded(3.0, 4.0, 0.0)
    same, twice = np.array([3.0, 4.0, 0.0]), np.array([6.0, 8.0, 0.0])
    assert change.magnitude(FeltForce(twice, same)) == pytest.approx(5.0)
    assert not change.exceeded(FeltForce(twice, same), 1.0, PERIOD)
    assert change.exceeded(FeltForce(same, twice), 4.9, PERIOD)
    assert not change.exceeded(FeltForce(same, twice), 5.1, PERIOD)


@pytest.mark.parametrize(
    ("force", "borne"),
    [
        ((3.0, 4.0, 0.0), 0.0),
        ((6.0, 8.0, 0.0), 5.0),
        ((0.0, 0.0, 0.0), -5.0),
        ((-3.0, -4.0, 0.0), -10.0),
        ((3.0, 4.0, 20.0), 0.0),
        ((-4.0, 3.0, 0.0), -5.0),
        ((3.0 + 8.0, 4.0 - 6.0, 7.0), 0.0),
    ],
)
def test_what_is_borne_counts_along_the_baseline_and_has_a_sign(force, borne):
    assert loaded(3.0, 4.0, 0.0).borne(force) == pytest.approx(borne, abs=1e-12)


def test_without_a_baseline_nothing_is_known_to_be_borne():
    assert LoadChange(PERIOD).borne(LOADED) == 0.0
    assert loaded(0.0, 0.0, 0.0).borne(LOADED) == 0.0


def test_before_a_baseline_changes_count_from_an_empty_hand():
    felt = FeltForce(np.array(LOADED), np.array(LOADED))
    assert LoadChange(PERIOD).magnitude(felt) == WEIGHT


def test_a_new_baseline_begins_anew(hand):
    for _ in range(100):
        hand.change.exceeded(hand.feel(heavier(0.0)), 6.0, 0.1)
    assert hand.change.exceeded(hand.felt, 6.0, PERIOD)
    hand.change.set_baseline(hand.felt)
    assert not hand.change.exceeded(hand.felt, 6.0, PERIOD)


def more(load):
    """Return what is felt of a load over a hand that weighs 4 N [N]."""
    force = (0.0, 0.0, 4.0 + load)
    return FeltForce(force, force)


def test_the_payload_follows_the_load_upwards_at_its_rate():
    change, rate = loaded(0.0, 0.0, 4.0), 5.0  # [1/s]
    half = more(0.5 * WEIGHT)
    known = change.payload(half, 0.0, WEIGHT, rate)
    assert known == pytest.approx(rate * PERIOD)
    for _ in range(round(0.5 / rate / PERIOD)):
        known = change.payload(half, known, WEIGHT, rate)
    assert known == pytest.approx(0.5)
    assert change.payload(more(0.0), known, WEIGHT, rate) == known
    assert change.payload(more(2.0 * WEIGHT), 0.999, WEIGHT, rate) == 1.0


def test_what_pulls_up_or_across_is_no_payload():
    change = loaded(0.0, 0.0, 4.0)
    for force in ((0.0, 0.0, -WEIGHT), (WEIGHT, 0.0, 4.0), (0.0, WEIGHT, 0.0)):
        assert change.payload(FeltForce(force, force), 0.0, WEIGHT, 5.0) == 0.0


def test_the_payload_follows_what_is_felt_quickly():
    change = loaded(0.0, 0.0, 4.0)
    felt = FeltForce((0.0, 0.0, 4.0 + WEIGHT), (0.0, 0.0, 4.0))
    assert change.payload(felt, 0.0, WEIGHT, 1000.0) == 1.0
    late = FeltForce((0.0, 0.0, 4.0), (0.0, 0.0, 4.0 + WEIGHT))
    assert change.payload(late, 0.0, WEIGHT, 1000.0) == 0.0
