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
