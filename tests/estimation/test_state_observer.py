"""The state observer: exact sensors are believed, noisy ones smoothed."""

import numpy as np
import pytest

from relaywalk.estimation.state_observer import Params, SensorNoise, StateObserver
from relaywalk.types import ActorObservation, RobotState

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


def seen(state):
    """Return the observation of a state of which nothing else is known."""
    return ActorObservation(state, None, None, {})


def errors(noise, told):
    """Return rms errors of position, velocity and turning rate, the first 1 s out."""
    random, found = np.random.default_rng(1), []
    observer = StateObserver(Params(), noise, np.array([0]), PERIOD)
    for tick in range(TICKS):
        time = tick * PERIOD
        estimate = observer.estimate(seen(state(time, noise, random))).state
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
    observer = StateObserver(Params(), NOISY, np.array([0]), PERIOD)
    random = np.random.default_rng(2)
    first, second = (seen(state(t, NOISY, random)) for t in (0.0, PERIOD))
    kept = second.state.twist_base_in_base.copy()
    observer.predict(observer.estimate(first).state, np.zeros(7))
    assert observer.estimate(second) is not second
    np.testing.assert_array_equal(second.state.twist_base_in_base, kept)


def test_the_first_measurement_is_taken_as_it_is():
    observer = StateObserver(Params(), NOISY, np.array([0]), PERIOD)
    first = seen(state(0.0, NOISY, np.random.default_rng(3)))
    assert observer.estimate(first) is first
    assert observer.settled


def test_without_an_acceleration_the_motion_is_predicted_to_go_on():
    """Measured as it is predicted, the estimate is what was predicted."""
    observer = StateObserver(Params(), NOISY, np.array([0]), PERIOD)
    pose, twist = np.zeros(7), np.zeros(6)
    now = RobotState(0.0, pose, twist, np.array([0.3]), np.array([2.0]))
    observer.predict(now, None)
    moved = RobotState(
        PERIOD, pose, twist, np.array([0.3 + 2.0 * PERIOD]), np.array([2.0])
    )
    found = observer.estimate(seen(moved)).state
    np.testing.assert_allclose(found.joint_position, moved.joint_position)
    np.testing.assert_allclose(found.joint_velocity, moved.joint_velocity)


def test_only_joints_that_the_controller_accelerates_are_predicted_so():
    """1 rad/s² for the second joint: position ½ a T², velocity a T."""
    observer = StateObserver(Params(), NOISY, np.array([1]), PERIOD)
    rest = RobotState(0.0, np.zeros(7), np.zeros(6), np.zeros(2), np.zeros(2))
    observer.predict(rest, np.array([0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0]))
    ahead = [0.0, 0.5 * PERIOD**2], [0.0, PERIOD]
    as_predicted = RobotState(PERIOD, np.zeros(7), np.zeros(6), *map(np.array, ahead))
    found = observer.estimate(seen(as_predicted)).state
    np.testing.assert_allclose(found.joint_position, ahead[0], atol=1e-15)
    np.testing.assert_allclose(found.joint_velocity, ahead[1], atol=1e-15)
