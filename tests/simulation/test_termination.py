"""A fall names who was touched before it, as the physics has it, in every engine."""

import re
from importlib.util import find_spec
from types import SimpleNamespace

import numpy as np
import pytest

from relaywalk.errors import PhaseTimeout, RobotFell, TorchDropped
from relaywalk.scenario.choices import settled
from relaywalk.scenario.scenario import Scenario, engine_names
from relaywalk.schema import strict_yaml
from relaywalk.simulation.loop import simulate
from relaywalk.simulation.termination import BEFORE_A_FALL, Termination, fallen
from relaywalk.terrains.shapes.plane import Plane
from relaywalk.terrains.terrain import Terrain, level
from relaywalk.types import Observation, PropState

BUMP = """\
name: bump
duration: 12.0
snapshot_every: null
actors:
  robot:
    card: kuavo_4_pro
    pushes: [{time: 1.0, impulse: [400.0, 0.0, 0.0]}]
    script: [{kind: stand, duration: 9.0}]
  bystander:
    card: human
    role: receiver
    start: {x: 0.45, y: 0.2, yaw: 3.14159265}
    script: [{kind: stand, duration: 0.0}]
"""
ENGINES = [name for name in engine_names() if find_spec(name)]
FLAT = level()
UP, DOWN = 0.8, 0.1  # heights of the base [m]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_robot_pushed_into_somebody_fell_after_touching_them(tmp_path, engine):
    scenario = Scenario.from_document(strict_yaml.parse(BUMP, "bump.yaml"))
    result = simulate(settled(scenario, {"engine": engine}), tmp_path).as_dict()
    assert result["outcome"] == "fell"
    touch = r"after touching bystander \(last at t = (.*) s\)"
    told = re.fullmatch(rf"robot fell at t = (.*) s: .*, {touch}", result["reason"])
    fell, touched = map(float, told.groups())
    assert fell - BEFORE_A_FALL <= touched <= fell


@pytest.fixture
def watch():
    """Return a function that shows a moment of two bodies on feet."""

    def seen(time, heights, touching=()):
        actors = {}
        for name, z in heights.items():
            pose = np.array([0.0, 0.0, z, 0.0, 0.0, 0.0, 1.0])
            state = SimpleNamespace(pose_base_in_world=pose)
            actors[name] = SimpleNamespace(state=state)
        return SimpleNamespace(time=time, actors=actors, props={}, touching=touching)

    first = seen(0.0, {"one": UP, "two": UP})
    body = SimpleNamespace(model=SimpleNamespace(floating=True))
    stage = SimpleNamespace(
        scenario=SimpleNamespace(duration=60.0),
        observation=first,
        actors={"one": body, "two": body},
        prop_cards={},
        terrain=level(),
    )
    kept = Termination(stage)
    return lambda *moment: kept.step(seen(*moment), {}, {})


def test_a_body_falls_by_its_height_or_by_its_tilt():
    upright = np.array([0.0, 0.0, UP, 0.0, 0.0, 0.0, 1.0])
    assert fallen(upright, UP, FLAT) == ""
    assert fallen(upright * [1, 1, 0.59, 1, 1, 1, 1], UP, FLAT).endswith(
        "above the ground"
    )
    for angle, falls in ((59.0, False), (61.0, True)):
        half = np.deg2rad(angle) / 2.0
        tilted = np.array([0.0, 0.0, UP, 0.0, np.sin(half), 0.0, np.cos(half)])
        assert (fallen(tilted, UP, FLAT) == f"its base tilts by {angle:.0f}°") is falls
        turned = np.array([0.0, 0.0, UP, 0.0, 0.0, np.sin(half), np.cos(half)])
        assert fallen(turned, UP, FLAT) == ""


def test_a_body_on_a_slope_falls_by_its_height_above_it():
    slope = Terrain((Plane(slope=0.1),))
    uphill = np.array([20.0, 0.0, UP + 20.0 * np.tan(0.1), 0.0, 0.0, 0.0, 1.0])
    assert fallen(uphill, UP, slope) == ""
    low = uphill - np.array([0.0, 0.0, 0.6, 0.0, 0.0, 0.0, 0.0])
    assert fallen(low, UP, slope) == "its base is 0.20 m above the ground"


@pytest.fixture
def with_a_torch(torch):
    """Return a termination over a scene with nothing but a torch."""
    scenario = SimpleNamespace(duration=60.0)
    seen = SimpleNamespace(actors={})
    return Termination(
        SimpleNamespace(
            scenario=scenario,
            observation=seen,
            actors={},
            prop_cards={"torch": torch},
            terrain=level(),
        )
    )


def torch_at(time, height, quaternion=(0.0, 0.0, 0.0, 1.0)):
    pose = np.array([0.0, 0.0, height, *quaternion])
    return Observation(time, {}, {"torch": PropState(pose, np.zeros(6))})


def test_a_torch_is_dropped_when_either_end_is_on_the_ground(with_a_torch, torch):
    with_a_torch.step(torch_at(1.0, 0.06), {}, {})
    head_down = (1.0, 0.0, 0.0, 0.0)  # half a turn about x
    with_a_torch.step(torch_at(1.5, torch.length + 0.06, head_down), {}, {})
    with pytest.raises(TorchDropped, match=r"t = 2\.000 s.*'torch' is on the ground"):
        with_a_torch.step(torch_at(2.0, 0.04), {}, {})
    with pytest.raises(TorchDropped):
        with_a_torch.step(torch_at(2.0, torch.length + 0.04, head_down), {}, {})


def test_any_prop_may_be_dropped_and_who_held_it_last_is_named(torch):
    holder = SimpleNamespace(model=SimpleNamespace(floating=False))
    stage = SimpleNamespace(
        scenario=SimpleNamespace(duration=60.0),
        observation=SimpleNamespace(actors={}),
        actors={"ann": holder, "bob": holder},
        prop_cards={"torch": torch, "second": torch},
        terrain=level(),
    )
    ends = Termination(stage)

    def step(time, height):
        press = np.array([0.0, 0.0, -16.0, 0.0, 0.0, 0.0])
        grips = {"ann": ("left_hand", "torch"), "bob": ("right_hand", "second")}
        actors = {
            name: SimpleNamespace(prop_wrench={grip: press})
            for name, grip in grips.items()
        }
        poses = {"torch": 1.0, "second": height}
        props = {
            name: PropState(np.array([0, 0, z, 0, 0, 0, 1.0]), np.zeros(6))
            for name, z in poses.items()
        }
        ends.step(Observation(time, actors, props), {}, {})

    for time in (0.0, 0.5):
        step(time, 1.0)
    with pytest.raises(TorchDropped, match="last held by bob: 'second' is on the gr"):
        step(0.502, 0.01)


def test_a_run_lasts_no_longer_than_its_scenario_says(with_a_torch):
    with_a_torch.step(torch_at(60.0, 1.0), {}, {})
    with pytest.raises(PhaseTimeout, match=r"whole run"):
        with_a_torch.step(torch_at(60.002, 1.0), {}, {})


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
