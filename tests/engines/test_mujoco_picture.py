"""Pictures of a scene: what is where, and a sentence where none can be drawn."""

import os
import subprocess
import sys

import numpy as np
import pytest

from relaywalk.engines import Camera, Scene, _mujoco_picture
from relaywalk.engines._mujoco_picture import CANNOT_DRAW, choose_way_of_drawing
from relaywalk.engines.mujoco import MujocoEngine
from relaywalk.types import RobotState

CAMERA = Camera((0.0, -3.0, 0.8), (0.0, 0.0, 0.8), 160, 120)


@pytest.fixture
def engine(kuavo):
    """Return a robot on the ground; closed afterwards."""
    made = MujocoEngine(Scene({"robot": kuavo}, {}))
    yield made
    made.close()


def place(engine, card, x):
    """Put the robot upright at a place along x [m]."""
    pose = np.array([x, 0.0, 0.85, 0.0, 0.0, 0.0, 1.0])
    joints = card.pose("stand")
    still = np.zeros(len(joints))
    engine.reset({"robot": RobotState(0.0, pose, np.zeros(6), joints, still)}, {})


def test_a_robot_is_seen_where_it_is(engine, kuavo):
    """Of two pictures, the columns that differ are those of both places."""
    place(engine, kuavo, 0.0)
    middle = engine.render(CAMERA).astype(float)
    place(engine, kuavo, 0.9)
    right = engine.render(CAMERA).astype(float)
    place(engine, kuavo, 50.0)
    empty = engine.render(CAMERA).astype(float)
    assert middle.shape == (120, 160, 3)
    across = np.arange(160)
    for picture, column in ((middle, 80), (right, 80 + 120 * 0.9 / 3.0 / 0.828)):
        weight = np.abs(picture - empty).sum(axis=(0, 2))
        assert weight.sum() > 0.0
        assert np.average(across, weights=weight) == pytest.approx(column, abs=6.0)


def test_sizes_beyond_that_of_a_screen_are_drawn(engine, kuavo):
    place(engine, kuavo, 0.0)
    large = Camera(CAMERA.eye_in_world, CAMERA.target_in_world, 2000, 1100)
    assert engine.render(large).shape == (1100, 2000, 3)


@pytest.mark.parametrize(
    ("there", "way"),
    [(("EGL", "OSMesa"), "egl"), (("OSMesa",), "osmesa"), ((), "disable")],
)
def test_what_is_there_draws(monkeypatch, there, way):
    find = {name: f"lib{name}.so" for name in there}.get
    monkeypatch.setattr(_mujoco_picture, "find_library", find)
    monkeypatch.setattr(sys, "platform", "linux")
    environment = {}
    choose_way_of_drawing(environment)
    assert environment == {"MUJOCO_GL": way}


@pytest.mark.parametrize("said", [{"DISPLAY": ":0"}, {"MUJOCO_GL": "osmesa"}])
def test_what_the_user_said_stays(said):
    environment = dict(said)
    choose_way_of_drawing(environment)
    assert environment == said


WITHOUT_LIBRARIES = """
import ctypes.util
ctypes.util.find_library = lambda name: None
from relaywalk.engines import Camera, Scene
from relaywalk.engines.mujoco import MujocoEngine
from relaywalk.errors import MissingDependency
from relaywalk.robots.catalogue import robot_card
engine = MujocoEngine(Scene({"robot": robot_card("kuavo_5")}, {}))
try:
    engine.render(Camera((0.0, -3.0, 0.8), (0.0, 0.0, 0.8)))
except MissingDependency as error:
    print(error)
"""


def test_without_egl_and_osmesa_a_scene_is_built_and_it_says_what_to_install():
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DISPLAY", "MUJOCO_GL", "PYOPENGL_PLATFORM")
    }
    said = subprocess.run(
        [sys.executable, "-c", WITHOUT_LIBRARIES],
        env=environment,
        capture_output=True,
        text=True,
    )
    assert said.stdout.strip() == CANNOT_DRAW, said.stderr
    assert "libegl1" in CANNOT_DRAW
