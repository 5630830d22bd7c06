"""Senses: what is measured, and what is not touched."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.spatial.transform import Rotation

from relaywalk.scenario.mismatch import Mismatch
from relaywalk.simulation.sensors import OnboardSensors, SensedBody, SensorModel
from relaywalk.types import (
    GRAVITY,
    ActorObservation,
    Command,
    RobotState,
    TorqueEnvelope,
)

COUNT = 4


def observation(tick=250):
    zero = np.zeros(COUNT)
    pose = np.array([0, 0, 1.0, 0, 0, 0, 1.0])
    state = RobotState(0.002 * tick, pose, np.ones(6), zero + 0.3, zero + 2.0)
    return ActorObservation(state, zero, np.zeros((COUNT, 6)), {})


def sensor_model(**mismatch):
    return SensorModel(Mismatch(**mismatch), 1, "robot", COUNT, 0.002)


def test_exact_senses_hand_on_the_very_observation():
    seen = observation()
    assert sensor_model(link_mass=0.1).measured(seen) is seen


def test_an_encoder_reads_too_much_and_its_joint_goes_as_much_too_short():
    model = sensor_model(joint_offset=0.05)
    read = model.measured(observation()).state.joint_position - 0.3
    assert (np.abs(read) <= 0.05).all()
    assert len(set(read)) == COUNT
    zero = np.zeros(COUNT)
    envelope = TorqueEnvelope(zero, zero, zero)
    wanted = Command(zero, zero + 0.3 + read, zero, zero, zero, envelope)
    np.testing.assert_allclose(model.commanded(wanted).position, 0.3, atol=1e-15)


def test_noise_is_uniform_within_its_bounds_and_new_every_period():
    model = sensor_model(position_noise=0.03, velocity_noise=1.5, gyro_noise=0.2)
    seen = [model.measured(observation(tick)).state for tick in range(2000)]
    errors = {
        0.03: np.array([s.joint_position for s in seen]) - 0.3,
        1.5: np.array([s.joint_velocity for s in seen]) - 2.0,
        0.2: np.array([s.twist_base_in_base[3:] for s in seen]) - 1.0,
    }
    for bound, error in errors.items():
        assert np.abs(error).max() <= bound
        assert np.abs(error).max() >= 0.99 * bound
        np.testing.assert_allclose(error.std(axis=0), bound / np.sqrt(3.0), rtol=0.05)
        follows = np.corrcoef(error[1:, 0], error[:-1, 0])[0, 1]
        assert abs(follows) < 0.1


def test_the_rest_is_as_it_is():
    seen = sensor_model(gyro_noise=0.2, position_noise=0.03).measured(observation())
    state, true = seen.state, observation().state
    np.testing.assert_array_equal(state.pose_base_in_world, true.pose_base_in_world)
    np.testing.assert_array_equal(state.twist_base_in_base[:3], 1.0)
    np.testing.assert_array_equal(state.joint_velocity, true.joint_velocity)
    np.testing.assert_array_equal(seen.joint_torque, 0.0)


def test_noise_depends_on_the_seed_the_actor_and_the_tick_alone():
    """So a run that goes on from a snapshot measures the same."""
    first = sensor_model(position_noise=0.03)
    later = first.measured(observation(300)).state.joint_position
    first.measured(observation(301))
    fresh = sensor_model(position_noise=0.03).measured(observation(300))
    np.testing.assert_array_equal(fresh.state.joint_position, later)
    other = SensorModel(Mismatch(position_noise=0.03), 2, "robot", COUNT, 0.002)
    assert (other.measured(observation(300)).state.joint_position != later).all()


FEET = ("left_foot", "right_foot")


def moving(tick, velocity=(0.0, 0.0, 0.0), rotation=(0.0, 0.0, 0.0, 1.0)):
    """Return an observation of a base with a velocity in world and a rotation."""
    own = observation(tick)
    turn = Rotation.from_quat(rotation)
    twist = np.concatenate((turn.inv().apply(velocity), np.zeros(3)))
    pose = np.concatenate((np.zeros(3), rotation))
    state = replace(own.state, pose_base_in_world=pose, twist_base_in_base=twist)
    contact = {foot: np.full(6, 100.0) for foot in FEET}
    return replace(own, state=state, contact_wrench=contact)


def onboard(seed=1, **mismatch):
    body = SensedBody(COUNT, FEET, 0.002)
    return OnboardSensors(Mismatch(**mismatch), seed, "robot", body)


def test_no_sensor_tells_where_the_base_is_or_how_fast():
    seen = onboard().measured(moving(1))
    assert np.isnan(seen.state.pose_base_in_world).all()
    assert np.isnan(seen.state.twist_base_in_base[:3]).all()
    np.testing.assert_array_equal(seen.state.twist_base_in_base[3:], 0.0)
    np.testing.assert_array_equal(seen.contact_wrench["left_foot"], 100.0)


def test_the_accelerometer_feels_acceleration_less_gravity_in_its_own_axes():
    """Rolled by a quarter turn: the world's up is its y; 2 m/s² along x of both."""
    rolled = (np.sqrt(0.5), 0.0, 0.0, np.sqrt(0.5))
    sensors = onboard()
    still = sensors.measured(moving(1, rotation=rolled)).specific_force
    np.testing.assert_allclose(still, [0.0, GRAVITY, 0.0], atol=1e-12)
    faster = moving(2, (0.004, 0.0, 0.0), rolled)
    force = sensors.measured(faster).specific_force
    np.testing.assert_allclose(force, [2.0, GRAVITY, 0.0], atol=1e-9)
    again = sensors.measured(faster).specific_force
    np.testing.assert_array_equal(again, force)


def test_the_gyro_reads_the_turn_of_the_whole_period():
    """A quarter of 0.02 rad about z in the period, whatever the rate at its end."""
    sensors = onboard()
    sensors.measured(moving(1))
    turned = (0.0, 0.0, np.sin(0.0025), np.cos(0.0025))
    twist = sensors.measured(moving(2, rotation=turned)).state.twist_base_in_base
    np.testing.assert_allclose(twist[3:], [0.0, 0.0, 0.005 / 0.002], atol=1e-12)


def test_what_is_measured_comes_with_its_latency():
    sensors = onboard(latency=0.004)
    times = [sensors.measured(moving(tick)).state.time for tick in range(5)]
    assert times == pytest.approx([0.0, 0.0, 0.0, 0.002, 0.004])


def test_a_bias_goes_slowly_through_all_its_values():
    """A sine: within ± its bound, rms the bound over √2, each component on its own."""
    sensors = onboard(gyro_bias=0.02, bias_period=1.0)
    seen = [
        sensors.measured(moving(t)).state.twist_base_in_base[3:] for t in range(500)
    ]
    seen = np.array(seen)
    assert np.abs(seen).max() <= 0.02
    np.testing.assert_allclose(np.sqrt(np.mean(seen**2, axis=0)), 0.02 / np.sqrt(2.0))
    assert np.abs(np.diff(seen, axis=0)).max() < 0.02 * 2.0 * np.pi * 0.002 * 1.001
    assert len(set(seen[0])) == 3


def test_noise_of_imu_and_feet_is_uniform_within_its_bounds():
    sensors = onboard(accelerometer_noise=0.05, force_noise=10.0, moment_noise=0.5)
    seen = [sensors.measured(moving(tick)) for tick in range(2000)]
    force = np.array([s.specific_force for s in seen]) - [0.0, 0.0, GRAVITY]
    foot = np.array([s.contact_wrench["right_foot"] for s in seen]) - 100.0
    for bound, error in ((0.05, force), (10.0, foot[:, :3]), (0.5, foot[:, 3:])):
        assert 0.99 * bound <= np.abs(error).max() <= bound + 1e-12
        np.testing.assert_allclose(error.std(axis=0), bound / np.sqrt(3.0), rtol=0.05)


def test_what_is_measured_depends_on_seed_and_tick_alone():
    errors = {"accelerometer_noise": 0.05, "accelerometer_bias": 0.1, "gyro_bias": 0.01}
    first, again, other = onboard(**errors), onboard(**errors), onboard(2, **errors)
    for tick in range(3):
        first.measured(moving(tick))
    a, b, c = (s.measured(moving(3)) for s in (first, again, other))
    np.testing.assert_array_equal(a.specific_force, b.specific_force)
    assert (a.specific_force != c.specific_force).all()


def test_a_filter_is_told_the_rms_of_noise_and_bias():
    noise = onboard(gyro_noise=0.3, gyro_bias=0.1, bias_period=40.0).reading_noise
    assert noise.gyro == pytest.approx(0.3 / np.sqrt(3.0))
    assert noise.gyro_bias == pytest.approx(0.1 / np.sqrt(2.0))
    assert (noise.accelerometer, noise.bias_time) == (0.0, 10.0)
