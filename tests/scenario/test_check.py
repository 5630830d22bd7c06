"""Bodies are checked with their URDFs, without a simulation."""

import shutil
from pathlib import Path

import pytest

from relaywalk.errors import CardError
from relaywalk.robots.catalogue import card_path
from relaywalk.scenario.check import check_bodies, check_prop, check_robot
from relaywalk.scenario.scenario import Scenario

TWO_LINK = Path(__file__).parents[1] / "models" / "two_link"


@pytest.fixture
def broken(tmp_path):
    """Return the card of a body whose URDF lacks a joint that the card names."""
    folder = shutil.copytree(TWO_LINK, tmp_path / "two_link")
    urdf = folder / "robot.urdf"
    urdf.write_text(urdf.read_text("utf-8").replace('joint name="', 'joint name="no_'))
    return folder / "card.yaml"


def test_what_is_shipped_is_good():
    check_bodies(Scenario.load("relay_5m"))
    check_robot(TWO_LINK / "card.yaml")
    check_prop(card_path("torch"))


def test_a_urdf_without_the_joints_of_its_card_is_refused(broken):
    with pytest.raises(CardError, match="joint"):
        check_robot(broken)


def test_a_scenario_with_such_a_body_is_refused(broken):
    scenario = Scenario.load("stand")
    changed = scenario.with_overrides({"actors.robot.card": str(broken)})
    with pytest.raises(CardError, match=r"robot\.urdf|card\.yaml"):
        check_bodies(changed)
