"""Filmstrip: the telling moments, from recorded poses, or a sentence."""

import base64
import io
from contextlib import nullcontext

import numpy as np
import pytest
from matplotlib.image import imread

from relaywalk.errors import MissingDependency
from relaywalk.report.run import filmstrip as film


class Painter:
    """Draws how high the robot's base is."""

    def __init__(self, run, rows) -> None:
        self.heights = run.recording["robot.base.z"][rows]

    def picture(self, index, camera):
        grey = round(100 + 100 * float(self.heights[index]))
        return np.full((camera.height, camera.width, 3), grey, dtype=np.uint8)


def test_frames_show_the_recorded_poses(make_run, monkeypatch):
    monkeypatch.setattr(film, "painter", lambda *asked: nullcontext(Painter(*asked)))
    run = make_run(150)
    strip = film.filmstrip(run)
    assert 2 <= len(strip.frames) <= film.MAXIMUM_FRAMES
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


def test_where_nothing_draws_a_sentence_says_why(make_run, monkeypatch):
    def unable(run, rows):
        raise MissingDependency("nothing to draw with")

    monkeypatch.setattr(film, "painter", unable)
    strip = film.filmstrip(make_run(60))
    assert strip.frames == []
    assert "nothing to draw with" in strip.why_not


def test_a_run_is_drawn(make_run):
    strip = film.filmstrip(make_run(2, scenario="stand"))
    picture = imread(io.BytesIO(base64.b64decode(strip.frames[0].image)), format="jpeg")
    assert picture.shape == (film.HEIGHT, film.WIDTH, 3)
    assert picture.std() > 5.0
