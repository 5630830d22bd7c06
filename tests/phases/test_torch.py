"""Where a hand grips the torch, and how it is turned to hold it upright."""

import numpy as np
import pytest
from scipy.spatial.transform import Rotation

from relaywalk.phases import PhaseContext
from relaywalk.phases._torch import grip_point, torch_upright
from relaywalk.planar_path import PlanarPose
from relaywalk.robots.model import Placement
from relaywalk.types import Observation, PropState

AT = np.array([0.6, -0.2, 0.8])


def torch_at(turn):
    pose = np.array([*AT, *turn.as_quat()])
    return Observation(0.0, {}, {"torch": PropState(pose, np.zeros(6))})


@pytest.fixture
def context(kinematic, kuavo, torch):
    """Return a function: yaw, rotation of the hand → context of such a body."""

    def make(yaw=0.0, hand=None):
        way = PlanarPose(0.0, 0.0, yaw)
        model = kinematic(kuavo, way)
        if hand is not None:
            frame = kuavo.hands["right_hand"].frame
            model.places[frame] = Placement(AT, hand.as_matrix())
        root = np.array([0.0, 0.0, yaw])
        return PhaseContext(
            "robot",
            kuavo,
            model,
            0.002,
            "right_hand",
            {"torch": torch},
            "torch",
            root,
            way,
        )

    return make


def test_the_grip_lies_along_the_torchs_axis_from_its_bottom(context):
    position, _ = grip_point(torch_at(Rotation.identity()), context(), 0.3)
    assert position == pytest.approx(AT + np.array([0.0, 0.0, 0.3]))
    lying = Rotation.from_euler("y", 90.0, degrees=True)  # its head forward
    position, _ = grip_point(torch_at(lying), context(), 0.3)
    assert position == pytest.approx(AT + np.array([0.3, 0.0, 0.0]))


@pytest.mark.parametrize("yaw", [0.0, np.pi, 0.5])
def test_the_hand_heads_as_its_body_does_however_the_torch_is_turned(context, yaw):
    turned = torch_at(Rotation.from_euler("z", 1.0))
    _, rotation = grip_point(turned, context(yaw), 0.3)
    expected = Rotation.from_euler("z", yaw).as_matrix()
    np.testing.assert_allclose(rotation, expected, atol=1e-12)


def test_a_torch_along_the_hands_axis_is_upright_in_a_level_hand(context):
    hand = Rotation.from_euler("xyz", [0.1, 0.2, 0.7])
    level = torch_upright(torch_at(hand), context(hand=hand))
    np.testing.assert_allclose(level, np.eye(3), atol=1e-12)


@pytest.mark.parametrize("seed", range(5))
def test_the_hand_that_it_returns_holds_the_torch_upright(context, seed):
    """And the turn to it, from a level hand, is no larger than the torch's tilt."""
    random = np.random.default_rng(seed)
    hand = Rotation.from_rotvec(random.normal(0.0, 0.5, 3))
    torch = Rotation.from_rotvec(random.normal(0.0, 0.5, 3))
    level = torch_upright(torch_at(torch), context(hand=hand))
    axis = hand.inv().apply(torch.apply([0.0, 0.0, 1.0]))
    np.testing.assert_allclose(level @ axis, [0.0, 0.0, 1.0], atol=1e-12)
    angle = Rotation.from_matrix(level).magnitude()
    assert angle == pytest.approx(np.arccos(axis[2]), abs=1e-9)
