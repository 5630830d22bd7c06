"""Paths as data: what they are in world, and what is refused."""

import math

import pytest

from relaywalk.errors import ScenarioError
from relaywalk.planar_path import PlanarPose
from relaywalk.scenario.path_entry import PathEntry, WalkEntry, joined_path
from relaywalk.scenario.scenario import Scenario
from relaywalk.schema import strict_yaml

START = PlanarPose(1000.0, -20.0, 2.5)
BEND = ((0.0, 0.0), (10.0, 0.0), (10.0, 5.0))
SQUARE = ((5.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0), (0.0, 0.0))
TRIAL = """\
name: trial
duration: 5.0
actors:
  robot:
    card: kuavo_4_pro
    script:
      - {{kind: carry, {}}}
"""


def refusal(text):
    """Return how a scenario is refused whose carry has some keys."""
    with pytest.raises(ScenarioError) as caught:
        Scenario.from_document(strict_yaml.parse(TRIAL.format(text), "trial.yaml"))
    return str(caught.value)


def test_a_distance_is_straight_ahead_of_the_start():
    path = WalkEntry(distance=3.0).planar_path(START)
    assert path.length == 3.0
    assert path.at(0.0) == START
    ahead = (1000.0 + 3.0 * math.cos(2.5), -20.0 + 3.0 * math.sin(2.5), 2.5)
    assert path.at(3.0) == pytest.approx(ahead)


def test_points_are_in_the_axes_of_the_start_and_headings_counted_on():
    path = PathEntry(points=BEND, radius=2.0).planar_path(START)
    assert path.length == pytest.approx(8.0 + math.pi + 3.0)
    end = (*START.transform(10.0, 5.0), 2.5 + math.pi / 2.0)
    assert path.at(path.length) == pytest.approx(end)
    assert end[2] > math.pi  # not wrapped: a body's yaw does not jump either


def test_points_in_world_stay_where_they_are_wherever_the_body_starts():
    path = PathEntry(points=BEND, radius=2.0, frame="world").planar_path(START)
    assert path.at(0.0) == (0.0, 0.0, 0.0)
    assert path.at(path.length) == pytest.approx((10.0, 5.0, math.pi / 2.0))


def started(points, frame):
    """Return the path of a body that starts at x = 2 m, heads along y, and walks."""
    text = f"path: {{points: {points}, frame: {frame}}}"
    whole = TRIAL.format(text) + "    start: {x: 2.0, yaw: 1.5708}\n"
    scenario = Scenario.from_document(strict_yaml.parse(whole, "trial.yaml"))
    return scenario.actors["robot"].planar_path


@pytest.mark.parametrize(
    ("points", "frame", "end"),
    [("[[2, 0], [2, 5]]", "world", (2, 5)), ("[[0, 0], [5, 0]]", "start", (2, 5))],
)
def test_a_path_begins_where_the_body_starts_in_its_axes(points, frame, end):
    path = started(points, frame)
    assert path.at(path.length)[:2] == pytest.approx(end, abs=1e-3)


@pytest.mark.parametrize(
    ("points", "frame", "allowed"),
    [
        ("[[0, 0], [5, 0]]", "world", "[2, 0]"),
        ("[[2, 0], [2, 5]]", "start", "[0, 0]"),
    ],
)
def test_a_path_that_begins_elsewhere_in_its_axes_is_refused(points, frame, allowed):
    with pytest.raises(ScenarioError) as caught:
        started(points, frame)
    assert f"{allowed}, where the body stands then, ± 0.1 m" in str(caught.value)


def test_a_closed_path_is_walked_lap_after_lap_with_every_corner_round():
    once = PathEntry(points=SQUARE, radius=2.0, closed=True).planar_path(START)
    twice = PathEntry(points=SQUARE, radius=2.0, closed=True, laps=2)
    path = twice.planar_path(START)
    corners = 4 * (math.pi - 4.0)  # an arc of radius 2 m instead of twice 2 m
    assert once.length == pytest.approx(40.0 + corners)
    assert path.length == pytest.approx(80.0 + 2.0 * corners)
    assert path.at(once.length)[:2] == pytest.approx(path.at(0.0)[:2])
    assert path.at(path.length).yaw == pytest.approx(2.5 + 4.0 * math.pi)


def test_a_distance_leads_on_from_the_end_of_a_path():
    walks = (
        WalkEntry(distance=2.0),
        WalkEntry(path=PathEntry(points=((2.0, 0.0), (2.0, 3.0)))),
        WalkEntry(distance=1.0),
    )
    path = joined_path(walks, START)
    assert path.length == 6.0
    assert path.at(6.0)[:2] == pytest.approx(START.transform(2.0, 4.0))


def test_who_does_not_walk_has_a_path_of_no_length():
    path = joined_path((), START)
    assert (path.length, path.at(0.0)) == (0.0, START)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("margin: 0.1", "trial.yaml:7: actors.robot.script.0.distance: (missing): "),
        (
            "distance: 5.0, path: {points: [[0, 0], [5, 0]]}",
            "distance: 5.0: either distance or path, not both",
        ),
        (
            "path: {points: [[0, 0], [5, 0], [5, 0]]}",
            "trial.yaml:7: actors.robot.script.0.path.points.2: [5.0, 0.0]: "
            "a point apart from the one before",
        ),
        (
            "path: {points: [[0, 0], [5, 0], [5, 1]], radius: 2.0}",
            "path.radius: 2.0: a radius that fits between the points: leg 2 of 1 m is "
            "shorter than the 2 m that its corners of 2 m take",
        ),
        ("path: {points: [[0, 0], [5, 0]], closed: true}", "at least three points"),
        (
            "path: {points: [[0, 0], [9, 0], [9, 9], [0, 0]], closed: true}",
            "path.points.3: [0.0, 0.0]: a point apart from the first",
        ),
        ("path: {points: [[0, 0], [5, 0]], laps: 2}", "path.laps: 2: 1; only a closed"),
        ("path: {points: [[0, 0], [5]]}", "path.points.1: [5]: a point, [x, y] [m]"),
        ("path: {points: [[0, 0]]}", "a list of at least two points"),
        ("path: {points: [[0, 0], [5, left]]}", "path.points.1.1: left: a number"),
        (
            "path: {corners: []}",
            "allowed: points, frame, radius, closed, laps\n"
            "trial.yaml:7: actors.robot.script.0.path.points: (missing): field",
        ),
        ("path: {points: [[0, 0], [5, 0]], frame: body}", "path.frame: body: "),
        ("path: {points: [[0, 0], [5, 0]], radius: 0}", "path.radius: 0: a number abo"),
        ("path: {points: [[5, 0], [9, 0]]}", "points.0: [5.0, 0.0]: [0, 0], where the"),
        (
            "distance: 5.0, speed: 0.0",
            "speed: 0.0: a number above 0, at most 3 [m/s]",
        ),
    ],
)
def test_what_is_wrong_is_refused_with_its_place(text, said):
    shown = refusal(text)
    assert said in shown
    assert shown.count("\n") == said.count("\n")
