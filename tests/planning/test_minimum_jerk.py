"""The minimum-jerk profile starts and ends at rest; its rates are derivatives."""

import numpy as np
import pytest

from relaywalk.planning.minimum_jerk import MinimumJerk, minimum_jerk

WAY = MinimumJerk(np.zeros(2), np.array([1.0, -2.0]), 0.5, 2.0)
STEP = 1e-6  # of u [-]


def test_half_way_it_is_half_way_and_fastest():
    """s(½) = ½, ṡ(½) = 15/8 / T, s̈(½) = 0."""
    profile = minimum_jerk(0.5, 2.0)
    assert profile == pytest.approx((0.5, 1.875 / 2.0, 0.0))


@pytest.mark.parametrize(("u", "value"), [(-1.0, 0.0), (0.0, 0.0), (1.0, 1.0), (2, 1)])
def test_before_and_after_it_rests(u, value):
    assert minimum_jerk(u, 2.0) == pytest.approx((value, 0.0, 0.0))


@pytest.mark.parametrize("u", [0.1, 0.37, 0.8])
def test_rate_and_acceleration_are_derivatives_by_time(u):
    duration = 2.0
    before, here, after = (minimum_jerk(v, duration) for v in (u - STEP, u, u + STEP))
    span = 2.0 * STEP * duration
    assert here.rate == pytest.approx((after.value - before.value) / span, abs=1e-8)
    assert here.acceleration == pytest.approx(
        (after.rate - before.rate) / span, abs=1e-8
    )


def test_velocity_is_the_derivative_of_position():
    before, after = WAY.sample(1.3 - STEP)[0], WAY.sample(1.3 + STEP)[0]
    np.testing.assert_allclose(
        WAY.sample(1.3)[1], (after - before) / (2 * STEP), atol=1e-6
    )


def test_it_goes_from_start_to_end_in_its_time():
    np.testing.assert_array_equal(WAY.sample(0.5)[0], WAY.start)
    np.testing.assert_array_equal(WAY.sample(2.5)[0], WAY.end)
    assert WAY.done(2.5)
    assert not WAY.done(2.4)


def test_the_profile_is_that_of_the_motion():
    assert WAY.profile(1.5) == minimum_jerk(0.5, 2.0)
