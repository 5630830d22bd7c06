"""The swing foot's way meets its ends; height and profile are what they are said."""

import numpy as np
import pytest
from numpy.polynomial import Polynomial

from relaywalk.planning.swing_foot import Quintic, lift, profile_acceleration

START = (np.array([0.1, 0.2]), np.array([0.3, -0.1]), np.array([1.0, 2.0]))
END = (np.array([0.6, 0.1]), np.array([-2.0, 1.0]))
BEGIN, TIME = 0.15, 0.4  # [s]


@pytest.fixture
def way():
    return Quintic.between(BEGIN, TIME, START, END)


def test_it_meets_both_its_ends(way):
    np.testing.assert_allclose(way.sample(BEGIN), START, atol=1e-12)
    place, acceleration = END
    expected = [place, np.zeros(2), acceleration]
    np.testing.assert_allclose(way.sample(BEGIN + TIME), expected, atol=1e-12)


@pytest.mark.parametrize("time", [0.2, 0.31, 0.5])
def test_velocity_and_acceleration_are_derivatives(way, time):
    step = 1e-5
    before, here, after = (way.sample(time + d) for d in (-step, 0.0, step))
    np.testing.assert_allclose(here[1], (after[0] - before[0]) / (2 * step), atol=1e-7)
    np.testing.assert_allclose(here[2], (after[1] - before[1]) / (2 * step), atol=1e-6)


def test_planned_again_with_the_same_end_it_is_the_same_way(way):
    """As often as there are ticks."""
    again = way
    for time in np.arange(BEGIN + 0.002, BEGIN + TIME - 0.05, 0.002):
        x, v, a = again.sample(time)
        again = Quintic.between(time, BEGIN + TIME - time, (x, v, a), END)
        np.testing.assert_allclose(again.sample(0.5), way.sample(0.5), atol=1e-9)


@pytest.mark.parametrize("cubic", [0.0, 0.5, 1.0])
def test_the_profile_goes_from_rest_to_rest_over_its_way(cubic):
    """∫ a = 0, ∫∫ a = 1."""
    rate = Polynomial(profile_acceleration(cubic)).integ()
    assert rate(1.0) == pytest.approx(0.0)
    assert rate.integ()(1.0) == pytest.approx(1.0)


def test_half_cubic_half_quintic_has_its_peak_at_4_8():
    """Instead of 10/√3 = 5.77 of the quintic."""
    u = np.linspace(0.0, 1.0, 10_001)
    half, quintic = (Polynomial(profile_acceleration(b))(u).max() for b in (0.5, 0.0))
    assert half == pytest.approx(4.8, abs=0.02)
    assert quintic == pytest.approx(10.0 / np.sqrt(3.0), abs=1e-4)


@pytest.mark.parametrize("cubic", [0.0, 0.5, 1.0])
def test_a_quintic_between_the_profiles_ends_is_the_profile(cubic):
    """From rest to rest, 6 β D/T² at the start and −6 β D/T² at the end."""
    way, still = np.array([0.8, -0.1]), np.zeros(2)
    push = 6.0 * cubic * way / TIME**2
    path = Quintic.between(0.0, TIME, (still, still, push), (way, -push))
    profile = Polynomial(profile_acceleration(cubic))
    for u in np.linspace(0.0, 1.0, 11):
        x, v, a = path.sample(u * TIME)
        rate = profile.integ()
        np.testing.assert_allclose(x, rate.integ()(u) * way, atol=1e-12)
        np.testing.assert_allclose(v, rate(u) * way / TIME, atol=1e-11)
        np.testing.assert_allclose(a, profile(u) * way / TIME**2, atol=1e-10)


def test_the_height_rises_and_falls_from_rest_to_rest():
    assert lift(0.0, 2.5, 0.035) == (0.0, 0.0, 0.0)
    assert lift(0.6, 2.5, 0.035)[:2] == pytest.approx((0.035, 0.0))
    assert lift(1.0, 2.5, 0.035)[:2] == (0.0, 0.0)


def test_the_foot_is_clear_of_the_ground_until_it_hardly_moves_forwards():
    """Down early at 1.5 m/s it lost 23 mm of each step of 0.60 m."""
    profile = Polynomial(profile_acceleration(0.5)).integ()
    for phase in np.linspace(0.0, 1.0, 101):
        if lift(phase, 2.5, 0.035)[0] < 0.005 and phase > 0.5:
            assert 1.2 * profile(phase) * 2.5 < 1.0  # [m/s], of a stride of 1.2 m


@pytest.mark.parametrize("phase", [0.1, 0.4, 0.7])
def test_the_heights_rates_are_derivatives(phase):
    step, rate = 1e-5, 2.5
    before, here, after = (lift(phase + d, rate, 0.035) for d in (-step, 0, step))
    span = 2.0 * step / rate
    assert here[1] == pytest.approx((after[0] - before[0]) / span, abs=1e-7)
    assert here[2] == pytest.approx((after[1] - before[1]) / span, abs=1e-6)
