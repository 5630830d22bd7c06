"""A bearer: its card, its script and its controller fit each other."""

import shutil
from pathlib import Path

import pytest

from relaywalk.errors import CardError, ScenarioError
from relaywalk.scenario.scenario import Scenario
from relaywalk.schema import strict_yaml

TWO_LINK = Path(__file__).parents[1] / "models" / "two_link"


def scene(actor):
    """Return a scenario; its actor begins in line 5."""
    text = f"name: scene\nduration: 1.0\nactors:\n  robot:\n{actor}"
    return Scenario.from_document(strict_yaml.parse(text, "scene.yaml"))


def refused(actor):
    """Return the message."""
    with pytest.raises(ScenarioError) as caught:
        scene(actor)
    assert "\n" not in str(caught.value)
    return str(caught.value)


STAND = "    script: [{kind: stand}]\n"


def test_what_is_left_out_has_its_default():
    actor = scene("    card: human\n" + STAND).actors["robot"]
    assert (actor.role, actor.holds, actor.start.x) == ("carrier", None, 0.0)
    assert actor.mismatch.joint_offset == 0.0
    assert actor.controller.kind == "guided"


@pytest.mark.parametrize(
    ("actor", "message"),
    [
        (STAND, "4: actors.robot.card: (missing): field required"),
        ("    card: nobody\n" + STAND, "5: actors.robot.card: nobody: a model or a"),
        ("    card: human\n", "4: actors.robot.script: (missing): field required"),
        ("    card: human\n    script: []\n", "6: actors.robot.script: []: "),
        (
            "    card: human\n    role: hero\n" + STAND,
            "6: actors.robot.role: hero: input should be 'carrier', 'giver' or 'rec",
        ),
        (
            "    card: human\n    script:\n    - {kind: stand}\n    - {kind: hold}\n",
            "8: actors.robot.script.1.kind: hold: a phase of a guided base: light, off",
        ),
        (
            "    card: human\n    sensing: measured\n" + STAND,
            "6: actors.robot.sensing: measured: ideal; a guided base is led",
        ),
        (
            "    card: human\n    controller: guided\n" + STAND,
            "6: actors.robot.controller: guided: a mapping with kind: one of dcm_qp, g",
        ),
        (
            "    card: human\n    controller: null\n" + STAND,
            "6: actors.robot.controller: None: a mapping with kind: one of dcm_qp, gu",
        ),
        (
            "    card: kuavo_5\n    gait: {stride: 1}\n" + STAND,
            "6: actors.robot.gait.stride: 1: unknown key; allowed: step_length, back_",
        ),
        (
            "    card: kuavo_5\n    gait: {swing_height: high}\n" + STAND,
            "6: actors.robot.gait.swing_height: high: a number of at least 0",
        ),
        (
            "    card: human\n    height: 1.3\n" + STAND,
            "6: actors.robot.height: 1.3: a number of at least 1.4, at most 2.1 [m]",
        ),
        (
            "    card: kuavo_5\n    height: 1.7\n" + STAND,
            "6: actors.robot.height: 1.7: null; kuavo_5 is no person whose height may",
        ),
        (
            "    card: human\n    colour: red\n" + STAND,
            "6: actors.robot.colour: red: unk",
        ),
    ],
)
def test_what_is_wrong_is_one_message(actor, message):
    start = f"scene.yaml:{message}"
    assert refused(actor)[: len(start)] == start


def test_another_card_of_the_other_base_keeps_no_controller_that_cannot_drive_it():
    walking = scene("    card: kuavo_4_pro\n" + STAND)
    with pytest.raises(ScenarioError, match=r"controller\.kind: dcm_qp: a controller"):
        walking.with_overrides({"actors.robot.card": "human"})
    changes = {"actors.robot.card": "human", "actors.robot.controller": {}}
    assert walking.with_overrides(changes).actors["robot"].controller.kind == "guided"


def test_a_card_that_is_wrong_says_so_itself(tmp_path):
    folder = shutil.copytree(TWO_LINK, tmp_path / "body")
    card = folder / "card.yaml"
    card.write_text(card.read_text("utf-8").replace("floating", "flying"), "utf-8")
    with pytest.raises(CardError, match=r"card\.yaml:4: base: flying"):
        scene(f"    card: {card}\n" + STAND)
