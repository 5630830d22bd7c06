"""What a hand feels: a load that comes or goes, not a shake."""

import numpy as np
import pytest

from relaywalk.estimation.wrist_force import LoadSense
from relaywalk.types import ActorObservation

PERIOD, WEIGHT = 0.002, 16.0


@pytest.fixture
def feel(kuavo):
    """Return a sense that holds 16 N, and a function that lets it feel a force."""
    sense = LoadSense(kuavo, "right_hand", PERIOD)
    wrist = kuavo.joints.index(kuavo.groups["right_arm"][-1])

    def felt(force):
        wrench = np.zeros((len(kuavo.joints), 6))
        wrench[wrist, :3] = force
        sense.update(ActorObservation(None, None, wrench, {}))

    for _ in range(500):
        felt((0.0, 0.0, WEIGHT))
    sense.set_baseline()
    return sense, felt


def times(sense, felt, force, seconds):
    """Return when, if ever, half the weight's change was there for 0.1 s [s]."""
    for tick in range(round(seconds / PERIOD)):
        felt(force(tick * PERIOD))
        if sense.exceeded(6.0, 0.1):
            return tick * PERIOD
    return None


def test_a_load_that_goes_is_noticed_within_two_tenths_of_a_second(feel):
    assert 0.1 < times(*feel, lambda _: (0.0, 0.0, 0.0), 1.0) < 0.2


def test_a_shake_is_no_load(feel):
    """± 12 N three times a second, as wide as noisy encoders shake an arm."""

    def shake(time):
        return (0.0, 12.0 * np.sin(2.0 * np.pi * 3.0 * time), WEIGHT)

    assert times(*feel, shake, 3.0) is None


def test_the_quick_change_follows_within_a_tenth_of_a_second(feel):
    sense, felt = feel
    for _ in range(50):
        felt((0.0, 0.0, 0.0))
    assert sense.change == pytest.approx(WEIGHT, rel=0.02)


def test_without_a_baseline_nothing_has_changed(kuavo):
    sense = LoadSense(kuavo, "right_hand", PERIOD)
    assert sense.change == 0.0
    assert not sense.exceeded(6.0, 0.0 + PERIOD)


def test_a_turned_force_has_changed_though_it_weighs_the_same(feel):
    """16 N from z to x: a change of √2 · 16 N."""
    sense, felt = feel
    for _ in range(500):
        felt((WEIGHT, 0.0, 0.0))
    assert sense.change == pytest.approx(np.sqrt(2.0) * WEIGHT, rel=1e-3)


def test_a_change_that_pauses_must_last_anew(feel):
    """80 ms without load, twice a second: never 0.1 s together."""
    sense, felt = feel

    def pulses(time):
        gone = time % 0.5 < 0.08
        return (0.0, 0.0, 0.0 if gone else WEIGHT)

    assert times(sense, felt, pulses, 3.0) is None


def test_only_the_wrist_of_its_own_arm_is_felt(feel, kuavo):
    sense, _ = feel
    wrench = np.zeros((len(kuavo.joints), 6))
    wrench[:, 2] = 100.0
    wrench[kuavo.joints.index(kuavo.groups["right_arm"][-1])] = [0, 0, WEIGHT, 0, 0, 0]
    sense.update(ActorObservation(None, None, wrench, {}))
    assert sense.change == pytest.approx(0.0, abs=1e-6)
