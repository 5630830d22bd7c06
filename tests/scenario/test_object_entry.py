"""Objects lie on the ground unless told otherwise; what is wrong is one message."""

import numpy as np
import pytest

from relaywalk.errors import ScenarioError
from relaywalk.scenario.object_entry import ObjectEntry
from relaywalk.scenario.scenario import Scenario
from relaywalk.schema.strict_yaml import parse
from relaywalk.terrains.shapes.plane import Plane
from relaywalk.terrains.terrain import Terrain, level

BASE = """\
name: a
duration: 1.0
props: {torch: {card: torch, start: {z: 1.0}}}
actors: {robot: {card: kuavo_5, script: [{kind: stand}]}}
objects:
"""
BENCH = "  bench: {shape: box, size: [1.0, 0.4, 0.5], pose: {x: 3.0, y: 1.0}}\n"


def read(line):
    """Return a scenario with an object."""
    return Scenario.read(parse(BASE + line, "a.yaml"))


def built(terrain, **keys):
    """Return an object on some ground."""
    return ObjectEntry.model_validate(keys).build(terrain)


def test_an_object_without_a_mass_is_fixed_where_it_lies():
    scenario = read(BENCH)
    bench = scenario.objects["bench"].build(level())
    assert bench.pose == (3.0, 1.0, 0.25, 0.0, 0.0, 0.0, 1.0)
    assert not bench.loose
    assert scenario.loose_objects == ()


def test_what_lies_on_a_slope_is_tilted_as_that_is():
    slope = Terrain((Plane(slope=0.1),))
    ball = built(slope, shape="sphere", size=[0.2], pose={"x": 2.0}, mass=1.0)
    assert ball.pose[2] == pytest.approx(2.0 * np.tan(0.1) + 0.2 / np.cos(0.1))
    post = built(slope, shape="cylinder", size=[0.1, 1.0])
    assert post.pose[3:] == pytest.approx(Plane(slope=0.1).pose[3:])


def test_what_has_its_height_given_is_upright():
    pose = {"x": 1.0, "z": 2.0, "yaw": 0.6}
    wall = built(Terrain((Plane(slope=0.1),)), shape="box", size=[1, 1, 1], pose=pose)
    expected = (1.0, 0.0, 2.0, 0.0, 0.0, np.sin(0.3), np.cos(0.3))
    assert wall.pose == pytest.approx(expected)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("ball: {shape: egg, size: [1.0]}", r"objects\.ball\.shape: egg: .*'sphere'"),
        (
            "ball: {shape: sphere, size: [1.0, 2.0]}",
            r"objects\.ball\.size: \[1\.0, 2\.0\]: of a sphere: \[radius\] \[m\]",
        ),
        (
            "ball: {shape: sphere, size: [0.0]}",
            r"objects\.ball\.size\.0: 0\.0: a number above 0, at most 100 \[m\]",
        ),
        (
            "ball: {shape: sphere, size: [1.0], weight: 2}",
            r"objects\.ball\.weight: 2: unknown key; allowed: shape, size, pose, mass",
        ),
        (
            "torch: {shape: sphere, size: [1.0]}",
            r"objects\.torch: torch: a name that no other body has: not ground, robot",
        ),
    ],
)
def test_what_is_wrong_is_said_in_one_line(line, message):
    with pytest.raises(ScenarioError, match=r"a\.yaml:6: " + message):
        read(f"  {line}\n")
