"""Heat and torque-speed utilisation against numbers worked out by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from relaywalk.analysis.loads.joint_load import THERMAL, envelope_fraction, sliding_rms
from relaywalk.robots.card import JointRating

STEP = 0.1


def rating(**speeds):
    values = {"peak_torque": 10.0, **speeds}
    return JointRating(**{k: {"value": v, "source": "test"} for k, v in values.items()})


def windows(torque):
    """Return the sliding rms of a torque at 10 Hz."""
    torque = np.asarray(torque, dtype=float)
    time = STEP * np.arange(1, len(torque) + 1)
    return sliding_rms(time, np.full(len(torque), STEP), torque)


def test_ten_hot_seconds_are_found_in_a_long_run():
    torque = np.zeros(600)
    torque[250:350] = 5.0
    assert windows(torque) == pytest.approx(5.0)


def test_half_a_window_of_heat_is_half_its_square():
    torque = np.zeros(600)
    torque[250:300] = 5.0
    assert windows(torque) == pytest.approx(5.0 / np.sqrt(2.0))


def test_a_run_shorter_than_the_window_counts_whole():
    assert windows([3.0, 4.0]) == pytest.approx(np.sqrt(12.5))


@given(st.lists(st.floats(-50.0, 50.0), min_size=101, max_size=150))
def test_the_worst_window_is_at_least_the_whole_and_at_most_the_peak(torque):
    worst = windows(torque)
    whole = float(np.sqrt(np.mean(np.square(torque))))
    assert worst <= np.abs(torque).max() + 1e-6
    # two windows cover a run of up to 20 s, so one holds half its heat or more
    assert 2.0 * THERMAL * worst**2 >= STEP * len(torque) * whole**2 - 1e-6


def test_the_envelope_narrows_with_speed_in_the_driving_direction_only():
    joint = rating(speed_limit=2.0, peak_speed=4.0)
    torque = np.array([5.0, 5.0, 5.0, -5.0, -5.0, 0.0, 1.0])
    velocity = np.array([1.0, 3.0, -3.0, 3.0, -3.0, 9.0, 4.0])
    share = envelope_fraction(joint, torque, velocity)
    assert share == pytest.approx([0.5, 1.0, 0.5, 0.5, 1.0, 0.0, np.inf])


def test_without_published_speeds_the_clamp_alone_counts():
    share = envelope_fraction(rating(), np.array([5.0, -8.0]), np.array([0.0, 100.0]))
    assert share == pytest.approx([0.5, 0.8])
