"""Holding the torch: the arm's pose is data, an empty hand closes as if around it."""

import numpy as np
import pytest

from relaywalk.errors import ScenarioError
from relaywalk.phases import PhaseContext
from relaywalk.phases._carrying import carrying_grip, closure_around
from relaywalk.phases.hold import Params, build
from relaywalk.robots.card import load_robot_card
from relaywalk.robots.catalogue import card_path
from relaywalk.robots.full_model import FullModel
from relaywalk.robots.model import RobotModel
from relaywalk.scenario.scenario import Scenario


@pytest.fixture
def context(kuavo, torch):
    def make(prop_name="", card=kuavo):
        model = RobotModel(card)
        root = np.zeros(3)
        return PhaseContext("robot", card, model, None, 0.002, torch, prop_name, root)

    return make


def test_an_empty_hand_carries_nothing_and_stands_between_open_and_closed(context):
    grip = carrying_grip(context())
    assert grip.payload == 0.0
    assert 0.0 < grip.closure < 1.0


def test_a_hand_with_the_torch_presses_and_knows_its_load(context):
    grip = carrying_grip(context("torch"))
    assert (grip.closure, grip.payload) == (1.0, 1.0)


def test_the_empty_fingers_weigh_on_the_wrist_as_around_the_torch(kuavo):
    """Seen in the centre of mass: level fingers reach as far from the wrist."""
    model = FullModel(kuavo)
    fingers = kuavo.index(kuavo.groups["right_hand"])
    wrist = model.joints.index("zarm_r7_joint")
    still = np.zeros(6 + len(model.joints))

    def weight(pose):
        position = kuavo.pose("stand", "carry")
        position[fingers] = pose
        position[kuavo.joints.index("zarm_r7_joint")] = 0.1292
        q = np.array([0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0, *position[model.select]])
        return model.generalised_force(q, still, still, {})[6 + wrist]

    opened, gripping, closed = (
        kuavo.pose(f"hand_{name}")[fingers] for name in ("open", "grip", "closed")
    )
    found = weight(opened + closure_around(kuavo) * (closed - opened))
    assert found == pytest.approx(weight(gripping), abs=2e-4)
    assert abs(weight(opened) - weight(gripping)) > 0.02


REACH = [-1.5, 0.0, 0.0, -0.2, 0.0, 0.0, 0.1292]  # [rad], as `hold` once had itself


@pytest.mark.parametrize("robot", ["kuavo_4_pro", "kuavo_5"])
def test_the_scenario_names_a_pose_of_the_card(context, robot):
    entry = Scenario.load("hold").actors["robot"].script[0]
    assert (entry.params.pose, entry.params.arm) == ("reach", None)
    card = load_robot_card(card_path(robot))
    there = build(entry.params, context(card=card))._there
    arm = card.index(card.groups["right_arm"])
    np.testing.assert_array_equal(there[arm], REACH)
    rest = np.delete(there, arm)
    np.testing.assert_array_equal(
        rest, np.delete(card.pose("stand", "hand_open", "carry"), arm)
    )


def test_a_robot_without_the_pose_is_refused_and_its_poses_are_named(context):
    with pytest.raises(ScenarioError, match=r"pose: salute: a pose of .*stand, carry"):
        build(Params(pose="salute"), context())


def test_a_wrong_number_of_angles_is_refused_and_names_the_joints(context):
    with pytest.raises(ScenarioError, match=r"2 angles.*zarm_r1_joint.*zarm_r7_joint"):
        build(Params(arm=(0.1, 0.2)), context())
