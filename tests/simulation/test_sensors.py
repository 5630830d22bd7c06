"""Senses: what is measured, and what is not touched."""

import numpy as np

from relaywalk.scenario.mismatch import Mismatch
from relaywalk.simulation.sensors import SensorModel
from relaywalk.types import ActorObservation, Command, RobotState, TorqueEnvelope

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
