"""Whole runs, in every engine that is installed, judged as a user would."""

import json
from importlib.util import find_spec

import numpy as np
import pytest
import yaml

from relaywalk import errors
from relaywalk.analysis.loads.inverse_dynamics import base_residual
from relaywalk.control.balance import BalanceParams
from relaywalk.control.controllers import dcm_qp
from relaywalk.recording.recording import Recording
from relaywalk.robots.card import load_robot_card
from relaywalk.robots.catalogue import card_path
from relaywalk.scenario.scenario import Scenario
from relaywalk.simulation.loop import RunSegment, begin, simulate
from relaywalk.simulation.loop import run as turn
from relaywalk.simulation.stage import build_stage
from relaywalk.simulation.termination import Termination

ENGINES = [name for name in ("mujoco", "pybullet") if find_spec(name)]


def run(folder, scenario, **overrides):
    chosen = Scenario.load(scenario).with_overrides(overrides)
    return simulate(chosen, folder).as_dict()


@pytest.fixture(scope="module", params=ENGINES)
def relay(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp(request.param)
    return folder, run(folder, "relay_5m", engine=request.param)


def test_the_whole_relay_succeeds(relay):
    _, result = relay
    assert result["outcome"] == "success", result["reason"]
    assert result["distance"] >= 5.0
    assert result["torch"]["held"]
    assert result["torch"]["max_slip"] <= 0.005
    assert result["torch"]["max_tilt"] <= np.deg2rad(20.0)
    assert result["max_base_tilt"] <= np.deg2rad(15.0)
    assert result["max_off_path"] <= 0.2


def test_the_torch_changes_hands_twice(relay):
    _, result = relay
    done = [h for h in result["handovers"] if h["outcome"] == "done"]
    pairs = [(h["giver"], h["receiver"]) for h in done]
    assert pairs == [("giver", "robot"), ("robot", "receiver")]
    assert all(h["peak_force"] < 140.0 for h in done)


def test_no_hidden_force_holds_the_robot_up(relay):
    """The recording and the URDF alone explain the base's motion while walking."""
    folder, result = relay
    card = load_robot_card(card_path("kuavo_4_pro"))
    (carry,) = [p for p in result["phases"] if p["phase"] == "carry"]
    start = carry["start"] + 5.0
    recording = Recording.open(folder)
    residual = base_residual(recording, card, "robot", start, start + 2.0)
    weight = 57.5 * 9.81
    assert np.sqrt(np.mean(residual[:, :3] ** 2, axis=0)).max() <= 0.03 * weight


def test_motors_never_exceed_their_peak(relay):
    folder, _ = relay
    card = load_robot_card(card_path("kuavo_4_pro"))
    recording = Recording.open(folder)
    torque = recording.matrix([f"robot.{name}.torque" for name in card.joints])
    assert (np.abs(torque).max(axis=0) <= card.envelope().peak * (1 + 1e-6)).all()


@pytest.mark.parametrize("engine", ENGINES)
def test_same_seed_same_fingerprint_other_seed_another(engine, tmp_path):
    prints = [
        run(tmp_path / str(i), "stand", engine=engine, seed=seed)["fingerprint"]
        for i, seed in enumerate((3, 3, 4))
    ]
    assert prints[0] == prints[1] != prints[2]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_floor_without_friction_is_reported_as_a_fall(engine, tmp_path):
    result = run(tmp_path, "relay_5m", engine=engine, **{"terrain.friction": 0.02})
    assert result["outcome"] in ("fell", "dropped")
    assert json.loads((tmp_path / "result.json").read_text())["reason"]
    assert len(Recording.open(tmp_path)) > 500


def test_a_run_out_of_time_is_a_timeout_and_keeps_its_recording(tmp_path):
    result = run(tmp_path, "stand", engine="mujoco", duration=0.5)
    assert result["outcome"] == "timeout"
    assert Recording.open(tmp_path).time[-1] == pytest.approx(0.5, abs=0.01)


@pytest.mark.parametrize("period", [0.002, 0.005])
def test_the_part_that_is_wanted_is_what_is_recorded(tmp_path, period):
    changes = {"engine": "mujoco", "control_period": period, "snapshot_every": None}
    scenario = Scenario.load("stand").with_overrides(changes)
    result = simulate(
        scenario, tmp_path, segment=RunSegment(begin=0.05, end=0.1)
    ).as_dict()
    assert result["outcome"] == "interrupted"
    time = Recording.open(tmp_path).time
    assert (time[0], time[-1]) == pytest.approx((0.05, 0.1), abs=1e-9)
    np.testing.assert_allclose(np.diff(time), period)


def test_a_part_after_the_end_is_refused(tmp_path):
    scenario = Scenario.load("stand").with_overrides(
        {"engine": "mujoco", "actors.robot.script.0.duration": 0.02}
    )
    with pytest.raises(errors.RecordingError, match=r"nothing to record.*before t = 1"):
        simulate(scenario, tmp_path, segment=RunSegment(begin=1.0))


def test_a_tick_is_timed_and_the_recorder_hears_of_it_first(tmp_path):
    stage = build_stage(Scenario.load("stand").with_overrides({"engine": "mujoco"}))
    active_run = begin(stage, tmp_path, RunSegment(end=0.02))
    assert active_run.listeners == (
        active_run.recorder,
        active_run.run_state.termination,
        active_run.operator,
    )
    turn(active_run)
    active_run.recorder.close()
    stage.engine.close()
    assert active_run.over
    assert len(active_run.ticks) == active_run.recorder.rows == 11
    assert min(active_run.ticks) > 0.0


@pytest.fixture
def ended_by(tmp_path, monkeypatch):
    """Return a function: the result of a run that an error ends at 0.01 s."""

    def ended(error):
        def step(self, observation, commands, signals):
            if observation.time > 0.01:
                raise error

        monkeypatch.setattr(Termination, "step", step)
        scenario = Scenario.load("stand").with_overrides({"engine": "mujoco"})
        return simulate(scenario, tmp_path / "out")

    return ended


@pytest.mark.parametrize(
    ("error", "keyword"),
    [
        (errors.RobotFell("robot", 1.0, "so"), "fell"),
        (errors.TorchDropped(1.0, "nobody", "so"), "dropped"),
        (errors.PhaseTimeout("robot", "stand", 1.0, 1.0), "timeout"),
    ],
)
def test_what_ends_a_run_has_its_keyword(ended_by, error, keyword):
    assert ended_by(error).outcome == keyword


def test_what_is_wrong_outside_the_run_ends_it_as_it_is(ended_by):
    with pytest.raises(errors.ScenarioError, match="other"):
        ended_by(errors.ScenarioError("other"))


def test_the_runs_scenario_has_every_gain_and_loads_to_an_equal_one(tmp_path):
    changes = {"engine": "mujoco", "actors.robot.controller.joint_damping": 0.7}
    scenario = Scenario.load("stand").with_overrides(changes)
    stage = build_stage(scenario)
    begin(stage, tmp_path).recorder.close()
    stage.engine.close()
    written = yaml.safe_load((tmp_path / "scenario.yaml").read_text("utf-8"))
    block = written["actors"]["robot"]["controller"]
    assert (block["kind"], block["joint_damping"]) == ("dcm_qp", 0.7)
    assert block["walker"]["balance"] == BalanceParams().model_dump()
    assert set(block) == {"kind", *dcm_qp.Params.model_fields}
    assert Scenario.load(tmp_path / "scenario.yaml") == scenario
