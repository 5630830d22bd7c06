"""JSON Schema of each kind of file that people write: for editors, and for other tools.

A schema says keys, kinds, units and bounds. What only the whole file or another one can
tell (`relaywalk check` does) is not in it. In a scenario, a distribution such as
`!uniform [0.4, 1.0]` may stand for any number or word; of it a schema sees the list.
"""

import json
from typing import Any

from pydantic import TypeAdapter

from relaywalk.errors import UnknownName
from relaywalk.robots.card import PropCard, RobotCard
from relaywalk.scenario.randomisation import Randomisation
from relaywalk.scenario.scenario import Scenario
from relaywalk.sweep.definition import Definition
from relaywalk.sweep.suite import Suite

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FILES: dict[str, TypeAdapter[Any]] = {
    "scenario": TypeAdapter(Scenario),
    "sweep": TypeAdapter(Definition),
    "suite": TypeAdapter(Suite),
    "card": TypeAdapter(RobotCard | PropCard),
    "randomisation": TypeAdapter(Randomisation),
}
INCLUDE = {
    "type": "array",
    "items": {"type": "string"},
    "description": "Randomisation files: names, or paths from this file's folder.",
}
DISTRIBUTION = {
    "description": "Of !uniform [low, high], !choice, !grid or !normal {mean, std}.",
    "anyOf": [
        {"type": "array", "items": {"type": ["number", "string"]}, "minItems": 1},
        {
            "type": "object",
            "properties": {
                "mean": {"type": "number", "description": "In the leaf's unit."},
                "std": {"type": "number", "description": "Likewise, above 0."},
            },
            "required": ["mean", "std"],
            "additionalProperties": False,
        },
    ],
}
DRAWN = {"$ref": "#/$defs/Distribution"}
NUMBERS = {"number", "integer", "null"}


def json_schema(kind: str) -> dict[str, Any]:
    """Return the JSON Schema of a kind of file.

    Args:
        kind: One of `FILES`.

    Raises:
        UnknownName: There is no such kind.
    """
    if kind not in FILES:
        raise UnknownName("kind of file", kind, FILES)
    schema = _named_only(FILES[kind].json_schema())
    if kind == "scenario":
        seed = schema["properties"]["seed"]
        schema = _with_distributions(schema)
        schema["properties"] |= {"include": INCLUDE, "seed": seed}
        schema["$defs"]["Distribution"] = DISTRIBUTION
    return {"$schema": DIALECT, **schema, "title": f"relaywalk: {kind}"}


def as_text(kind: str) -> str:
    """Return the JSON Schema of a kind of file as it is shipped.

    Raises:
        UnknownName: There is no such kind.
    """
    return json.dumps(json_schema(kind), indent=1, ensure_ascii=False) + "\n"


def _named_only(schema: Any) -> Any:  # noqa: ANN401
    """Return a copy whose mappings have no other keys than those of their pattern."""
    if isinstance(schema, list):
        return [_named_only(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    copy = {key: _named_only(part) for key, part in schema.items()}
    return {**copy, "additionalProperties": False} if _patterned(schema) else copy


def _patterned(schema: dict[str, Any]) -> bool:
    """Say whether a JSON Schema is that of a mapping whose keys follow a pattern."""
    return isinstance(schema.get("patternProperties"), dict)


def _with_distributions(schema: Any) -> Any:  # noqa: ANN401
    """Return a copy in which a distribution may stand for every number and word."""
    if isinstance(schema, list):
        return [_with_distributions(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    copy = {key: _with_distributions(part) for key, part in schema.items()}
    properties = schema.get("properties")
    if isinstance(properties, dict):
        copy["properties"] |= {k: _drawn(v) for k, v in properties.items() if _leaf(v)}
    return copy


def _leaf(schema: dict[str, Any]) -> bool:
    """Say whether a value is a number or one of some words."""
    choices = schema.get("anyOf", [schema])
    words = any("enum" in choice for choice in choices)
    return words or all(choice.get("type") in NUMBERS for choice in choices)


def _drawn(schema: dict[str, Any]) -> dict[str, Any]:
    """Return the JSON Schema of a leaf, or of a distribution in its place."""
    about = ("description", "default")
    outside = {key: schema[key] for key in about if key in schema}
    inside = {key: part for key, part in schema.items() if key not in about}
    return {"anyOf": [*inside.get("anyOf", [inside]), DRAWN], **outside}
