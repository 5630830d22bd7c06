"""The controller block of an actor: wrong ones are one message, good ones whole."""

import pytest

from relaywalk.errors import ScenarioError
from relaywalk.scenario.controller_entry import (
    DEFAULT,
    ControllerEntry,
    controllers_of,
)
from relaywalk.scenario.scenario import Scenario
from relaywalk.schema import strict_yaml

SCENE = """\
name: scene
duration: 1.0
actors:
  robot:
    card: {card}
    controller:
{block}
    script: [{{kind: stand}}]
"""


def scene(block, card="kuavo_4_pro"):
    """Return a scenario; the block's first line is line 7."""
    lines = "\n".join("      " + line for line in block.splitlines())
    text = SCENE.format(card=card, block=lines)
    return Scenario.from_document(strict_yaml.parse(text, "scene.yaml"))


def controller(block, card="kuavo_4_pro"):
    """Return the controller of such a scenario."""
    return scene(block, card).actors["robot"].controller


AT = "actors.robot.controller"


@pytest.mark.parametrize(
    ("block", "message"),
    [
        ("kind: fly", f"7: {AT}.kind: fly: one of dcm_qp, guided"),
        (
            "kind: dcm_qp\nspeed: 1",
            f"8: {AT}.speed: 1: unknown key; allowed: kind, walker, tasks, limits, "
            "regularisation, fingers, hands, joint_damping, failure_time",
        ),
        (
            "walker:\n  balance:\n    gain: -1",
            f"9: {AT}.walker.balance.gain: -1: a number of at least 0, at most 20 [-]",
        ),
        (
            "walker: {balance: {grain: 1}}",
            f"7: {AT}.walker.balance.grain: 1: unknown key; allowed: gain, zmp_margin, "
            "ankle_fraction, settling_time, step_fraction",
        ),
        (
            "walker: 3",
            f"7: {AT}.walker: 3: a mapping with the keys preview, shift_time, "
            "capture_time, first_step, balance, disturbance, footsteps, "
            "home, choice, touchdown, central, ground",
        ),
        ("walker:\n  preview: 0", f"8: {AT}.walker.preview: 0: "),
        ("walker:\n  first_step: hand", f"8: {AT}.walker.first_step: hand: "),
        (
            "failure_time: soon",
            f"7: {AT}.failure_time: soon: a number of at least 0, at most 10 [s]",
        ),
        (
            "kind: guided",
            f"7: {AT}.kind: guided: a controller of a floating base: dcm_qp",
        ),
    ],
)
def test_a_wrong_one_is_named_with_line_field_value_and_what_is_allowed(block, message):
    with pytest.raises(ScenarioError) as caught:
        scene(block)
    assert str(caught.value).startswith(f"scene.yaml:{message}")
    assert "\n" not in str(caught.value)


def test_a_guided_body_may_have_no_walking_controller():
    with pytest.raises(ScenarioError) as caught:
        scene("kind: dcm_qp", "human")
    assert str(caught.value) == (
        f"scene.yaml:7: {AT}.kind: dcm_qp: a controller of a guided base: guided"
    )


@pytest.mark.parametrize(("card", "kind"), [("kuavo_5", "dcm_qp"), ("human", "guided")])
def test_without_a_kind_it_is_the_one_of_the_cards_base(card, kind):
    plain = Scenario.from_document(
        strict_yaml.parse(
            f"name: a\nduration: 1.0\nactors: {{a: {{card: {card}, "
            "script: [{kind: stand}]}}",
            "a.yaml",
        )
    )
    chosen = controller("fingers: {stiffness: 2.0}", card)
    assert plain.actors["a"].controller.kind == chosen.kind == kind
    assert chosen.params.fingers.stiffness == 2.0
    assert plain.actors["a"].controller.params.fingers.stiffness == 3.0


def test_every_base_has_a_default_that_can_drive_it():
    for base, kind in DEFAULT.items():
        assert kind in controllers_of(base)
    kinds = {kind for base in DEFAULT for kind in controllers_of(base)}
    assert kinds == set(ControllerEntry.kinds())


def test_an_override_reaches_every_gain_and_is_validated():
    scenario = Scenario.load("stand")
    path = f"{AT}.walker.balance.gain"
    changed = scenario.with_overrides({path: 2.5})
    assert changed.actors["robot"].controller.params.walker.balance.gain == 2.5
    with pytest.raises(ScenarioError, match=r"override: .*gain: -1: a number of at le"):
        scenario.with_overrides({path: -1})


@pytest.mark.parametrize("block", ["joint_damping: 0.7", "limits: {joint_range: null}"])
def test_every_default_is_written_out_and_loads_to_an_equal_scenario(block):
    scenario = scene(block)
    text = scenario.dump()
    again = Scenario.from_document(strict_yaml.parse(text, "again.yaml"))
    assert again == scenario
    block = strict_yaml.parse(text, "again.yaml").data["actors"]["robot"]["controller"]
    assert block == leaves(scenario.actors["robot"].controller.params, kind="dcm_qp")


def leaves(params, **more):
    """Return all fields of a model, as deep as they go, as YAML has them."""
    found = dict(more)
    for key in type(params).model_fields:
        value = getattr(params, key)
        deep = hasattr(type(value), "model_fields")
        plain = list(value) if isinstance(value, tuple) else value
        found[key] = leaves(value) if deep else plain
    return found
