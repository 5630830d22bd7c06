"""Holding the torch: the arm's pose is data, an empty hand closes as if around it."""

import numpy as np
import pytest

from relaywalk.errors import ScenarioError
from relaywalk.phases import PhaseContext
from relaywalk.phases._carrying import carrying_grip, closure_around
from relaywalk.phases.hold import Params, build
from relaywalk.robots.model import RobotModel


@pytest.fixture
def context(kuavo, torch):
    def make(prop_name=""):
        model = RobotModel(kuavo)
        root = np.zeros(3)
        return PhaseContext("robot", kuavo, model, None, 0.002, torch, prop_name, root)

    return make


def test_an_empty_hand_carries_nothing_and_stands_between_open_and_closed(context):
    grip = carrying_grip(context())
    assert grip.payload == 0.0
    assert 0.0 < grip.closure < 1.0


def test_a_hand_with_the_torch_presses_and_knows_its_load(context):
    grip = carrying_grip(context("torch"))
    assert (grip.closure, grip.payload) == (1.0, 1.0)


def test_no_other_closure_brings_the_fingers_nearer_to_the_grip(kuavo):
    fingers = kuavo.index(kuavo.groups["right_hand"])
    opened, gripping, closed = (
        kuavo.pose(f"hand_{name}")[fingers] for name in ("open", "grip", "closed")
    )

    def gap(closure):
        return np.linalg.norm(opened + closure * (closed - opened) - gripping)

    best = closure_around(kuavo)
    assert gap(best) < min(gap(best - 0.01), gap(best + 0.01))


def test_a_wrong_number_of_angles_is_refused_and_names_the_joints(context):
    with pytest.raises(ScenarioError, match=r"2 angles.*zarm_r1_joint.*zarm_r7_joint"):
        build(Params(arm=(0.1, 0.2)), context())
