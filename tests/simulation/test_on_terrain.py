"""A robot stands on a slope as it does on level ground, in every engine."""

import pytest

from relaywalk.recording.recording import Recording
from relaywalk.robots.card import load_robot_card
from relaywalk.robots.catalogue import card_path
from relaywalk.robots.model import RobotModel
from relaywalk.scenario.choices import settled
from relaywalk.scenario.scenario import Scenario
from relaywalk.simulation.loop import simulate
from relaywalk.types import GRAVITY

SLOPE = 0.05  # [rad]
MASS = RobotModel(load_robot_card(card_path("kuavo_4_pro"))).mass  # [kg]


def test_a_robot_stands_on_a_slope(tmp_path, engine_name):
    asked = {"terrain.slope": SLOPE, "engine": engine_name}
    scenario = settled(Scenario.load("stand"), asked)
    assert simulate(scenario, tmp_path).outcome == "success"
    recording = Recording.open(tmp_path)
    feet = [recording[f"robot.{side}_foot.contact.fz"] for side in ("left", "right")]
    weight = sum(foot[-100:].mean() for foot in feet)
    assert weight == pytest.approx(MASS * GRAVITY, rel=0.01)


def test_a_loose_object_is_recorded_like_a_prop(tmp_path, engine_name):
    ball = {"shape": "sphere", "size": [0.1], "pose": {"x": 1.0, "z": 0.3}, "mass": 1}
    wall = {"shape": "box", "size": [0.2, 1.0, 1.0], "pose": {"x": 2.0}}
    asked = {
        "engine": engine_name,
        "objects": {"ball": ball, "wall": wall},
        "actors.robot.script.0.duration": 0.5,
    }
    scenario = settled(Scenario.load("stand"), asked)
    assert simulate(scenario, tmp_path).outcome == "success"
    recording = Recording.open(tmp_path)
    fallen = recording.time < 0.19  # from 0.2 m it falls for 0.202 s
    expected = 0.3 - 0.5 * GRAVITY * recording.time[fallen] ** 2
    assert recording["ball.z"][fallen] == pytest.approx(expected, abs=1e-3)
    assert recording["ball.z"][-1] == pytest.approx(0.1, abs=2e-3)
    assert "wall.x" not in recording.names
