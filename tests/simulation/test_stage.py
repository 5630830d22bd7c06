"""A stage: the scenario's bodies, each with the parts that its scenario asks for."""

import numpy as np
import pytest

from relaywalk.control.controllers.dcm_qp import DcmQp
from relaywalk.control.controllers.guided import Guided
from relaywalk.errors import ScenarioError
from relaywalk.estimation.base_estimator import BaseEstimator
from relaywalk.estimation.joint_offsets import JointOffsets
from relaywalk.estimation.state_observer import StateObserver
from relaywalk.recording.channels import channel_table
from relaywalk.scenario.scenario import Scenario
from relaywalk.simulation import stage as stage_module
from relaywalk.simulation.own_view import ESTIMATE_ERROR
from relaywalk.simulation.pushes import Push
from relaywalk.simulation.stage import build_stage, recorded_scene

MISMATCH = "actors.robot.mismatch"
NOISE, ZERO = f"{MISMATCH}.velocity_noise", f"{MISMATCH}.joint_offset"

SENSING = "actors.robot.sensing"


@pytest.fixture
def build():
    """Return a function: scenario, changes → its stage in MuJoCo."""
    made = []

    def built(name="stand", **changes):
        changes = {"engine": "mujoco", **changes}
        made.append(build_stage(Scenario.load(name).with_overrides(changes)))
        return made[-1]

    yield built
    for stage in made:
        stage.engine.close()


def test_every_actor_has_the_controller_of_its_scenario(build):
    stage = build("relay_5m")
    kinds = {name: type(actor.controller) for name, actor in stage.actors.items()}
    assert kinds == {"robot": DcmQp, "giver": Guided, "receiver": Guided}
    assert {actor.script.actor for actor in stage.actors.values()} == set(kinds)
    assert stage.observation.time == 0.0
    assert not stage.finished


def test_a_gain_of_the_scenario_reaches_the_controller(build):
    gain = "actors.robot.controller.walker.balance.gain"
    path = "actors.robot.controller.joint_damping"
    stage = build(**{gain: 2.5, path: 0.7})
    command = stage.commands()["robot"]
    select = stage.actors["robot"].model.select
    assert set(command.damping[select]) == {0.7}


@pytest.mark.parametrize(
    ("changes", "chain"),
    [
        ({}, []),
        ({NOISE: 1.5}, [StateObserver]),
        ({ZERO: 0.05}, [JointOffsets]),
        ({NOISE: 1.5, ZERO: 0.05}, [JointOffsets, StateObserver]),
        ({SENSING: "measured"}, [BaseEstimator]),
        ({SENSING: "measured", NOISE: 1.5}, [BaseEstimator, StateObserver]),
        ({SENSING: "measured", ZERO: 0.05}, [JointOffsets, BaseEstimator]),
    ],
)
def test_estimators_make_up_for_what_the_sensors_lack(build, changes, chain):
    robot = build(**changes).actors["robot"]
    assert [type(link) for link in robot.estimators] == chain


def test_a_push_moves_the_robot(build):
    still, pushed = build(), build()
    force = np.array([0.0, 200.0, 0.0])
    base = pushed.actors["robot"].card.base_link
    pushed.actors["robot"].disturbances.given = (Push(0.0, 1.0, base, force),)
    for stage in (still, pushed):
        for _ in range(10):
            stage.advance(stage.commands())
    sway = [
        stage.observation.actors["robot"].state.twist_base_in_base[1]
        for stage in (still, pushed)
    ]
    assert sway[1] - sway[0] > 0.01


def test_a_side_wind_on_the_torch_s_head_pushes_and_tips_it(build):
    wind = [{"force": [0.0, 20.0, 0.0], "at": 0.7}]
    still, blown = build("hold"), build("hold", **{"props.torch.forces": wind})
    for stage in (still, blown):
        for _ in range(5):
            stage.advance(stage.commands())
    was, now = (s.observation.props["torch"].twist_in_world for s in (still, blown))
    change = now - was
    head = change[1] - 0.7 * change[3]
    assert head > 0.1
    assert change[3] < -0.1


def test_links_that_the_scenario_names_are_pushed_and_recorded(build):
    push = {"time": 0.0, "link": "zarm_l4_link", "impulse": [0.0, 0.2, 0.0]}
    wind = {"force": [3.0, 0.0, 0.0], "link": "zhead_2_link", "end": 0.004}
    asked = {"actors.robot.pushes": [push], "actors.robot.forces": [wind]}
    stage = build(**asked)
    channels = [c.name for c in stage.recorded.signals["robot"]]
    told = []
    for _ in range(27):
        stage.advance(stage.commands())
        told.append(stage.signals()["robot"].values)
    arm = np.array(told)[:, channels.index("push.zarm_l4_link.fy")]
    head = np.array(told)[:, channels.index("push.zhead_2_link.fx")]
    assert arm.sum() * 0.002 == pytest.approx(0.2)
    assert np.count_nonzero(arm) == 25
    assert head.tolist() == [3.0, 3.0, *[0.0] * 25]


def test_a_robot_that_measures_begins_where_it_was_put_and_goes_on_by_itself(build):
    stage = build(**{SENSING: "measured"})
    robot = stage.actors["robot"]
    for _ in range(150):
        stage.advance(stage.commands())
    assert 0.0 < np.abs(robot.estimate_error).max() < 0.005
    true = stage.observation.actors["robot"].state.pose_base_in_world
    stage.commands()
    assert not (robot.model.q[:7] == true).any()
    np.testing.assert_allclose(robot.model.q[:7], true, atol=0.005)


def test_the_error_of_an_estimate_is_recorded_where_there_is_one(build):
    stage = build(**{SENSING: "measured"})
    stage.commands()
    names = [channel.name for channel in stage.recorded.signals["robot"]]
    assert names[-8:] == [channel.name for channel in ESTIMATE_ERROR]
    assert len(stage.signals()["robot"].values) == len(names)
    assert channel_table(recorded_scene(stage.scenario)) == channel_table(
        stage.recorded
    )


@pytest.mark.parametrize("sensing", ["ideal", "measured"])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_it_finds_its_offsets_before_it_must_stand_on_them(build, seed, sensing):
    """Balancing on encoders that are 0.05 rad off, two of three fell within 1.3 s."""
    stage = build(**{ZERO: 0.05, SENSING: sensing, "seed": seed})
    robot = stage.actors["robot"]
    start = stage.observation.actors["robot"].state.pose_base_in_world
    while not robot.settled:
        stage.advance(stage.commands())
        assert robot.script.records == []
    assert stage.observation.time == pytest.approx(0.2, abs=0.01)
    while stage.observation.time < 1.6:
        stage.advance(stage.commands())
    pose = stage.observation.actors["robot"].state.pose_base_in_world
    assert start[2] - pose[2] < robot.card.gait.crouch + 0.02
    assert np.abs(pose[3:5]).max() < 0.03


def test_a_body_on_noisy_sensors_is_held_until_it_knows_how_it_stands(build):
    """A controller that begins on the first readings moves the feet by 3 to 6 cm."""
    noise = {"position_noise": 0.03, "velocity_noise": 1.5, "gyro_noise": 0.2}
    changes = {f"{MISMATCH}.{name}": value for name, value in noise.items()}
    stage = build(**changes, **{SENSING: "measured", "seed": 2})
    robot = stage.actors["robot"]

    def soles():
        model, true = robot.model, stage.observation.actors["robot"].state
        model.locate(model.configuration(true))
        feet = robot.card.feet.values()
        return np.array([model.placement(foot.frame).position for foot in feet])

    start = soles()
    while not robot.settled:
        assert robot.script.records == []
        stage.advance(stage.commands())
    assert stage.observation.time == pytest.approx(0.2, abs=0.01)
    np.testing.assert_allclose(soles()[:, :2], start[:, :2], atol=0.005)


def test_what_is_recorded_is_known_before_and_told_by_the_stage(build):
    stage = build("relay_5m", **{"actors.robot.mismatch.pushes.links": ["leg_l4_link"]})
    assert channel_table(recorded_scene(stage.scenario)) == channel_table(
        stage.recorded
    )
    signals = stage.signals()
    for name, channels in stage.recorded.signals.items():
        assert len(signals[name].values) == len(channels)


def test_only_what_is_not_as_its_card_says_is_written_down(build):
    assert build().mismatch() == {}
    drawn = build(**{ZERO: 0.05}).mismatch()
    assert set(drawn) == {"robot"}
    assert max(map(abs, drawn["robot"]["joint_offset"].values())) > 0.0


def test_an_engine_is_closed_if_an_actor_cannot_be_built(monkeypatch):
    closed, find = [], stage_module.engine_class

    def watched(kind):
        class Watched(find(kind)):
            def close(self):
                closed.append(kind)
                super().close()

        return Watched

    monkeypatch.setattr(stage_module, "engine_class", watched)
    margin = "actors.robot.controller.walker.balance.zmp_margin"
    scenario = Scenario.load("stand").with_overrides({"engine": "mujoco", margin: 0.05})
    with pytest.raises(ScenarioError, match="less than half the width"):
        build_stage(scenario)
    assert closed == ["mujoco"]
