"""The terrain of a scenario: what is allowed, and what is built of it."""

import pytest

from relaywalk.errors import ScenarioError
from relaywalk.scenario.scenario import Scenario
from relaywalk.scenario.terrain_entry import TerrainEntry
from relaywalk.schema.strict_yaml import parse
from relaywalk.terrains.terrain import level

BASE = """\
name: a
duration: 1.0
actors: {robot: {card: kuavo_5, script: [{kind: stand}]}}
"""


def read(text):
    """Return a scenario with some lines more."""
    return Scenario.read(parse(BASE + text, "a.yaml"))


def test_where_nothing_is_said_the_ground_is_level():
    scenario = read("")
    assert scenario.terrain.build(1) == level()
    assert scenario.as_dict()["terrain"] == {
        "kind": "plane",
        "friction": 0.8,
        "slope": 0.0,
    }


def test_friction_and_slope_are_those_of_the_file():
    terrain = read("terrain: {kind: plane, slope: 0.1, friction: 0.4}\n").terrain
    assert terrain.build(1).friction == 0.4
    assert terrain.build(1).height(10.0, 0.0) == pytest.approx(1.003347, abs=1e-6)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("terrain: {kind: ice}", r"a\.yaml:4: terrain\.kind: ice: one of .*plane"),
        (
            "terrain: {slope: 0.1}",
            r"a\.yaml:4: terrain: .* a mapping with kind: one of",
        ),
        (
            "terrain: {kind: plane, slope: 2.0}",
            r"terrain\.slope: 2\.0: a number of at least -0\.5, at most 0\.5 \[rad\]",
        ),
        ("terrain: {kind: plane, friction: 0.0}", r"friction: 0\.0: a number above 0"),
        (
            "terrain: {kind: plane, tilt: 1}",
            r"tilt: 1: unknown key; allowed: kind, friction, slope",
        ),
        ("ground: {friction: 0.8}", r"ground: .*: unknown key; allowed: .*terrain"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(line, message):
    with pytest.raises(ScenarioError, match=message) as caught:
        read(line + "\n")
    assert "\n" not in str(caught.value)


def test_an_entry_is_written_as_it_is_read():
    for kind in TerrainEntry.kinds():
        entry = TerrainEntry.model_validate({"kind": kind})
        assert TerrainEntry.model_validate(entry.model_dump(mode="json")) == entry
