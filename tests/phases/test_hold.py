"""Holding the torch: the arm's pose is data; it goes there, stays, and that is it."""

import numpy as np
import pytest

from relaywalk.errors import ScenarioError
from relaywalk.phases import PhaseContext
from relaywalk.phases.hold import build
from relaywalk.planar_path import PlanarPose
from relaywalk.robots.card import load_robot_card
from relaywalk.robots.catalogue import card_path
from relaywalk.robots.model import RobotModel
from relaywalk.scenario.scenario import Scenario

HAND = "right_hand"


@pytest.fixture
def context(kuavo, torch):
    def make(prop_name="", card=kuavo):
        model, root = RobotModel(card), np.zeros(3)
        way = PlanarPose(0.0, 0.0, 0.0)
        return PhaseContext(
            "robot",
            card,
            model,
            0.002,
            HAND,
            {"torch": torch, "": torch},
            prop_name,
            root,
            way,
        )

    return make


REACH = [-1.5, 0.0, 0.0, -0.2, 0.0, 0.0, 0.1292]  # [rad], as `hold` once had itself


@pytest.mark.parametrize("robot", ["kuavo_4_pro", "kuavo_5"])
def test_the_scenario_names_a_pose_of_the_card(context, robot):
    entry = Scenario.load("hold").actors["robot"].script[0]
    assert (entry.params.pose, entry.params.arm) == ("reach", None)
    card = load_robot_card(card_path(robot))
    there = build(entry.params, context(card=card))._desired
    arm = card.index(card.groups["right_arm"])
    np.testing.assert_array_equal(there[arm], REACH)
    rest = np.delete(there, arm)
    np.testing.assert_array_equal(rest, np.delete(card.pose_of(HAND, "carry"), arm))


@pytest.mark.parametrize(
    ("block", "said"),
    [
        (
            "pose: salute",
            r"9: actors.robot.script.0.pose: salute: a pose of .*: stand,",
        ),
        (
            "arm: [0.1, 0.2]",
            r"9: .*0.arm: \[0.1, 0.2\]: one angle each for zarm_r1.*r7",
        ),
    ],
)
def test_what_does_not_fit_the_card_is_refused_when_it_is_read(tmp_path, block, said):
    path = tmp_path / "hold.yaml"
    path.write_text(
        "name: hold\nduration: 5.0\nactors:\n  robot:\n    card: kuavo_4_pro\n"
        f"    script:\n      - kind: hold\n        duration: 1.0\n        {block}\n"
    )
    with pytest.raises(ScenarioError, match=said):
        Scenario.load(path)


def test_the_arm_goes_to_its_pose_in_time_and_stays(play, kuavo):
    """From where it is seen; the rest of the body carries from the first moment on."""
    one = play("hold", pose="reach", move_time=1.0, duration=0.5)
    arm = kuavo.index(kuavo.arm(HAND))
    seen = one.model.state.joint_position[arm].copy()
    there = kuavo.pose("stand", "carry", "reach")[arm]
    for time, goal in one.during(1.5):
        u = min(time, 1.0)
        s = u**3 * (10.0 - 15.0 * u + 6.0 * u**2)  # minimum jerk
        np.testing.assert_allclose(goal.posture[arm], seen + s * (there - seen))
        carrying = kuavo.pose_of(HAND, "carry")
        np.testing.assert_array_equal(
            np.delete(goal.posture, arm), np.delete(carrying, arm)
        )
    assert one.to_the_end() == pytest.approx(1.5)


def test_the_hand_presses_the_torch_and_keeps_it_upright_all_the_time(play):
    one = play("hold")
    for _, goal in one.during(2.5):
        assert (goal.grip[HAND].closure, goal.grip[HAND].payload) == (1.0, 1.0)
        np.testing.assert_array_equal(goal.upright[HAND], one.tick().upright[HAND])
