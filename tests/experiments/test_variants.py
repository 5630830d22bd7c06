"""Variants are scenarios: same data but for the torch."""

import pytest

from relaywalk.errors import ScenarioError
from relaywalk.experiments.variants import torch_mass, with_mass, without_torch
from relaywalk.scenario.choices import robot_name
from relaywalk.scenario.scenario import Scenario, scenario_names

WITH_TORCH = [n for n in scenario_names() if Scenario.load(n).props]


@pytest.mark.parametrize("name", WITH_TORCH)
def test_without_the_torch_the_carrier_is_alone_and_goes_as_far(name):
    scenario = Scenario.load(name)
    empty = without_torch(scenario)
    assert empty.props == {}
    carrier = robot_name(scenario)
    assert list(empty.actors) == [carrier]
    assert empty.actors[carrier].holds is None
    ways = [
        [e.params.distance for e in s.actors[carrier].script if e.kind == "carry"]
        for s in (scenario, empty)
    ]
    assert ways[0] == ways[1]
    kept = ("engine", "seed", "timestep", "control_period", "terrain", "start_noise")
    assert all(getattr(empty, key) == getattr(scenario, key) for key in kept)


def test_taking_the_torch_becomes_raising_the_arm():
    script = without_torch(Scenario.load("relay_5m")).actors["robot"].script
    assert [entry.kind for entry in script] == ["stand", "hold", "carry"]


def test_a_variant_is_a_scenario_that_can_be_run_again():
    empty = without_torch(Scenario.load("relay_5m"))
    assert Scenario.model_validate(empty.as_dict()) == empty


def test_another_mass_changes_that_leaf_alone():
    scenario = Scenario.load("relay_5m")
    heavy = with_mass(scenario, 2.4)
    assert torch_mass(heavy) == 2.4
    assert with_mass(heavy, 1.6) == with_mass(scenario, 1.6)
    assert heavy.actors == scenario.actors


def test_no_mass_is_no_torch():
    assert with_mass(Scenario.load("hold"), 0.0).props == {}


def test_the_mass_of_the_card_counts_where_the_scenario_names_none():
    assert torch_mass(Scenario.load("hold")) == 1.6


def test_a_scenario_without_a_torch_is_refused():
    with pytest.raises(ScenarioError, match="stand: props"):
        without_torch(Scenario.load("stand"))


def test_a_carrier_that_does_nothing_else_is_refused():
    scenario = Scenario.load("relay_5m").with_overrides({"actors.robot.role": "giver"})
    with pytest.raises(ScenarioError, match="script"):
        without_torch(scenario.with_overrides({"actors.giver.role": "carrier"}))
