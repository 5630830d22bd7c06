"""A foothold goes where the DCM will need it, as far and as fast as it may."""

import numpy as np
import pytest

from relaywalk.control.foothold_adjustment import FootholdAdjustment, FootholdParams

PARAMS = FootholdParams(
    reach_along=0.25,
    reach_across=0.12,
    minimum_width=0.13,
    freeze_time=0.05,
    time_constant=0.04,
)
STANCE = np.array([0.0, -0.1])
NOMINAL = np.array([0.4, 0.1, -0.003])


@pytest.fixture
def adjustment():
    return FootholdAdjustment(PARAMS, 0.002)


def test_it_is_moved_by_the_error_and_keeps_its_height(adjustment):
    target = adjustment.target("left_foot", STANCE, NOMINAL, np.array([0.05, 0.02]))
    np.testing.assert_allclose(target, [0.45, 0.12, -0.003])


def test_it_is_moved_no_further_than_the_leg_reaches(adjustment):
    far = adjustment.target("left_foot", STANCE, NOMINAL, np.array([1.0, 1.0]))
    np.testing.assert_allclose(far, [0.65, 0.22, -0.003])
    back = adjustment.target("left_foot", STANCE, NOMINAL, np.array([-1.0, 0.0]))
    np.testing.assert_allclose(back, [0.15, 0.1, -0.003])


@pytest.mark.parametrize("side", [1.0, -1.0])
def test_it_stays_on_its_side_of_the_other_foot(adjustment, side):
    """0.2 m apart by plan; 0.12 m towards the other foot would leave 0.08 m."""
    foot = "left_foot" if side > 0.0 else "right_foot"
    stance, nominal = np.array([0.0, -0.1 * side]), np.array([0.4, 0.1 * side, 0.0])
    target = adjustment.target(foot, stance, nominal, np.array([0.0, -side]))
    assert side * (target[1] - stance[1]) == pytest.approx(0.13)


def test_shortly_before_touchdown_it_is_frozen(adjustment):
    assert adjustment.frozen(0.049)
    assert not adjustment.frozen(0.051)


def gap_left(period, time):
    """Return what is left of a gap of 1 m after a time [s]."""
    adjustment, target = FootholdAdjustment(PARAMS, period), np.zeros(3)
    for _ in range(round(time / period)):
        target = adjustment.towards(target, np.ones(3))
    return 1.0 - target[0]


def test_the_gap_shrinks_to_37_percent_in_the_time_constant():
    assert gap_left(0.0005, 0.04) == pytest.approx(np.exp(-1.0), abs=0.01)


@pytest.mark.parametrize("time", [0.02, 0.04, 0.08])
def test_half_the_period_closes_the_gap_in_the_same_time(time):
    assert gap_left(0.001, time) == pytest.approx(gap_left(0.002, time), abs=0.01)


def test_a_period_longer_than_the_time_constant_does_not_overshoot():
    """The longest control period that a scenario may ask for is 0.05 s."""
    assert gap_left(0.05, 0.05) == 0.0
    assert gap_left(0.05, 0.5) == 0.0


def test_what_it_is_given_stays(adjustment):
    before = NOMINAL.copy()
    adjustment.towards(NOMINAL, np.ones(3))
    np.testing.assert_array_equal(NOMINAL, before)
