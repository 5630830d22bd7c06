"""Filmstrip: the telling moments, from recorded poses, or a sentence."""

import base64
import io

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from matplotlib.image import imread
from tests.made_runs import RESULT

from relaywalk import registry
from relaywalk.errors import MissingDependency
from relaywalk.recording.recover import PARQUET
from relaywalk.report.run import filmstrip as film
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


TWO_ROBOTS = """\
name: two_robots
description: Two robots stand; one holds the torch.
duration: 5.0
props:
  torch: {card: torch}
actors:
  other:
    card: kuavo_5
    role: receiver
    start: {x: 3.0}
    script:
      - {kind: stand, duration: 1.0}
  robot:
    card: kuavo_4_pro
    holds: {prop: torch, at: 0.3}
    script:
      - {kind: stand, duration: 1.0}
"""
SIDES = ("left", "right")


@pytest.fixture
def two_robots(make_run, tmp_path):
    """Return a function that makes a run of two robots that ended in some way."""

    def make(outcome, **changes):
        file = tmp_path.parent / f"{tmp_path.name}.yaml"
        file.write_text(TWO_ROBOTS, encoding="utf-8")
        run = make_run(60, str(file), {**RESULT, "outcome": outcome, "handovers": []})
        upright = {"robot.base.z": 0.9, "robot.base.x": 0.0}
        there = {"other.base.z": 0.9, "other.base.x": 3.0}
        rewrite(tmp_path / PARQUET, {**upright, **there, **changes})
        return run

    return make


def rewrite(path, changes):
    """Give channels of a recording other values, the same in all rows or one a row."""
    table = pq.read_table(path)
    for name, values in changes.items():
        place = table.column_names.index(name)
        column = pa.array(np.broadcast_to(values, len(table)).astype(float))
        table = table.set_column(place, table.schema.field(name), column)
    pq.write_table(table, path)


FALLS = np.linspace(0.9, 0.2, 60)  # of a base [m]


@pytest.mark.parametrize("actor", ["robot", "other"])
def test_the_robot_that_fell_is_filmed(two_robots, actor):
    run = two_robots("fell", **{f"{actor}.base.z": FALLS})
    assert film.subject(run) == actor


def test_a_robot_that_tilts_has_fallen_too(two_robots):
    qx = np.linspace(0.0, np.sin(np.deg2rad(35.0)), 60)  # tilts by 70°
    tilts = {"other.base.qx": qx, "other.base.qw": np.sqrt(1.0 - qx**2)}
    assert film.subject(two_robots("fell", **tilts)) == "other"


def test_who_dropped_the_torch_is_filmed(two_robots):
    hands = [f"{a}.{s}_hand.contact" for a in ("robot", "other") for s in SIDES]
    open_ = {f"{hand}.{axis}": 0.0 for hand in hands for axis in ("fx", "fy", "fz")}
    held = {"other.right_hand.contact.fz": np.where(np.arange(60) < 40, 20.0, 0.0)}
    assert film.subject(two_robots("dropped", **{**open_, **held})) == "other"
    assert film.subject(two_robots("dropped", **open_)) == "robot"


def test_else_the_carrier_is_filmed(two_robots):
    assert film.subject(two_robots("success")) == "robot"
    assert film.subject(two_robots("timeout", **{"other.base.z": FALLS})) == "robot"


def test_the_camera_is_on_who_fell(two_robots, monkeypatch):
    aimed = []

    class Watcher(Painter):
        def render(self, camera):
            aimed.append(camera.target_in_world[0] - film.AIM[0])
            return super().render(camera)

    monkeypatch.setattr(film, "engine_class", lambda _: Watcher)
    film.filmstrip(two_robots("fell", **{"other.base.z": FALLS}))
    assert aimed == pytest.approx([3.0] * len(aimed))
    assert aimed


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
