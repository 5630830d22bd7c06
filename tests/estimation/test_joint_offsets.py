"""Joint offsets found from a body that stands in balance on two level soles."""

from dataclasses import replace

import numpy as np
import pytest

from relaywalk.estimation.joint_offsets import LOOKS, RAMP, JointOffsets
from relaywalk.robots.model import RobotModel
from relaywalk.types import ActorObservation, Command, RobotState, TorqueEnvelope

PERIOD, SPREAD = 0.02, 0.03
HIP_YAW = ("leg_l2_joint", "leg_r2_joint")  # what standing does not show


@pytest.fixture
def standing(kuavo):
    """Return a model, and what a robot that stands measures with offsets of 0."""
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


def measured(seen, offsets):
    """Return what is measured where the encoders read too much by some offsets."""
    state = replace(seen.state, joint_position=seen.state.joint_position + offsets)
    return replace(seen, state=state, joint_wrench=None)


def found(model, seen, offsets, period=PERIOD):
    """Return the offsets found, tick by tick, and whether they have settled."""
    estimator, course = JointOffsets(model, SPREAD, period), []
    for _ in range(round((LOOKS[-1][1] + 3.0 * RAMP) / period)):
        estimator.estimate(measured(seen, offsets))
        course.append((estimator.offsets, estimator.settled))
    return course


def test_exact_encoders_are_left_alone(standing):
    model, seen = standing
    *_, (offsets, _) = found(model, seen, np.zeros(len(seen.joint_torque)))
    assert np.abs(offsets).max() < 1e-3


@pytest.mark.parametrize("seed", range(5))
def test_the_legs_offsets_are_found_but_for_the_hips_yaw(standing, seed):
    model, seen = standing
    card = model.card
    true = np.random.default_rng(seed).uniform(-0.05, 0.05, len(card.joints))
    *_, (offsets, settled) = found(model, seen, true)
    assert settled
    legs = [*card.groups["left_leg"], *card.groups["right_leg"]]
    shown = card.index(tuple(name for name in legs if name not in HIP_YAW))
    error = (offsets - true)[shown]
    assert np.sqrt(np.mean(error**2)) < 0.2 * np.sqrt(np.mean(true[shown] ** 2))
    assert np.abs(error).max() < 0.015


def test_they_come_in_softly_after_the_body_was_looked_at(standing):
    model, seen = standing
    true = np.full(len(seen.joint_torque), 0.03)
    course, settled = zip(*found(model, seen, true), strict=True)
    offsets, time = np.array(course), PERIOD * np.arange(len(course))
    first, last = LOOKS[0][1], LOOKS[-1][1]
    assert (offsets[time < first] == 0.0).all()
    assert np.abs(np.diff(offsets, axis=0)).max() < 0.05 * 1.5 * PERIOD / RAMP * 1.2
    assert not np.array(settled)[(time > last) & (time < last + RAMP)].any()
    np.testing.assert_array_equal(offsets[-1], offsets[-2])


def test_half_the_period_finds_the_same_at_the_same_time(standing):
    model, seen = standing
    true = np.random.default_rng(1).uniform(-0.05, 0.05, len(seen.joint_torque))
    whole, settled = zip(*found(model, seen, true), strict=True)
    half, at_half = zip(*found(model, seen, true, PERIOD / 2.0), strict=True)
    np.testing.assert_allclose(half[-1], whole[-1], atol=1e-9)
    unsettled = [s[::-1].index(False) for s in (settled, at_half[1::2])]
    np.testing.assert_allclose(*unsettled, atol=1)


def test_the_estimate_takes_the_offsets_off_and_the_command_puts_them_on(standing):
    """What is commanded is where the encoders will say that the joint is."""
    model, seen = standing
    true = np.full(len(seen.joint_torque), 0.03)
    estimator, read = JointOffsets(model, SPREAD, PERIOD), measured(seen, true)
    for _ in range(round((LOOKS[-1][1] + 3.0 * RAMP) / PERIOD)):
        estimate = estimator.estimate(read)
    position = estimate.state.joint_position
    np.testing.assert_array_equal(
        position, read.state.joint_position - estimator.offsets
    )
    rest = np.zeros(len(position))
    envelope = TorqueEnvelope(rest, rest, rest)
    command = Command(rest, position, rest, rest, rest, envelope)
    np.testing.assert_allclose(
        estimator.to_measured(command).position, read.state.joint_position
    )
    np.testing.assert_array_equal(command.position, position)
