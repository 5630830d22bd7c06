"""Errors of bodies, sensors and luck in whole short runs, explained afterwards."""

import json

import numpy as np
import pytest

from relaywalk.analysis.loads.inverse_dynamics import base_residual, joint_residual
from relaywalk.analysis.recovery.pushes import recorded_pushes
from relaywalk.robots.card import load_robot_card
from relaywalk.robots.catalogue import card_path
from relaywalk.runs.run import Run
from relaywalk.scenario.scenario import Scenario
from relaywalk.simulation.loop import RunSegment, simulate

AT = "actors.robot.mismatch"
PUSHES = {
    "minimum_speed": 0.05,
    "maximum_speed": 0.1,
    "minimum_interval": 0.4,
    "maximum_interval": 0.6,
}
CHANGES = {
    f"{AT}.link_mass": 0.1,
    f"{AT}.joint_friction": 0.04,
    f"{AT}.pushes": {**PUSHES, "duration": 0.1},
    f"{AT}.position_noise": 0.03,
    f"{AT}.velocity_noise": 1.5,
    f"{AT}.gyro_noise": 0.2,
    f"{AT}.joint_offset": 0.01,
    "actors.robot.pushes": [
        {"time": 1.1, "link": "zarm_l4_link", "impulse": [0.5, 1.0, -0.3]},
        {"time": 1.2, "link": "leg_l4_link", "impulse": [1.0, 0.5, 0.3]},
    ],
    "actors.robot.forces": [{"force": [2.0, 5.0, 0.0], "link": "zhead_2_link"}],
}
TIME = (0.3, 1.5)


@pytest.fixture(scope="module", params=["mujoco", "pybullet"])
def run(request, tmp_path_factory):
    """Return a short run of standing."""
    pytest.importorskip(request.param)
    folder = tmp_path_factory.mktemp(request.param)
    scenario = Scenario.load("stand").with_overrides(
        {"engine": request.param, **CHANGES}
    )
    simulate(scenario, folder, segment=RunSegment(end=1.6))
    return Run.open(folder)


def rms(force):
    return float(np.sqrt(np.mean(force**2, axis=0)).max())


def test_the_robot_stands_and_was_pushed(run):
    height = run.recording["robot.base.z"]
    pushed = np.hypot(run.recording["robot.push.fx"], run.recording["robot.push.fy"])
    assert height.min() > 0.9 * height[0]
    assert pushed.max() > 0.05 * 50.0 / 0.1
    assert 0.1 < np.mean(pushed > 0.0) < 0.4


def test_the_recording_explains_itself_with_the_body_as_built_alone(run):
    card, weight = run.cards["robot"], 57.5 * 9.81
    assert card.mass_scale
    built = base_residual(run.recording, card, "robot", *TIME)
    assert rms(built[:, :3]) <= 0.001 * weight
    designed = load_robot_card(card_path("kuavo_4_pro"))
    blind = base_residual(run.recording, designed, "robot", *TIME)
    assert rms(blind[:, :3]) > 10.0 * rms(built[:, :3])


def test_what_joints_lack_is_their_friction(run):
    residual = joint_residual(run.recording, run.cards["robot"], "robot", *TIME)
    legs = run.cards["robot"].index(run.cards["robot"].groups["left_leg"])
    assert np.abs(residual[:, legs]).max() < 0.5
    assert 0.001 < rms(residual[:, legs]) <= 0.045


def test_what_is_recorded_is_the_motion_itself_not_what_was_measured(run):
    """White noise of 0.03 rad a period would be 15 rad/s; there is none of it."""
    names = [f"robot.{joint}.position" for joint in run.cards["robot"].joints]
    step = np.diff(run.recording.matrix(names), axis=0)
    # held until 0.2 s, then the controller begins
    assert np.abs(step[110:]).max() < 0.005


def test_what_was_drawn_is_written_down(run):
    drawn = json.loads((run.folder / "mismatch.json").read_text(encoding="utf-8"))
    assert set(drawn) == {"robot"}
    card, own = run.cards["robot"], drawn["robot"]
    assert own["mass_scale"] == card.mass_scale
    assert tuple(own["joint_offset"]) == card.joints
    assert 0.0 < np.abs(list(own["joint_offset"].values())).max() <= 0.01
    start = own["pushes"][0]["start"]
    pushed = run.recording.time[run.recording["robot.push.fx"] != 0.0]
    assert pushed[0] == pytest.approx(start, abs=0.005)
    assert {push["link"] for push in own["pushes"]} == {"base_link"}


def test_pushes_are_read_back_link_by_link_and_the_wind_is_none_of_them(run):
    pushes = recorded_pushes(run.recording, run.cards["robot"], "robot")
    arm, leg = (p for p in pushes if p.link in ("zarm_l4_link", "leg_l4_link"))
    np.testing.assert_allclose(arm.impulse, [0.5, 1.0, -0.3], rtol=1e-5)
    assert (arm.time, arm.duration) == (pytest.approx(1.1), pytest.approx(0.05))
    assert (leg.link, leg.time) == ("leg_l4_link", pytest.approx(1.2))
    assert "zhead_2_link" not in {push.link for push in pushes}


def test_a_body_as_its_card_says_has_nothing_to_write(tmp_path):
    scenario = Scenario.load("stand").with_overrides({"engine": "mujoco"})
    simulate(scenario, tmp_path, segment=RunSegment(end=0.05))
    assert not (tmp_path / "mismatch.json").exists()
