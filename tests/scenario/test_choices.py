"""What a caller chooses about a scenario."""

import pytest

from relaywalk.errors import MissingDependency
from relaywalk.scenario import choices
from relaywalk.scenario.scenario import Scenario


def test_auto_is_pybullet_where_it_is_installed_else_mujoco(monkeypatch):
    find = choices.importlib.util
    monkeypatch.setattr(find, "find_spec", lambda name: object())
    assert choices.chosen_engine("auto") == "pybullet"
    monkeypatch.setattr(find, "find_spec", lambda name: None)
    assert choices.chosen_engine("auto") == "mujoco"


def test_an_engine_that_is_not_installed_says_what_to_do(monkeypatch):
    monkeypatch.setattr(choices.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(MissingDependency, match="pip install pybullet"):
        choices.chosen_engine("pybullet")


def test_the_run_says_which_engine_and_keeps_the_choice():
    scenario = choices.settled(Scenario.load("stand"), {"seed": 7})
    assert scenario.engine in {"pybullet", "mujoco"}
    assert scenario.seed == 7
    folder = choices.default_folder(scenario)
    assert folder.name.startswith(f"stand-{scenario.engine}-7-")


def test_all_whose_role_is_to_carry_are_carriers_and_else_the_first():
    scenario = Scenario.load("relay_5m")
    assert choices.carriers(scenario) == ("robot",)
    both = scenario.with_overrides({"actors.receiver.role": "carrier"})
    assert set(choices.carriers(both)) == {"robot", "receiver"}
    nobody = scenario.with_overrides({"actors.robot.role": "giver"})
    assert choices.carriers(nobody) == (next(iter(nobody.actors)),)


def test_the_robot_is_the_actor_that_carries():
    scenario = Scenario.load("relay_5m")
    assert choices.robot_name(scenario) == "robot"
    assert choices.named_overrides(scenario, None, None, "kuavo_5") == {
        "actors.robot.card": "kuavo_5"
    }
