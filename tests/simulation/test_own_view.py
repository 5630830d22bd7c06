"""What an actor sees is where it is seen from the base it takes itself to have."""

from dataclasses import replace

import numpy as np
import pytest

from relaywalk.simulation.own_view import ESTIMATE_ERROR, estimate_error, own_view
from relaywalk.spatial import pose_inverse, pose_multiply
from relaywalk.types import ActorObservation, Observation, PropState, RobotState

HALF = np.sqrt(0.5)


def actor(pose, twist=(0, 0, 0, 0, 0, 0)):
    zero = np.zeros(1)
    pose, twist = np.array(pose, dtype=float), np.array(twist, dtype=float)
    state = RobotState(0.0, pose, twist, zero, zero)
    return ActorObservation(state, zero, np.zeros((1, 6)), {})


@pytest.fixture
def scene():
    """Return a scene, and the robot as it takes itself: a quarter turn, 0.2 m off."""
    prop = PropState(
        np.array([1.5, 0, 1, 0, 0, 0, 1.0]), np.array([1.0, 0, 0, 0, 2.0, 0])
    )
    actors = {
        "robot": actor([1, 0, 0.8, 0, 0, 0, 1]),
        "human": actor([3, 0] + [0] * 4 + [1]),
    }
    own = actor([1.2, 0, 0.8, 0, 0, HALF, HALF])
    return Observation(0.0, actors, {"torch": prop}), own


def test_a_torch_ahead_of_the_base_is_ahead_of_the_estimated_base(scene):
    observation, own = scene
    seen = own_view(observation, "robot", own)
    torch = seen.props["torch"]
    np.testing.assert_allclose(torch.pose_in_world[:3], [1.2, 0.5, 1.0], atol=1e-12)
    np.testing.assert_allclose(torch.twist_in_world, [0, 1, 0, -2, 0, 0], atol=1e-12)
    human = seen.actors["human"].state.pose_base_in_world
    np.testing.assert_allclose(human[:3], [1.2, 2.0, 0.0], atol=1e-12)
    assert seen.actors["robot"] is own


def test_all_are_where_they_were_relative_to_the_base(scene):
    observation, own = scene
    seen = own_view(observation, "robot", own)
    true = observation.actors["robot"].state.pose_base_in_world
    for there, here in (
        (observation.props["torch"].pose_in_world, seen.props["torch"].pose_in_world),
        (
            observation.actors["human"].state.pose_base_in_world,
            seen.actors["human"].state.pose_base_in_world,
        ),
    ):
        estimated = own.state.pose_base_in_world
        np.testing.assert_allclose(
            pose_multiply(pose_inverse(estimated), here),
            pose_multiply(pose_inverse(true), there),
            atol=1e-12,
        )


def test_the_truth_itself_is_not_touched(scene):
    observation, own = scene
    before = observation.props["torch"].pose_in_world.copy()
    own_view(observation, "robot", own)
    np.testing.assert_array_equal(observation.props["torch"].pose_in_world, before)


def test_alone_there_is_only_oneself():
    own = actor([0.1, 0, 0, 0, 0, 0, 1])
    observation = Observation(0.0, {"robot": actor([0, 0, 0, 0, 0, 0, 1])}, {})
    assert own_view(observation, "robot", own).actors["robot"] is own


def test_errors_are_estimated_less_true():
    true = actor([1, 2, 3, 0, 0, 0, 1], [0.5, 0, 0, 0, 0, 0])
    angle = 0.1
    estimated = actor(
        [1.1, 1.8, 3.3, 0, 0, np.sin(angle / 2), np.cos(angle / 2)],
        [0.6, 0.1, -0.1, 0, 0, 0],
    )
    error = dict(
        zip(
            (c.name.split(".")[1] for c in ESTIMATE_ERROR),
            estimate_error(estimated, true),
            strict=True,
        )
    )
    assert error == pytest.approx(
        {"x": 0.1, "y": -0.2, "z": 0.3, "yaw": 0.1, "tilt": 0.0}
        | {"vx": 0.1, "vy": 0.1, "vz": -0.1}
    )
    leaning = replace(
        true,
        state=replace(
            true.state,
            pose_base_in_world=np.array([1, 2, 3, np.sin(0.1), 0, 0, np.cos(0.1)]),
        ),
    )
    assert estimate_error(leaning, true)[4] == pytest.approx(0.2)
