"""The recorded poses are drawn, in whichever engine they came about."""

import numpy as np
import pytest

from relaywalk.engines.mujoco import MujocoEngine
from relaywalk.view.film.follow import follow
from relaywalk.view.film.painter import painter

SIZE = (160, 120)


@pytest.mark.parametrize("engine", ["mujoco", "pybullet"])
def test_bodies_are_put_where_they_were(make_run, engine, monkeypatch):
    placed = []
    monkeypatch.setattr(MujocoEngine, "reset", lambda self, *told: placed.append(told))
    monkeypatch.setattr(MujocoEngine, "render", lambda self, camera: camera)
    run = make_run(60, result={"engine": engine})
    rows = np.array([7, 40])
    with painter(run, rows) as drawn:
        cameras = follow(run, "robot", rows, SIZE)
        assert drawn.picture(1, cameras[1]) is cameras[1]
    ((states, poses),) = placed
    assert set(states) == {"robot", "giver", "receiver"}
    recording = run.recording
    for name, card in run.cards.items():
        angles = [recording[f"{name}.{joint}.position"][40] for joint in card.joints]
        np.testing.assert_array_equal(states[name].joint_position, angles)
    torch = [recording[f"torch.{axis}"][40] for axis in "xyz"]
    np.testing.assert_array_equal(poses["torch"][:3], torch)


def test_a_picture_is_drawn(make_run):
    run, rows = make_run(2, scenario="stand"), np.array([1])
    with painter(run, rows) as drawn:
        picture = drawn.picture(0, follow(run, "robot", rows, SIZE)[0])
    assert picture.shape == (120, 160, 3)
    assert picture.std() > 5.0
