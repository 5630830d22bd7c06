"""What is generated holds every key, unit and default of the models."""

import pytest

from reference import commands, expanded, files
from reference.allowed import allowed
from reference.blocks import Blocks, key_of
from reference.examples import NoExample, example
from reference.markdown import ended, sentence, table
from relaywalk import registry
from relaywalk.sweep.json_schemas import FILES, json_schema

SCHEMA = {
    "title": "File",
    "properties": {
        "size": {
            "description": "How long it is [m]: a number above 0, at most 2 [m]",
            "type": "number",
            "exclusiveMinimum": 0.0,
            "maximum": 2.0,
        },
        "parts": {
            "type": "array",
            "items": {"$ref": "#/$defs/Part"},
            "default": [],
            "description": "In order",
        },
    },
    "required": ["size"],
    "$defs": {
        "Part": {
            "title": "Part",
            "properties": {"kind": {"const": "tile"}, "spare": {"type": "boolean"}},
            "required": ["kind"],
        }
    },
}


def all_keys(schema):
    """Return the names of all keys in a JSON Schema."""
    if isinstance(schema, list):
        return {key for part in schema for key in all_keys(part)}
    if not isinstance(schema, dict):
        return set()
    own = schema.get("properties")
    below = {key for part in schema.values() for key in all_keys(part)}
    return below | (set(own) if isinstance(own, dict) else set())


@pytest.mark.parametrize("kind", FILES)
def test_every_key_has_its_line_and_its_meaning(kind):
    schema = json_schema(kind)
    schema.get("$defs", {}).pop("Distribution", None)
    blocks = Blocks(schema)
    found = {key.name for block in blocks.found for key in block.keys}
    assert found == all_keys(schema)
    assert all(key.meaning for block in blocks.found for key in block.keys)
    text = files.reference(kind)
    assert all(f"| `{name}` |" in text for name in found)
    assert text.count("```yaml") == len(blocks.found)


def test_a_number_has_unit_bounds_and_meaning():
    key = key_of("size", SCHEMA["properties"]["size"], ["size"])
    assert (key.unit, key.meaning, key.is_required) == ("m", "How long it is", True)
    words = allowed(key.schema, Blocks(SCHEMA), lambda _: "")
    assert words == "above 0 … 2"


def test_blocks_are_found_below_lists():
    top, part = Blocks(SCHEMA).found
    assert (top.written, part.written, part.kind) == ("", "parts[]", "tile")
    assert part.label == "parts-tile"


def test_an_example_is_a_shipped_one_or_the_defaults():
    top, part = Blocks(SCHEMA).found
    with pytest.raises(NoExample):
        example(top, [])
    assert example(part, []) == ({"parts": [{"kind": "tile"}]}, "")


def test_defaults_are_those_of_the_model():
    text = files.reference("scenario")
    assert "| `timestep` | Physics step. | s | `0.001` | above 0 … 0.01 |" in text
    assert "| s | **required** | above 0 … 3600 |" in text


def test_every_command_and_option_is_told():
    text = commands.reference()
    for name in registry.modules("relaywalk.cli"):
        assert f"## relaywalk {name}\n" in text
    assert "--per-body-weight" in text
    for parser in commands.commands().values():
        assert all(action.help for action in parser._actions)


@pytest.mark.parametrize(
    ("block", "lines"),
    [
        (
            "channels relay_100m",
            [
                "`<actor>.<joint>.torque` | N·m |",
                "`<actor>.<hand>.<prop>.{fx,fy,fz,mx,my,mz}` | N, N·m |",
                "`<actor>.<hand>.<prop>.grip` | N |",
                "`<prop>.{x,y,z",
            ],
        ),
        ("joints kuavo_5", ["`leg_r4_joint` | knee, right | the shank swings back"]),
        ("modules relaywalk.phases", ["| `hand_over` | Give the torch"]),
        ("plots", ["## gait_cycle", "Rests on: `mass`, `standing`."]),
        ("gaits", ["| `step_length` | 0.4 | 0.52 | 0.62 |"]),
        ("scenarios", ["| `stand` | The robot stands on its own"]),
    ],
)
def test_lists_are_read_from_the_folders(block, lines):
    text = expanded(f"before\n\n```{{generated}} {block}\n```\n\nafter")
    assert text.startswith("before\n\n")
    assert all(line in text for line in lines)


def test_a_cell_stays_one_cell():
    assert table(("a",), [["x | y\nz"]]).splitlines()[-1] == "| x \\| y z |"


def test_sentences_end():
    assert sentence("of a") == "Of a."
    assert sentence("β of it") == "β of it."
    assert ended("") == ""
