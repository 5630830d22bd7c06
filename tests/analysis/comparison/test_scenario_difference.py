"""What differs in the scenarios is what a difference is put down to."""

import pytest

from relaywalk.analysis.comparison.scenario_difference import (
    scenario_differences,
    sensitivity,
)
from relaywalk.scenario.scenario import Scenario


def differing(**changes):
    plain = Scenario.load("relay_5m").with_overrides({"engine": "mujoco"})
    return scenario_differences(plain, plain.with_overrides(changes))


def test_equal_scenarios_differ_in_nothing():
    assert differing() == ()


def test_a_leaf_is_named_with_both_values():
    (leaf,) = differing(seed=3)
    assert leaf == ("seed", "1", "3")


def test_a_part_that_only_one_has_is_shown_as_missing():
    leaves = scenario_differences(Scenario.load("relay_5m"), Scenario.load("stand"))
    props = [leaf for leaf in leaves if leaf.path.startswith("props")]
    assert ("props.torch.card", "torch", "–") in props


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"engine": "pybullet"}, "engine-sensitive"),
        ({"actors.robot.card": "kuavo_5"}, "robot-sensitive"),
        ({"props.torch.mass": 2.0}, "payload-sensitive"),
        ({"seed": 2}, "seed-sensitive"),
        ({"terrain.friction": 0.5}, "terrain-sensitive"),
        ({"seed": 2, "engine": "pybullet"}, "engine- and seed-sensitive"),
        ({"actors.robot.script.2.distance": 4.0}, "script-sensitive"),
        (
            {"seed": 2, "engine": "pybullet", "props.torch.mass": 2.0},
            "engine-, seed- and payload-sensitive",
        ),
    ],
)
def test_a_difference_is_put_down_to_all_that_differs(changes, word):
    assert sensitivity(differing(**changes), same_versions=False) == word


def test_equal_scenarios_leave_the_versions_or_nothing():
    assert sensitivity((), same_versions=False) == "version-sensitive"
    assert sensitivity((), same_versions=True) == "unexplained"
