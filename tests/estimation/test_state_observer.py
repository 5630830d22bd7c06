"""The state observer: exact sensors are believed, noisy ones smoothed."""

import numpy as np
import pytest

from relaywalk.estimation.state_observer import SensorNoise, StateObserver
from relaywalk.types import RobotState

PERIOD, TICKS = 0.002, 4000
AMPLITUDE, RATE = 0.3, 4.0  # of the motion [rad], [rad/s]
NOISY = SensorNoise(0.017, 0.87, 0.12)


def state(time, noise, random):
    """Return one joint's swing, and a base that turns as fast, as measured."""
    position = AMPLITUDE * np.sin(RATE * time)
    velocity = AMPLITUDE * RATE * np.cos(RATE * time)
    twist = np.zeros(6)
    twist[3:] = velocity + noise.gyro * random.standard_normal(3)
    pose = np.array([0, 0, 0, 0, 0, 0, 1.0])
    return RobotState(
        time,
        pose,
        twist,
        position + noise.position * random.standard_normal(1),
        velocity + noise.velocity * random.standard_normal(1),
    )


def errors(noise, told):
    """Return rms errors of position, velocity and turning rate, the first 1 s out."""
    random, found = np.random.default_rng(1), []
    observer = StateObserver(noise, np.array([0]), PERIOD)
    for tick in range(TICKS):
        time = tick * PERIOD
        estimate = observer.estimate(state(time, noise, random))
        rate = -AMPLITUDE * RATE**2 * np.sin(RATE * time)
        acceleration = np.full(7, told * rate)
        observer.predict(estimate, acceleration)
        true = state(time, SensorNoise(0, 0, 0), random)
        found.append(
            (
                (estimate.joint_position - true.joint_position)[0],
                (estimate.joint_velocity - true.joint_velocity)[0],
                (estimate.twist_base_in_base - true.twist_base_in_base)[3],
            )
        )
    return np.sqrt(np.mean(np.square(found[500:]), axis=0))


@pytest.mark.parametrize("told", [1.0, 0.7], ids=["told all", "told 70 %"])
def test_noise_is_a_fraction_of_what_was_measured(told):
    position, velocity, turning = errors(NOISY, told)
    assert position < NOISY.position / 3.0
    assert velocity < NOISY.velocity / 6.0
    assert turning < NOISY.gyro / 3.0


def test_an_exact_encoder_is_believed_and_gives_the_velocity():
    """And does not ring: nothing is known of the acceleration."""
    position, velocity, _ = errors(SensorNoise(0.0, 0.87, 0.0), 0.0)
    assert position < 1e-8
    assert velocity < 0.02


def test_exact_sensors_are_taken_as_they_are():
    assert errors(SensorNoise(0.0, 0.0, 0.0), 0.0).max() < 1e-6


def test_it_does_not_change_what_it_was_given():
    observer = StateObserver(NOISY, np.array([0]), PERIOD)
    random = np.random.default_rng(2)
    first, second = state(0.0, NOISY, random), state(PERIOD, NOISY, random)
    kept = second.twist_base_in_base.copy()
    observer.predict(observer.estimate(first), np.zeros(7))
    assert observer.estimate(second) is not second
    np.testing.assert_array_equal(second.twist_base_in_base, kept)
