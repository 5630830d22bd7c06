"""What a hand feels: the force at its own wrist, low-passed quickly and slowly."""

import numpy as np
import pytest

from relaywalk.estimation.wrist_force import Params, WristForce
from relaywalk.types import ActorObservation

PERIOD, WEIGHT = 0.002, 16.0  # [s], [N]
HAND, OTHER = "right_hand", "left_hand"
PARAMS = Params()


class Arms:
    """The wrists of a body, and what its hands feel of the forces there."""

    def __init__(self, card, period=PERIOD, params=PARAMS):
        self.card, self.period = card, period
        self.sense = WristForce(card, period, params)
        self.wrists = {
            hand: card.joints.index(card.arm(hand)[-1]) for hand in card.hands
        }

    def feel(self, elsewhere=0.0, **forces):
        """Return what the hands feel of forces (3,) at their wrists [N]."""
        wrench = np.full((len(self.card.joints), 6), elsewhere)
        for hand, wrist in self.wrists.items():
            wrench[wrist] = [*forces.get(hand, (0.0, 0.0, 0.0)), 0.0, 0.0, 0.0]
        return self.sense.update(ActorObservation(None, None, wrench, {}))

    def after(self, time, **forces):
        """Return what they feel after constant forces for a time [s]."""
        for _ in range(round(time / self.period)):
            felt = self.feel(**forces)
        return felt


@pytest.fixture
def arms(kuavo):
    return Arms(kuavo)


def test_the_first_force_is_felt_at_once(arms):
    felt = arms.feel(right_hand=(1.0, 2.0, WEIGHT))[HAND]
    np.testing.assert_allclose(felt.quick, [1.0, 2.0, WEIGHT])
    np.testing.assert_allclose(felt.slow, [1.0, 2.0, WEIGHT])


def test_only_the_wrist_of_its_own_arm_is_felt(arms):
    felt = arms.feel(elsewhere=100.0, right_hand=(0.0, 0.0, WEIGHT))
    np.testing.assert_allclose(felt[HAND].slow, [0.0, 0.0, WEIGHT])
    np.testing.assert_allclose(felt[OTHER].slow, 0.0)


def test_every_hand_of_the_card_is_felt(human):
    arms = Arms(human)
    felt = arms.feel(
        **{hand: (0.0, float(i), 0.0) for i, hand in enumerate(human.hands)}
    )
    assert [force.slow[1] for force in felt.values()] == [*range(len(human.hands))]


def test_the_quick_change_follows_within_a_tenth_of_a_second(arms):
    arms.feel(right_hand=(0.0, 0.0, WEIGHT))
    felt = arms.after(0.1)[HAND]
    assert np.linalg.norm(felt.quick) < 0.02 * WEIGHT


def test_a_shake_hardly_reaches_the_slow_one(arms):
    """± 12 N three times a second: a filter of 0.1 s leaves 1 / √(1 + (2π · 0.3)²)."""
    felt, times = [], PERIOD * np.arange(1500)
    for time in times:
        shake = (0.0, 12.0 * np.sin(2.0 * np.pi * 3.0 * time), 0.0)
        felt.append(arms.feel(right_hand=shake)[HAND].slow[1])
    left = np.ptp(felt[750:]) / 2.0
    assert left == pytest.approx(12.0 / np.hypot(1.0, 2.0 * np.pi * 0.3), rel=0.02)


@pytest.mark.parametrize("which", ["quick", "slow"])
def test_a_step_is_felt_to_63_percent_after_its_time_constant(kuavo, which):
    constant = getattr(PARAMS, which)
    arms = Arms(kuavo)
    arms.feel()
    felt = arms.after(constant, right_hand=(0.0, 0.0, 1.0))[HAND]
    assert getattr(felt, which)[2] == pytest.approx(1.0 - np.exp(-1.0), abs=0.03)


@pytest.mark.parametrize("which", ["quick", "slow"])
@pytest.mark.parametrize("time", [0.02, 0.1, 0.2])
def test_half_the_period_feels_a_step_alike(kuavo, which, time):
    def felt(period):
        arms = Arms(kuavo, period)
        arms.feel()
        return getattr(arms.after(time, right_hand=(0.0, 0.0, 1.0))[HAND], which)[2]

    assert felt(PERIOD / 2.0) == pytest.approx(felt(PERIOD), abs=0.02)


def test_without_time_constants_the_force_is_felt_as_it_is(kuavo):
    arms = Arms(kuavo, params=Params(quick=0.0, slow=0.0))
    arms.feel()
    felt = arms.feel(right_hand=(0.0, 0.0, WEIGHT))[HAND]
    np.testing.assert_allclose(felt.quick, [0.0, 0.0, WEIGHT])
    np.testing.assert_allclose(felt.slow, [0.0, 0.0, WEIGHT])


def test_what_was_felt_stays_what_it_was(arms):
    first = arms.feel(right_hand=(0.0, 0.0, WEIGHT))[HAND]
    arms.after(0.1)
    np.testing.assert_array_equal(first.slow, [0.0, 0.0, WEIGHT])
