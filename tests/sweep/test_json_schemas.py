"""The JSON Schemas: what is shipped is what the models say; our files hold by them."""

import json
import re

import jsonschema
import pytest

from relaywalk import paths
from relaywalk.errors import UnknownName
from relaywalk.scenario.distributions import tags_of
from relaywalk.scenario.phase_entry import phase_names
from relaywalk.schema import strict_yaml
from relaywalk.schema.strict_yaml import Tagged
from relaywalk.sweep.json_schemas import FILES, as_text, json_schema

ROOT = paths.data_root()
LINE = re.compile(r"# yaml-language-server: \$schema=(\S+)\n")
FOLDERS = ("scenarios", "models", "docs", "examples")
SHIPPED = sorted(path for name in FOLDERS for path in (ROOT / name).rglob("*.yaml"))
SCENARIO = {
    "name": "trial",
    "duration": 5.0,
    "actors": {"robot": {"card": "kuavo_5", "script": [{"kind": "stand"}]}},
}


def seen(value):
    """Return a value as a reader of YAML sees it that does not know our tags."""
    if isinstance(value, Tagged):
        return seen(value.value)
    if isinstance(value, dict):
        return {key: seen(below) for key, below in value.items()}
    return [seen(below) for below in value] if isinstance(value, list) else value


def faults(kind, data):
    """Return the paths of what a JSON Schema refuses."""
    validator = jsonschema.Draft202012Validator(json_schema(kind))
    return [error.json_path for error in validator.iter_errors(data)]


def with_leaf(path, value):
    """Return a good scenario with one key changed, or added."""
    data = json.loads(json.dumps(SCENARIO))
    *above, leaf = path
    part = data
    for key in above:
        part = part[key] if isinstance(key, int) else part.setdefault(key, {})
    part[leaf] = value
    return data


@pytest.mark.parametrize("kind", FILES)
def test_what_is_shipped_is_what_the_models_say(kind):
    shipped = (paths.schemas() / f"{kind}.json").read_text(encoding="utf-8")
    assert shipped == as_text(kind), f"make schemas: {kind}.json is old"
    jsonschema.Draft202012Validator.check_schema(json.loads(shipped))


def test_nothing_else_is_shipped():
    assert sorted(path.stem for path in paths.schemas().iterdir()) == sorted(FILES)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_shipped_file_names_its_schema_and_holds_by_it(path):
    named = LINE.match(path.read_text(encoding="utf-8"))
    assert named, "its first line names no schema"
    schema = (path.parent / named[1]).resolve()
    assert schema.parent == paths.schemas().resolve()
    data = strict_yaml.read(path, aliases=True).data
    assert faults(schema.stem, seen(data)) == []


BAD = [
    (("duration",), 0.0),
    (("duration",), "5 s"),
    (("duration",), True),
    (("timestep",), 5),
    (("seed",), 1.5),
    (("engine",), "havok"),
    (("terrain",), {"kind": "sea"}),
    (("terrain",), {"kind": "plane", "friction": 2.1}),
    (("terrain",), {"friction": 1.0}),
    (("actors", "robot", "card"), "nobody"),
    (("actors", "Robot"), SCENARIO["actors"]["robot"]),
    (("actors", "robot", "colour"), "red"),
    (("actors", "robot", "script", 0, "kind"), "fly"),
    (("actors", "robot", "script", 0, "speed"), 1.0),
    (("actors", "robot", "script", 0, "timeout"), 0),
    (("actors", "robot", "estimation"), {"radar": {}}),
    (("actors", "robot", "controller"), {"kind": "dcm_qp", "walker": {"preview": 0}}),
    (("actors", "robot", "gait"), {"width": -1.0}),
    (("props", "torch", "mass"), -1.6),
]
GOOD = [
    (("include",), ["onboard_sensors"]),
    (("duration",), 3600),
    (("snapshot_every",), None),
    (("terrain",), {"kind": "plane", "slope": 0.05}),
    (("actors", "robot", "card"), "my/card.yaml"),
    (("actors", "robot", "controller"), {"walker": {"preview": 3}}),
    (("actors", "robot", "start"), {"yaw": 1.57}),
    (("props", "torch"), {}),
]


@pytest.mark.parametrize(("path", "value"), BAD)
def test_what_check_refuses_the_schema_refuses_too(path, value):
    assert faults("scenario", with_leaf(path, value))


@pytest.mark.parametrize(("path", "value"), GOOD)
def test_what_check_takes_the_schema_takes_too(path, value):
    assert faults("scenario", with_leaf(path, value)) == []


def test_a_distribution_may_stand_for_a_number_or_a_word_but_not_for_the_seed():
    text = "{a: !uniform [0.4, 1.0], b: !normal {mean: 1.0, std: 0.1}, c: !grid [x, y]}"
    document = strict_yaml.parse(text, "f.yaml")
    for tagged in tags_of(document).values():
        assert not faults("scenario", with_leaf(("duration",), seen(tagged)))
        assert faults("scenario", with_leaf(("seed",), seen(tagged)))
    assert not faults("scenario", with_leaf(("engine",), ["mujoco", "pybullet"]))


def test_a_number_says_its_unit_and_its_bounds():
    schema = json_schema("scenario")
    timestep = schema["properties"]["timestep"]
    said = "Physics step [s]: a number above 0, at most 0.01 [s]"
    assert (timestep["description"], timestep["default"]) == (said, 0.001)
    number = {"exclusiveMinimum": 0.0, "maximum": 0.01, "type": "number"}
    assert timestep["anyOf"][0] == number
    mass = schema["$defs"]["Prop"]["properties"]["mass"]["description"]
    assert mass.startswith("That its bearers are told; null is the card's own [kg]")


def test_every_key_is_described():
    """A key without a word of its own has at least its bounds, or its own block."""
    silent = []
    for kind in FILES:
        schema = json_schema(kind)
        for name, block in {kind: schema, **schema.get("$defs", {})}.items():
            for part in (block, *block.get("oneOf", ()), *block.get("anyOf", ())):
                properties = part.get("properties", {}).items()
                silent += [(name, key) for key, value in properties if not said(value)]
    assert silent == []


def said(schema):
    return schema.get("description") or "$ref" in schema


def test_every_phase_is_an_alternative_with_its_own_keys():
    phases = json_schema("scenario")["$defs"]["PhaseEntry"]["oneOf"]
    assert tuple(phase["title"] for phase in phases) == phase_names()
    carry = next(phase for phase in phases if phase["title"] == "carry")
    assert {"kind", "timeout", "distance", "path", "speed"} <= set(carry["properties"])
    assert carry["properties"]["distance"]["description"].startswith("Straight ahead")


def test_what_no_file_may_say_is_no_key():
    assert "drawn" not in json_schema("scenario")["properties"]
    for card in json_schema("card")["$defs"].values():
        assert not {"path", "mass_scale"} & set(card.get("properties", {}))


def test_an_unknown_kind_is_told_those_there_are():
    with pytest.raises(
        UnknownName, match="scenario, sweep, suite, card, randomisation"
    ):
        json_schema("robot")
