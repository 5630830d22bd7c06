"""Where the base is, out of IMU, encoders and feet of a body whose motion is known."""

from dataclasses import replace

import numpy as np
import pytest

from relaywalk.estimation.base_estimator import BaseEstimator, Params
from relaywalk.estimation.base_filter import ReadingNoise
from relaywalk.robots.model import RobotModel
from relaywalk.types import (
    GRAVITY,
    ActorObservation,
    MeasuredObservation,
    RobotState,
)

PERIOD = 0.002
NOISE = ReadingNoise(0.0, 0.0, 0.0, 0.001, 0.01, 30.0)
NAN = np.full(7, np.nan)
PARAMS = Params()


class Standing:
    """A robot on its feet, at rest, anywhere."""

    def __init__(self, card, params=PARAMS, noise=NOISE, shift=0.0):
        self.model, self.card = RobotModel(card), card
        pose = np.array([shift, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0])
        joints = card.pose("stand")
        still = np.zeros(len(joints))
        self.state = RobotState(0.0, pose, np.zeros(6), joints, still)
        self.model.update(self.state)
        self.estimator = BaseEstimator(params, noise, self.model, None, PERIOD)
        weight = self.model.mass * GRAVITY
        self.load = dict.fromkeys(card.feet, 0.5 * weight)
        self.gyro, self.force = np.zeros(3), np.array([0.0, 0.0, GRAVITY])
        self.joints, self.tick = joints, 0

    def tell(self, ticks=1):
        """Return the estimate after some control periods."""
        for _ in range(ticks):
            twist = np.concatenate((NAN[:3], self.gyro))
            state = RobotState(
                self.tick * PERIOD, NAN, twist, self.joints, 0.0 * self.joints
            )
            contact = {f: np.array([0, 0, w, 0, 0, 0]) for f, w in self.load.items()}
            seen = MeasuredObservation(state, None, None, contact, self.force)
            found = self.estimator.estimate(seen)
            self.tick += 1
        return found.state


@pytest.fixture
def standing(kuavo):
    return Standing(kuavo)


def test_a_body_at_rest_stays_where_it_was_put(standing):
    state = standing.tell(500)
    pose = standing.state.pose_base_in_world
    np.testing.assert_allclose(state.pose_base_in_world, pose, atol=1e-6)
    np.testing.assert_allclose(state.twist_base_in_base, 0.0, atol=1e-6)
    assert standing.estimator.standing == ("left_foot", "right_foot")


def test_feet_are_counted_on_from_their_load_on_with_hysteresis(standing):
    weight, params = standing.model.mass * GRAVITY, Params()
    standing.tell(round(params.start_time / PERIOD) + 1)
    between = 0.5 * (params.touchdown + params.lift_off) * weight
    standing.load["left_foot"] = between
    standing.tell()
    assert standing.estimator.standing == ("left_foot", "right_foot")
    standing.load["left_foot"] = 0.0
    standing.tell()
    standing.load["left_foot"] = between
    standing.tell()
    assert standing.estimator.standing == ("right_foot",)


def test_none_is_counted_on_before_the_body_has_settled(standing):
    standing.tell(round(Params().start_time / PERIOD) - 1)
    assert standing.estimator.standing == ()


def test_the_base_moves_as_the_legs_on_the_ground_do(kuavo):
    """Both hips and ankles roll: the base goes sideways, and level, over its feet."""
    standing = Standing(kuavo, shift=1000.0)
    standing.tell(200)
    card, model = kuavo, standing.model
    sole = model.card.feet["left_foot"].frame
    model.update(standing.state)
    before = model.placement(sole).position
    roll = [n for g in ("left_leg", "right_leg") for n in card.groups[g]]
    moving = card.index([roll[0], roll[len(roll) // 2]])
    start = standing.joints.copy()
    ticks, angle = 500, 0.02
    for tick in range(ticks):
        phase = np.pi * (tick + 1) / ticks
        standing.joints = start.copy()
        standing.joints[moving] += 0.5 * angle * (1.0 - np.cos(phase))
        state = standing.tell()
    standing.tell(500)
    state = standing.tell()
    model.update(replace(state, joint_position=standing.joints))
    # wherever the base is taken to be, the soles are where they stood
    np.testing.assert_allclose(model.placement(sole).position, before, atol=0.003)


def test_the_gyro_loses_its_bias(kuavo):
    standing = Standing(kuavo, noise=NOISE._replace(gyro_bias=0.02))
    standing.gyro = np.array([0.01, -0.02, 0.015])
    twist = standing.tell(5000).twist_base_in_base
    np.testing.assert_allclose(twist[3:], 0.0, atol=1e-3)


def test_a_foot_that_slides_is_set_down_anew_and_the_base_stays(standing):
    """A false step: 5 cm in 20 ms on one foot, the other one bears no load."""
    standing.tell(300)
    standing.load["right_foot"] = 0.0
    standing.tell(50)
    before = standing.tell().pose_base_in_world
    hip = standing.card.index([standing.card.groups["left_leg"][0]])
    for _ in range(10):
        standing.joints = standing.joints.copy()
        standing.joints[hip] += 0.006
        standing.tell()
    after = standing.tell(20).pose_base_in_world
    assert np.abs(after[:3] - before[:3]).max() < 0.005


def test_it_takes_measurements_alone(standing):
    zero = np.zeros(1)
    seen = ActorObservation(standing.state, zero, np.zeros((1, 6)), {})
    with pytest.raises(TypeError, match="what sensors measure"):
        standing.estimator.estimate(seen)


def test_thresholds_are_in_order():
    with pytest.raises(ValueError, match=r"at most touchdown, 0\.25"):
        Params(lift_off=0.3)


class Found:
    """Offsets that are found at rest after a while."""

    settled = False


def test_no_foot_is_counted_on_before_the_offsets_at_rest_are_found(kuavo):
    standing = Standing(kuavo)
    model, found = standing.model, Found()
    model.update(standing.state)
    standing.estimator = BaseEstimator(PARAMS, NOISE, model, found, PERIOD)
    standing.tell(300)
    assert standing.estimator.standing == ()
    found.settled = True
    standing.tell(2)
    assert standing.estimator.standing == ("left_foot", "right_foot")
