"""An example of every block: from what is shipped, else its defaults."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from reference.blocks import ITEM, NAMED, Block
from relaywalk.schema import strict_yaml


@dataclass(frozen=True, slots=True)
class Source:
    """A file that holds examples.

    Attributes:
        name: As it is told.
        data: What stands in it.
    """

    name: str
    data: Any


class NoExample(LookupError):
    """A block has keys without defaults, and no file shows them."""


def example(block: Block, sources: Sequence[Source]) -> tuple[Any, str]:
    """Return a piece of a file that has a block in it, and where it is from.

    Args:
        block: Of which an example is wanted.
        sources: Files, the first that has it is taken.

    Raises:
        NoExample: No file has it, and it cannot be left at its defaults.
    """
    for source in sources:
        for value in _found(source.data, block.path, block):
            return value, source.name
    if any(key.is_required and "const" not in key.schema for key in block.keys):
        raise NoExample(f"{block.written or block.title} {block.kind}")
    return _wrapped(_defaults(block), block.path), ""


def as_yaml(value: Any) -> str:  # noqa: ANN401
    """Return an example as it is written in a file."""
    text: str = yaml.dump(
        value,
        Dumper=strict_yaml.Dumper,
        sort_keys=False,
        allow_unicode=True,
        default_flow_style=None,  # what holds no mapping is on one line
        width=80,
    )
    return text


def _found(data: Any, path: Sequence[str], block: Block) -> Iterator[Any]:  # noqa: ANN401
    """Yield every part of a file that is such a block, in what is around it.

    An item of a list, of which it is a part, is whole.
    """
    if not path:
        if isinstance(data, dict) and _is_of(data, block):
            yield data
        return
    step, *rest = path
    for name, member in _members(data, step):
        for value in _found(member, rest, block):
            yield [member] if step == ITEM else {**_kind(data), name: value}


def _kind(data: dict[str, Any]) -> dict[str, Any]:
    """Return the key that says what the other keys of a mapping may be."""
    return {"kind": data["kind"]} if "kind" in data else {}


def _members(data: Any, step: str) -> Iterator[tuple[str, Any]]:  # noqa: ANN401
    """Yield name and value of the members that a step of a path means."""
    if step == ITEM and isinstance(data, list):
        yield from (("", member) for member in data)
    elif isinstance(data, dict):
        yield from ((k, v) for k, v in data.items() if step in (NAMED, k))


def _is_of(data: dict[str, Any], block: Block) -> bool:
    """Say whether a mapping has the kind of a block and no other keys."""
    known = {key.name for key in block.keys}
    named = not block.kind or data.get("kind") == block.kind
    return bool(data) and named and set(data) <= known


def _defaults(block: Block) -> dict[str, Any]:
    """Return a block with all its defaults written out, but for blocks within it."""
    written = {
        key.name: key.schema.get("const", key.schema.get("default"))
        for key in block.keys
        if {"const", "default"} & set(key.schema)
    }
    flat = {k: v for k, v in written.items() if not isinstance(v, dict)}
    return flat or written


def _wrapped(value: Any, path: Sequence[str]) -> Any:  # noqa: ANN401
    """Return a value in what is around it."""
    for step in reversed(path):
        value = [value] if step == ITEM else {_NAMES.get(step, step): value}
    return value


_NAMES = {NAMED: "robot"}
