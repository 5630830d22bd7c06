"""Pushes: one walk, branched off at every push; what is there is not repeated."""

from dataclasses import replace

import pytest

from relaywalk.errors import ScenarioError
from relaywalk.experiments.push_margins import PushTest, find_margins
from relaywalk.scenario.scenario import Scenario

STAND = Scenario.load("stand").with_overrides(
    {"engine": "mujoco", "actors.robot.script.0.duration": 20.0, "duration": 30.0}
)
TEST = PushTest((0.1, 6.0), (0.0,), (0.0,), duration=0.1, at=0.3, watched=1.2)


@pytest.mark.slow
def test_a_light_push_is_survived_and_one_no_body_can_bear_is_not(tmp_path):
    told = []
    margins = find_margins(STAND, TEST, tmp_path, 1, told.append)
    light, hard = sorted(margins.trials, key=lambda trial: trial.level)
    assert light.reason == ""
    assert hard.reason.startswith("fell: robot fell at t = ")
    assert sorted(told) == sorted(margins.trials)
    told.clear()
    assert find_margins(STAND, TEST, tmp_path, 1, told.append) == margins
    assert told == []
    with pytest.raises(ScenarioError, match="holds the pushes of another scenario"):
        find_margins(STAND.with_overrides({"seed": 2}), TEST, tmp_path, 1, told.append)
    with pytest.raises(ScenarioError, match="holds the pushes of another kind"):
        other = replace(TEST, foot="right_foot")
        find_margins(STAND, other, tmp_path, 1, told.append)


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"levels": ()}, "at least one of each"),
        ({"levels": (0.0,)}, "over 0"),
        ({"levels": (0.3, float("nan"))}, "over 0"),
        ({"moments": (-0.1,)}, "at least 0"),
        ({"duration": 0.0}, "duration"),
        ({"watched": 0.05}, "watched: longer"),
    ],
)
def test_a_test_without_a_push_is_refused(changed, message):
    numbers = {"levels": (0.3,), "directions": (0.0,), "moments": (0.0,), **changed}
    with pytest.raises(ScenarioError, match=message):
        PushTest(**numbers)


def test_every_level_goes_in_every_direction_at_every_moment():
    test = PushTest((0.3, 0.6), (0.0, 90.0, 180.0), (0.0, 0.1))
    pushes = list(test.pushes)
    assert len(set(pushes)) == len(pushes) == 12
