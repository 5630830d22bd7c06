"""Joint zeros found from a body that stands in balance on two level soles."""

import numpy as np
import pytest

from relaywalk.estimation.joint_offsets import LOOKS, RAMP, JointZeros
from relaywalk.robots.model import RobotModel
from relaywalk.types import ActorObservation, RobotState

PERIOD, SPREAD = 0.02, 0.03
HIP_YAW = ("leg_l2_joint", "leg_r2_joint")  # what standing does not show


@pytest.fixture
def standing(kuavo):
    """Return a model, and what a robot that stands measures with zeros at 0."""
    model = RobotModel(kuavo)
    position = kuavo.pose("stand")
    pose = np.array([0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0])
    state = RobotState(0.0, pose, np.zeros(6), position, 0.0 * position)
    model.update(state)
    sole, _ = model.placement(kuavo.feet["left_foot"].frame)
    pose[2] -= sole[2]
    model.update(state)
    weight = model.gravity_torque(model.q)
    model.locate(model.q)
    # both feet bear the weight; any split that balances the base will do
    feet = [model.jacobian(f.frame).T for f in kuavo.feet.values()]
    wrench = np.linalg.pinv(np.hstack(feet)[:6]) @ weight[:6]
    torque = np.zeros(len(position))
    torque[model.select] = weight[6:] - (np.hstack(feet) @ wrench)[6:]
    contact = dict(zip(kuavo.feet, wrench.reshape(2, 6), strict=True))
    reaction = np.zeros((len(position), 6))
    return model, ActorObservation(state, torque, reaction, contact)


def found(model, seen, zeros):
    """Return what is found where the encoders read too much by some zeros."""
    state = seen.state
    read = RobotState(
        0.0,
        state.pose_base_in_world,
        state.twist_base_in_base,
        state.joint_position + zeros,
        state.joint_velocity,
    )
    calibration, course = JointZeros(model, SPREAD, PERIOD), []
    for _ in range(round((LOOKS[-1][1] + 3.0 * RAMP) / PERIOD)):
        measured = ActorObservation(read, seen.joint_torque, None, seen.contact_wrench)
        course.append((calibration.update(measured), calibration.settled))
    return course


def test_exact_encoders_are_left_alone(standing):
    model, seen = standing
    *_, (zeros, _) = found(model, seen, np.zeros(len(seen.joint_torque)))
    assert np.abs(zeros).max() < 1e-3


@pytest.mark.parametrize("seed", range(5))
def test_the_legs_zeros_are_found_but_for_the_hips_yaw(standing, seed):
    model, seen = standing
    card = model.card
    true = np.random.default_rng(seed).uniform(-0.05, 0.05, len(card.joints))
    *_, (zeros, settled) = found(model, seen, true)
    assert settled
    legs = [*card.groups["left_leg"], *card.groups["right_leg"]]
    shown = card.index(tuple(name for name in legs if name not in HIP_YAW))
    error = (zeros - true)[shown]
    assert np.sqrt(np.mean(error**2)) < 0.2 * np.sqrt(np.mean(true[shown] ** 2))
    assert np.abs(error).max() < 0.015


def test_they_come_in_softly_after_the_body_was_looked_at(standing):
    model, seen = standing
    true = np.full(len(seen.joint_torque), 0.03)
    course, settled = zip(*found(model, seen, true), strict=True)
    zeros, time = np.array(course), PERIOD * np.arange(len(course))
    first, last = LOOKS[0][1], LOOKS[-1][1]
    assert (zeros[time < first] == 0.0).all()
    assert np.abs(np.diff(zeros, axis=0)).max() < 0.05 * 1.5 * PERIOD / RAMP * 1.2
    assert not np.array(settled)[(time > last) & (time < last + RAMP)].any()
    np.testing.assert_array_equal(zeros[-1], zeros[-2])
