"""Filmstrip: the telling moments, from recorded poses, or a sentence."""

import base64
import io

import numpy as np
import pytest
from matplotlib.image import imread

from relaywalk import registry
from relaywalk.errors import MissingDependency
from relaywalk.report import filmstrip as film
from relaywalk.types import Array


class Painter:
    """An engine that draws how high the robot's base is."""

    def __init__(self, scene) -> None:
        self.closed = False

    def reset(self, states, props):
        self.height: Array = states["robot"].pose_base_in_world[2]

    def render(self, camera):
        grey = round(100 + 100 * float(self.height))
        return np.full((camera.height, camera.width, 3), grey, dtype=np.uint8)

    def close(self):
        self.closed = True


def unable(scene):
    raise MissingDependency("nothing to draw with")


def test_frames_show_the_recorded_poses(make_run, monkeypatch):
    monkeypatch.setattr(film, "engine_class", lambda _: Painter)
    run = make_run(150)
    strip = film.filmstrip(run)
    assert 2 <= len(strip.frames) <= film.MOST
    assert [f.time for f in strip.frames] == sorted(f.time for f in strip.frames)
    for frame in strip.frames:
        pixels = imread(io.BytesIO(base64.b64decode(frame.image)), format="jpeg")
        row = min(np.searchsorted(run.recording.time, frame.time), 149)
        height = run.recording["robot.base.z"][row]
        assert pixels.mean() == pytest.approx(100 + 100 * height, abs=2.0)


def test_moments_are_those_of_handovers_and_of_the_walk(make_run):
    words = [what for _, what in film.moments(make_run(400))]
    assert words[0] == "start"
    assert words[-1] == "end: success"
    assert "giver to robot: release" in words
    assert "robot: carry" in words


def test_another_engine_draws_where_the_own_cannot(make_run, monkeypatch):
    run = make_run(60)
    own = run.scenario.engine
    others = [name for name in registry.modules("relaywalk.engines") if name != own]
    monkeypatch.setattr(
        film, "engine_class", lambda name: Painter if name in others else unable
    )
    assert film.filmstrip(run).engine in others


def test_where_nothing_draws_a_sentence_says_why(make_run, monkeypatch):
    monkeypatch.setattr(film, "engine_class", lambda _: unable)
    strip = film.filmstrip(make_run(60))
    assert strip.frames == []
    assert "nothing to draw with" in strip.why_not


def test_an_engine_draws_a_run(make_run):
    run = make_run(2, scenario="stand")
    strip = film.filmstrip(run)
    assert strip.engine in registry.modules("relaywalk.engines")
    picture = imread(io.BytesIO(base64.b64decode(strip.frames[0].image)), format="jpeg")
    assert picture.shape == (film.HEIGHT, film.WIDTH, 3)
    assert picture.std() > 5.0
