"""Joint offsets found from a body that stands in balance on two level soles."""

from dataclasses import replace

import numpy as np
import pytest

from relaywalk.estimation.joint_offsets import JointOffsets, OffsetPrior, Params
from relaywalk.robots.model import RobotModel
from relaywalk.types import (
    ActorObservation,
    Command,
    MeasuredObservation,
    RobotState,
    TorqueEnvelope,
)

PERIOD, PARAMS, PRIOR = 0.02, Params(), OffsetPrior(0.03)
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


def watched(model, params=PARAMS, prior=PRIOR, period=PERIOD):
    """Return an estimator of a body that is about to be looked at."""
    return JointOffsets(params, model, prior, period)


def told(estimator, seen):
    """Tell it the same until it has settled; return its last estimate and the ticks."""
    ticks = 0
    while not estimator.settled:
        estimate, ticks = estimator.estimate(seen), ticks + 1
    return estimate, ticks


def found(model, seen, offsets, period=PERIOD, prior=PRIOR):
    """Return the offsets found in what is measured with some."""
    estimator = watched(model, prior=prior, period=period)
    told(estimator, measured(seen, offsets))
    return estimator.offsets


def test_exact_encoders_are_left_alone(standing):
    model, seen = standing
    offsets = found(model, seen, np.zeros(len(seen.joint_torque)))
    assert np.abs(offsets).max() < 1e-3


def error_in_the_legs(card, offsets, true):
    """Return the error of all leg joints but the hips' yaw, and their offsets."""
    legs = [*card.groups["left_leg"], *card.groups["right_leg"]]
    shown = card.index(tuple(name for name in legs if name not in HIP_YAW))
    return (offsets - true)[shown], true[shown]


@pytest.mark.parametrize("seed", range(5))
def test_the_legs_offsets_are_found_but_for_the_hips_yaw(standing, seed):
    model, seen = standing
    true = np.random.default_rng(seed).uniform(-0.05, 0.05, len(model.card.joints))
    offsets = found(model, seen, true)
    error, shown = error_in_the_legs(model.card, offsets, true)
    assert np.sqrt(np.mean(error**2)) < 0.2 * np.sqrt(np.mean(shown**2))
    assert np.abs(error).max() < 0.015


def test_a_known_bias_of_the_feet_costs_less_than_one_that_is_not_reckoned_with(
    standing,
):
    """Of 8 N and 0.3 N·m: told of it, the joints' torques are believed less."""
    model, seen = standing
    random = np.random.default_rng(3)
    true = random.uniform(-0.05, 0.05, len(model.card.joints))
    scale = np.array([8.0] * 3 + [0.3] * 3)
    wrench = {
        foot: own + scale * random.choice([-1.0, 1.0], 6)
        for foot, own in seen.contact_wrench.items()
    }
    biased = replace(seen, contact_wrench=wrench)
    rms = []
    for prior in (PRIOR, PRIOR._replace(force=8.0, moment=0.3)):
        offsets = found(model, biased, true, prior=prior)
        error, _ = error_in_the_legs(model.card, offsets, true)
        rms.append(np.sqrt(np.mean(error**2)))
    assert rms[1] < 0.6 * rms[0]


def test_where_no_sensor_tells_the_pose_the_body_is_where_it_was_put(standing):
    model, seen = standing
    true = np.random.default_rng(1).uniform(-0.05, 0.05, len(model.card.joints))
    prior, read = PRIOR._replace(tilt=0.001, height=0.001), measured(seen, true)
    estimator, nowhere = watched(model, prior=prior), np.full(7, np.nan)
    own = MeasuredObservation(
        replace(read.state, pose_base_in_world=nowhere),
        read.joint_torque,
        None,
        read.contact_wrench,
        np.zeros(3),
    )
    told(estimator, own)
    error, shown = error_in_the_legs(model.card, estimator.offsets, true)
    assert np.sqrt(np.mean(error**2)) < 0.25 * np.sqrt(np.mean(shown**2))


def test_they_are_zero_until_the_body_was_looked_at_and_stay_then(standing):
    model, seen = standing
    true = np.full(len(seen.joint_torque), 0.03)
    estimator, read = watched(model), measured(seen, true)
    last = round((PARAMS.settling_time + PARAMS.look_time) / PERIOD)
    for _ in range(last):
        estimator.estimate(read)
        assert not estimator.settled
        assert not estimator.offsets.any()
    estimator.estimate(read)
    assert estimator.settled
    kept = estimator.offsets.copy()
    assert np.abs(kept).max() > 0.01
    estimator.estimate(measured(seen, -true))
    np.testing.assert_array_equal(estimator.offsets, kept)


def test_half_the_period_finds_the_same_at_the_same_time(standing):
    model, seen = standing
    true = np.random.default_rng(1).uniform(-0.05, 0.05, len(seen.joint_torque))
    whole, half = (found(model, seen, true, p) for p in (PERIOD, PERIOD / 2.0))
    np.testing.assert_allclose(half, whole, atol=1e-9)
    _, ticks = told(watched(model), seen)
    _, twice = told(watched(model, period=PERIOD / 2.0), seen)
    assert twice == pytest.approx(2 * ticks, abs=2)


def test_the_estimate_takes_the_offsets_off_and_the_command_puts_them_on(standing):
    """What is commanded is where the encoders will say that the joint is."""
    model, seen = standing
    true = np.full(len(seen.joint_torque), 0.03)
    estimator, read = watched(model), measured(seen, true)
    estimate, _ = told(estimator, read)
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
