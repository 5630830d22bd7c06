"""viser's page, without a browser: it has all that is drawn, and tells the controls."""

import os
import sys
from types import SimpleNamespace

import numpy as np
import pytest

from relaywalk.errors import MissingDependency
from relaywalk.scenario.scenario import Scenario
from relaywalk.view.live.canvas import _relief
from relaywalk.view.live.controls import Controls
from relaywalk.view.live.page import Page
from relaywalk.view.live.panel import level_impulse
from relaywalk.view.live.playback import Playback
from relaywalk.view.live.scenery import scenery


def viser():
    if not os.environ.get("CI"):  # which must have it
        pytest.importorskip("viser", reason="viser is not installed")


@pytest.fixture
def controls():
    return Controls()


@pytest.fixture
def make_page(controls):
    """Return a function that opens a page; all are closed afterwards."""
    viser()
    made = []

    def make(**options):
        made.append(Page(controls, 8480, **options))
        return made[-1]

    yield make
    for page in made:
        page.close()


def node(page, path):
    return page._server.scene.get_handle_by_name(path)


def test_only_this_machine_gets_in_and_a_second_page_has_another_port(make_page):
    one, two = make_page(), make_page()
    assert one.address.startswith("http://127.0.0.1:")
    assert one.address != two.address


def test_a_recording_is_shown(make_page, shared_run, capsys):
    page, run = make_page(recorded=True), shared_run(60)
    playback = Playback(run)
    page.set_up(playback._scenery, tuple(playback._columns))
    frame = playback.frame(7)
    page.show(frame, playback.past(7))
    base = frame.bodies["robot"].base
    robot = node(page, "/world/robot")
    np.testing.assert_allclose(robot.position, base[:3])
    np.testing.assert_allclose(robot.wxyz, base[[6, 3, 4, 5]])
    world = node(page, "/world").position  # follows the robot
    np.testing.assert_allclose(world, [-base[0], -base[1], 0.0])
    page.say("done")
    assert capsys.readouterr().out == ""


def test_a_click_on_a_link_pushes_it_away_from_who_looks(make_page, controls, kuavo):
    page = make_page()
    scenario = Scenario.load("stand").with_overrides({"engine": "mujoco"})
    page.set_up(scenery(scenario, {"robot": kuavo}, {}), ("robot.base.x",))
    event = SimpleNamespace(ray_direction=(3.0, 4.0, -5.0))
    page._canvas._click("robot", "base_link", event)
    (push,) = controls.pushes()
    assert push == ("robot", "base_link", (6.0, 8.0, 0.0), 0.05)


def test_the_scene_of_a_second_run_is_that_of_the_first(make_page, kuavo):
    page = make_page()
    scenario = Scenario.load("stand").with_overrides({"engine": "mujoco"})
    drawn = scenery(scenario, {"robot": kuavo}, {})
    page.set_up(drawn, ("robot.base.x",))
    first = page._canvas
    page.set_up(drawn, ("robot.base.x",))
    assert page._canvas is first


def test_without_viser_it_is_said_what_to_install(monkeypatch, controls):
    monkeypatch.setitem(sys.modules, "viser", None)
    with pytest.raises(MissingDependency, match=r"relaywalk\[view\]"):
        Page(controls)


@pytest.mark.parametrize(
    ("sight", "impulse"),
    [((0.6, 0.8, -9.0), (3.0, 4.0, 0.0)), ((0.0, 0.0, -1.0), (5.0, 0.0, 0.0))],
)
def test_a_push_is_level(sight, impulse):
    assert level_impulse(np.array(sight), 5.0) == pytest.approx(impulse)


def test_a_field_of_heights_is_cut_as_the_engines_cut_it():
    heights = [[0.0, 1.0, 2.0], [3.0, 4.0, 5.0]]
    shape = {"corner": (10.0, 20.0), "spacing": 0.5, "heights": heights}
    corners, faces = _relief(shape)
    np.testing.assert_allclose(corners[5], [11.0, 20.5, 5.0])
    assert faces.tolist() == [[0, 1, 4], [0, 4, 3], [1, 2, 5], [1, 5, 4]]
    up = np.cross(*(corners[faces[:, k]] - corners[faces[:, 0]] for k in (1, 2)))
    assert (up[:, 2] > 0.0).all()
