"""The camera is on whom the result is about."""

import numpy as np
import pytest

from relaywalk.view.film.subject import subject

SIDES = ("left", "right")
FALLS = np.linspace(0.9, 0.2, 60)  # of a base [m]


@pytest.mark.parametrize("actor", ["robot", "other"])
def test_the_robot_that_fell_is_filmed(two_robots, actor):
    run = two_robots("fell", **{f"{actor}.base.z": FALLS})
    assert subject(run) == actor


def test_a_robot_that_tilts_has_fallen_too(two_robots):
    qx = np.linspace(0.0, np.sin(np.deg2rad(35.0)), 60)  # tilts by 70°
    tilts = {"other.base.qx": qx, "other.base.qw": np.sqrt(1.0 - qx**2)}
    assert subject(two_robots("fell", **tilts)) == "other"


def test_who_dropped_the_torch_is_filmed(two_robots):
    hands = [f"{a}.{s}_hand.torch" for a in ("robot", "other") for s in SIDES]
    open_ = {f"{hand}.{axis}": 0.0 for hand in hands for axis in ("fx", "fy", "fz")}
    held = {"other.right_hand.torch.fz": np.where(np.arange(60) < 40, 20.0, 0.0)}
    assert subject(two_robots("dropped", **{**open_, **held})) == "other"
    assert subject(two_robots("dropped", **open_)) == "robot"


def test_else_the_carrier_is_filmed(two_robots):
    assert subject(two_robots("success")) == "robot"
    assert subject(two_robots("timeout", **{"other.base.z": FALLS})) == "robot"
