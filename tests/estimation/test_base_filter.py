"""The filter of a floating base: what IMU and standing soles make of its errors."""

import numpy as np
import pytest

from relaywalk.estimation.base_filter import (
    BaseFilter,
    BaseFilterParams,
    Footing,
    ReadingNoise,
    SoleReading,
)
from relaywalk.spatial import rotation_exponential
from relaywalk.types import GRAVITY

PERIOD = 0.01
QUIET = ReadingNoise(0.0, 0.001, 0.01, 0.02, 0.1, 100.0)
START = np.array([1.0, 2.0, 0.8, 0.0, 0.0, 0.0, 1.0])
UP = np.array([0.0, 0.0, GRAVITY])
STILL = np.zeros(3)
SOLES = (np.array([1.0, 2.1, 0.0]), np.array([1.0, 1.9, 0.1]))
NOISE = 1e-6 * np.eye(6)
STANDING = [Footing(foot, NOISE) for foot in (0, 1)]


def on_both_feet(noise):
    """Return a filter with both feet set down, one 0.1 m higher than the other."""
    found = BaseFilter(BaseFilterParams(), noise, START, PERIOD)
    for foot, position in enumerate(SOLES):
        found.set_down(SoleReading(position, np.eye(3)), STANDING[foot])
    return found


@pytest.fixture
def filtered():
    return on_both_feet(QUIET)


def reading(found, foot, true_position, true_rotation):
    """Return where a sole that never moved is, by an estimate and exact encoders."""
    under = true_rotation.T @ (SOLES[foot] - true_position)
    return SoleReading(
        found.position + found.rotation @ under, found.rotation @ true_rotation.T
    )


def stand(found, ticks, gyro=STILL, force=UP):
    """Let a body stand still, its IMU reading this and its soles where they were."""
    for _ in range(ticks):
        found.predict(gyro, force)
        found.propagate(PERIOD)
        readings = [reading(found, f, START[:3], np.eye(3)) for f in (0, 1)]
        errors = [found.innovation(f, sole) for f, sole in enumerate(readings)]
        found.correct(STANDING, np.concatenate(errors))


def test_without_feet_it_integrates_the_imu():
    """Half a turn a second about z, 1 m/s² along its own x: a known arc."""
    found = BaseFilter(BaseFilterParams(), QUIET, START, 1e-4)
    rate, ticks = np.pi, 10_000
    for tick in range(ticks):
        middle = rate * (tick + 1) * 1e-4
        assert middle <= np.pi + 1e-9
        found.predict(np.array([0.0, 0.0, rate]), np.array([1.0, 0.0, GRAVITY]))
    # v = ∫ (cos ωt, sin ωt) dt = (0, 2/π); p = (2/π², 1/π) after half a turn
    np.testing.assert_allclose(found.velocity, [0.0, 2.0 / np.pi, 0.0], atol=2e-4)
    moved = found.position - START[:3]
    np.testing.assert_allclose(moved, [2.0 / np.pi**2, 1.0 / np.pi, 0.0], atol=2e-4)
    np.testing.assert_allclose(found.rotation[0, 0], -1.0, atol=1e-6)


def test_a_body_that_stands_still_stays_where_it_is(filtered):
    stand(filtered, 50)
    np.testing.assert_allclose(filtered.position, START[:3], atol=1e-9)
    np.testing.assert_allclose(filtered.rotation, np.eye(3), atol=1e-9)


def test_standing_shows_the_biases(filtered):
    gyro, force = np.array([0.01, -0.02, 0.015]), np.array([0.03, -0.05, 0.08])
    stand(filtered, 1000, gyro, UP + force)
    np.testing.assert_allclose(filtered.gyro_bias, gyro, atol=1e-3)
    np.testing.assert_allclose(filtered.accelerometer_bias, force, atol=0.02)
    np.testing.assert_allclose(filtered.position, START[:3], atol=1e-3)


def test_two_seconds_of_standing_show_a_small_bias_about_the_vertical():
    """Nothing else shows it; a walk's line turns with it."""
    filtered = on_both_feet(QUIET._replace(gyro_bias=0.001))
    stand(filtered, 200, np.array([0.0, 0.0, 0.001]))
    assert filtered.gyro_bias[2] == pytest.approx(0.001, abs=2e-4)


def test_a_sole_that_comes_out_of_the_ground_as_it_is_unloaded_leaves_the_base():
    """By 1 mm within 40 ms, the other foot having just landed; the base is at rest."""
    filtered = on_both_feet(QUIET._replace(accelerometer_bias=0.0))
    stand(filtered, 100)
    where = SoleReading(filtered.position + SOLES[1] - START[:3], np.eye(3))
    filtered.set_down(where, STANDING[1])
    for out in 0.001 * np.array([0.25, 0.5, 0.75, 1.0]):
        filtered.predict(STILL, UP)
        filtered.propagate(PERIOD, np.array([-0.2, 0.2]))
        soles = [reading(filtered, foot, START[:3], np.eye(3)) for foot in (0, 1)]
        errors = [filtered.innovation(foot, sole) for foot, sole in enumerate(soles)]
        errors[0][2] += out
        filtered.correct(STANDING, np.concatenate(errors))
    assert filtered.position[2] == pytest.approx(START[2], abs=1.5e-4)


def test_a_sole_sinks_and_turns_for_a_while_after_it_was_set_down():
    at_once = BaseFilterParams(settling_depth=0.0, settling_turn=0.0)
    spreads = []
    for params in (BaseFilterParams(), at_once):
        found = BaseFilter(params, QUIET, START, PERIOD)
        found.set_down(SoleReading(SOLES[0], np.eye(3)), STANDING[0])
        for _ in range(2):
            found.propagate(params.settling_time)
        spreads.append(np.diag(found.covariance)[[11, 14]])
    params = BaseFilterParams()
    expected = [params.settling_depth**2, params.settling_turn**2]
    np.testing.assert_allclose(spreads[0] - spreads[1], expected)


def test_a_wrong_tilt_and_velocity_are_found_while_the_yaw_stays():
    """Gravity and feet show the one, nothing shows where the world's x is."""
    filtered = on_both_feet(QUIET._replace(accelerometer_bias=0.0, gyro_bias=0.0))
    filtered.rotation = rotation_exponential(np.array([0.003, -0.004, 0.02]))
    filtered.velocity = np.array([0.01, -0.01, 0.005])
    for foot, position in enumerate(SOLES):
        filtered.set_down(SoleReading(position, filtered.rotation), STANDING[foot])
    filtered.covariance[6:9, 6:9] += 1e-4 * np.eye(3)
    stand(filtered, 2000)
    turned = 0.5 * (filtered.rotation - filtered.rotation.T)
    tilt = np.array([turned[2, 1], turned[0, 2]])
    assert np.abs(tilt).max() < 1e-3
    assert np.abs(filtered.velocity).max() < 1e-3
    assert turned[1, 0] == pytest.approx(0.02, abs=1e-3)


def test_the_error_of_a_foot_just_set_down_is_that_of_the_base(filtered):
    filtered.propagate(PERIOD)
    filtered.set_down(SoleReading(SOLES[0], np.eye(3)), STANDING[0])
    spread = filtered.covariance
    np.testing.assert_allclose(spread[9:12, 9:12], spread[6:9, 6:9] + 1e-6 * np.eye(3))
    np.testing.assert_allclose(spread[9:12, 6:9], spread[6:9, 6:9])
    np.testing.assert_allclose(spread[12:15, 0:3], spread[0:3, 0:3])


def test_the_covariance_is_that_of_many_runs():
    """Of 300 bodies that turn and fall freely, errors of R, v and p in ξ."""
    noise = ReadingNoise(0.0, 0.05, 0.5, 0.0, 0.0, 1.0)
    params = BaseFilterParams(
        gyro=0.0,
        accelerometer=0.0,
        start_position=0.0,
        start_rotation=0.0,
        start_velocity=0.0,
    )
    random, errors = np.random.default_rng(1), []
    true = BaseFilter(params, noise, START, PERIOD)
    turn, push = np.array([0.5, -0.3, 1.0]), np.array([1.0, 0.5, 9.0])
    for _ in range(50):
        true.predict(turn, push)
    for _ in range(300):
        found = BaseFilter(params, noise, START, PERIOD)
        for _ in range(50):
            gyro = noise.gyro * random.standard_normal(3)
            force = noise.accelerometer * random.standard_normal(3)
            found.predict(turn + gyro, push + force)
            found.propagate(PERIOD)
        between = found.rotation @ true.rotation.T
        errors.append(
            np.concatenate(
                (
                    0.5 * (between - between.T)[[2, 0, 1], [1, 2, 0]],
                    found.velocity - between @ true.velocity,
                    found.position - between @ true.position,
                )
            )
        )
    rms = np.sqrt(np.mean(np.square(errors), axis=0))
    told = np.sqrt(np.diag(found.covariance)[:9])
    np.testing.assert_allclose(told, rms, rtol=0.2)


def test_a_foot_that_slid_surprises_and_one_that_stands_does_not(filtered):
    filtered.propagate(PERIOD)
    stands, slid = np.zeros(6), np.array([0.05, 0.0, 0.0, 0.0, 0.0, 0.0])
    assert filtered.surprise(STANDING[0], stands) == 0.0
    assert filtered.surprise(STANDING[0], slid) > 100.0
