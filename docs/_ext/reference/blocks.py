"""The blocks of a kind of file, and the keys of each, read from its JSON Schema."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

Schema = dict[str, Any]
Path = tuple[str, ...]

NAMED = "<name>"  # stands for any name in a path
ITEM = "[]"  # stands for any item of a list
DRAWN = "#/$defs/Distribution"
NUMBER = re.compile(
    r"^(?:(?P<said>.*): )?a number(?P<bounds>[^\[]*) \[(?P<unit>[^]]*)\]$", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a block.

    Attributes:
        name: As it is written.
        meaning: One sentence.
        unit: Of a number; "" of anything else.
        schema: All that is known of its value.
        is_required: Whether it has no default.
    """

    name: str
    meaning: str
    unit: str
    schema: Schema
    is_required: bool


@dataclass(frozen=True, slots=True)
class Block:
    """A mapping with known keys, somewhere in a file.

    Attributes:
        path: From the top of the file, with `NAMED` and `ITEM` in it.
        kind: What its `kind` says where this decides upon its keys; "" elsewhere.
        title: Name of its type.
        meaning: One sentence.
        keys: In the order of the file.
    """

    path: Path
    kind: str
    title: str
    meaning: str
    keys: tuple[Key, ...] = field(repr=False)

    @property
    def label(self) -> str:
        """By which links find it, within its kind of file."""
        words = "-".join((*self.path, self.kind)) or self.title
        return re.sub(r"[^a-z0-9_]+", "-", words.lower()).strip("-")

    @property
    def written(self) -> str:
        """Its path as people write it, such as "actors.<name>.script[]"."""
        return ".".join(self.path).replace(f".{ITEM}", ITEM)


class Blocks:
    """All blocks of a JSON Schema, each type once, where it is met first."""

    def __init__(self, schema: Schema) -> None:
        """Read a schema from its top."""
        self._definitions: Schema = schema.get("$defs", {})
        self._met: dict[str, list[Block]] = {}
        self.found: list[Block] = []
        self._read(schema, ())

    def of(self, value: Schema) -> list[Block]:
        """Return the blocks that a value may be, or that its members may be."""
        keys = (_id(part) for part in _parts(value))
        return [block for key in keys for block in self._met.get(key, ())]

    def alternatives(self, value: Schema) -> Iterator[Schema]:
        """Yield what a value may be, references followed; distributions left out."""
        for choice in _choices(value) or [value]:
            if choice.get("$ref") == DRAWN:
                continue
            whole = self._followed(choice)
            if choice is not value and _choices(whole):
                yield from self.alternatives(whole)
            else:
                yield whole

    def _followed(self, schema: Schema) -> Schema:
        """Return what a reference means."""
        reference: str = schema.get("$ref", "")
        name = reference.rpartition("/")[2]
        return self._definitions[name] if name else schema

    def _read(self, value: Schema, path: Path) -> None:
        """Note the blocks that a value may be, and those below them."""
        key = _id(value)
        if key in self._met:
            return
        self._met[key] = []
        whole = self._followed(value)
        for choice in self.alternatives(whole):
            if "properties" in choice:
                self._note(choice, path, key)
            for step, member in _members(choice):
                self._read(member, (*path, step))

    def _note(self, schema: Schema, path: Path, key: str) -> None:
        """Note one block and those below it."""
        properties: Schema = schema["properties"]
        kind = properties.get("kind", {}).get("const", "")
        required = schema.get("required", ())
        keys = tuple(key_of(name, part, required) for name, part in properties.items())
        meaning = schema.get("description", "")
        block = Block(path, kind, schema.get("title", ""), meaning, keys)
        self._met[key].append(block)
        self.found.append(block)
        for name, part in properties.items():
            self._read(part, (*path, name))


def key_of(name: str, schema: Schema, required: Any = ()) -> Key:  # noqa: ANN401
    """Return a key; its unit and its meaning stand in its description."""
    said = schema.get("description", "")
    number = NUMBER.match(said)
    unit = number["unit"] if number else ""
    meaning = (number["said"] or "") if number else said
    meaning = meaning.removesuffix(f" [{unit}]") if unit else meaning
    return Key(name, meaning, unit, schema, name in required)


def _members(schema: Schema) -> Iterator[tuple[str, Schema]]:
    """Yield the step and the schema of the members of a list or a mapping of names."""
    if isinstance(schema.get("items"), dict):
        yield ITEM, schema["items"]
    for member in named(schema):
        yield NAMED, member


def named(schema: Schema) -> list[Schema]:
    """Return what stands under the names of a mapping whose names are free."""
    free = schema.get("additionalProperties")
    members = list(schema.get("patternProperties", {}).values())
    return [*members, free] if isinstance(free, dict) else members


def _parts(value: Schema) -> Iterator[Schema]:
    """Yield a value and all that stands in it, down to its references."""
    yield value
    for choice in _choices(value):
        yield from _parts(choice)
    for _, member in _members(value):
        yield from _parts(member)


def _choices(value: Schema) -> list[Schema]:
    """Return what a value may be, if it says so by itself."""
    choices: list[Schema] = value.get("anyOf") or value.get("oneOf") or []
    return choices


def _id(schema: Schema) -> str:
    """Return what tells a schema from others: its reference, or itself."""
    return str(schema.get("$ref") or id(schema))
