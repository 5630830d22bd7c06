"""Longer walks and more humanoids are the same scenario otherwise."""

import pytest

from relaywalk.errors import ScenarioError
from relaywalk.experiments.scale_scenarios import carrying, side_by_side
from relaywalk.scenario.scenario import Scenario


@pytest.mark.parametrize("distance", [0.5, 100.0, 1000.0])
def test_only_the_length_of_the_walk_differs(distance):
    made = carrying(distance, "mujoco").as_dict()
    model = Scenario.load("carry_5m").with_overrides({"engine": "mujoco"}).as_dict()
    walk, was = (data["actors"]["robot"]["script"][1] for data in (made, model))
    assert walk["distance"] == distance
    assert walk["timeout"] >= distance / 0.4
    for name in ("distance", "timeout"):
        walk[name] = was[name]
    for name in ("name", "duration", "success"):
        made[name] = model[name]
    assert made == model


def test_a_walk_may_not_be_longer_than_a_scenario_may_be():
    with pytest.raises(ScenarioError, match="1001"):
        carrying(1001.0, "mujoco")


def test_each_humanoid_has_its_place_and_its_own_torch():
    made = side_by_side(4, 1.0, "pybullet")
    assert [actor.start.y for actor in made.actors.values()] == [0.0, 2.0, 4.0, 6.0]
    held = [actor.holds.prop for actor in made.actors.values()]
    assert held == list(made.props)
    assert len(set(held)) == 4
    assert made.engine == "pybullet"


def test_all_walk_alike():
    scripts = [actor.script for actor in side_by_side(3, 1.0, "mujoco").actors.values()]
    assert scripts[0] == scripts[1] == scripts[2]


def test_one_humanoid_is_the_short_walk():
    one, alone = side_by_side(1, 1.0, "mujoco"), carrying(1.0, "mujoco")
    assert one.actors == alone.actors
