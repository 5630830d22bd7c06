"""A fall names who was touched before it, as the physics has it, in every engine."""

import re
from importlib.util import find_spec
from types import SimpleNamespace

import numpy as np
import pytest

from relaywalk.errors import RobotFell
from relaywalk.scenario.choices import settled
from relaywalk.scenario.scenario import Scenario, engine_names
from relaywalk.schema import strict_yaml
from relaywalk.simulation.loop import simulate
from relaywalk.simulation.termination import BEFORE_A_FALL, Watch

BUMP = """\
name: bump
duration: 8.0
snapshot_every: null
actors:
  robot: {card: kuavo_4_pro, script: [{kind: carry, distance: 2.0}]}
  bystander:
    card: human
    role: receiver
    start: {x: 0.4, yaw: 3.14159265}
    script: [{kind: stand, duration: 0.0}]
"""
ENGINES = [name for name in engine_names() if find_spec(name)]
UP, DOWN = 0.8, 0.1  # heights of the base [m]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_robot_that_walks_into_somebody_fell_after_touching_them(tmp_path, engine):
    scenario = Scenario.from_document(strict_yaml.parse(BUMP, "bump.yaml"))
    result = simulate(settled(scenario, {"engine": engine}), tmp_path).as_dict()
    assert result["outcome"] == "fell"
    touch = r"after touching bystander \(last at t = (.*) s\)"
    told = re.fullmatch(rf"robot fell at t = (.*) s: .*, {touch}", result["reason"])
    fell, touched = map(float, told.groups())
    assert fell - BEFORE_A_FALL <= touched <= fell


@pytest.fixture
def watch():
    """Return a watch over two bodies on feet, and a function that shows it a moment."""

    def seen(time, heights, touching=()):
        actors = {}
        for name, z in heights.items():
            pose = np.array([0.0, 0.0, z, 0.0, 0.0, 0.0, 1.0])
            state = SimpleNamespace(pose_base_in_world=pose)
            actors[name] = SimpleNamespace(state=state)
        return SimpleNamespace(time=time, actors=actors, props={}, touching=touching)

    first = seen(0.0, {"one": UP, "two": UP})
    body = SimpleNamespace(walker=object())
    stage = SimpleNamespace(
        scenario=SimpleNamespace(duration=60.0),
        observation=first,
        bodies={"one": body, "two": body},
        prop_cards={},
    )
    kept = Watch(stage)
    return lambda *moment: kept.check(seen(*moment))


def test_the_last_one_touched_is_named_by_both(watch):
    watch(1.0, {"one": UP, "two": UP}, (("one", "torch"),))
    watch(1.5, {"one": UP, "two": UP}, (("one", "two"),))
    with pytest.raises(RobotFell, match=r"^one fell .*touching two \(last at t = 1\.5"):
        watch(2.0, {"one": DOWN, "two": UP})
    with pytest.raises(RobotFell, match=r"^two fell .*touching one \(last at t = 1\.5"):
        watch(2.0, {"one": UP, "two": DOWN})


@pytest.mark.parametrize("touching", [(), (("one", "two"),)])
def test_nobody_is_blamed_who_was_touched_long_before_or_never(watch, touching):
    watch(1.0, {"one": UP, "two": UP}, touching)
    with pytest.raises(RobotFell) as caught:
        watch(1.1 + BEFORE_A_FALL, {"one": DOWN, "two": UP})
    assert "touching" not in str(caught.value)
