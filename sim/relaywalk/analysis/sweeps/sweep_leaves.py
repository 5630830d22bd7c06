"""The leaves of a sweep file as text, distributions and all, and what differs."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode

from relaywalk.errors import RecordingError
from relaywalk.schema.strict_yaml import RefusedValue, StrictLoader

ABSENT = "–"


class SweepDifference(NamedTuple):
    """One leaf in which two sweeps differ: its path and both values as written."""

    name: str
    first: str
    second: str


def read_leaves(path: Path) -> dict[str, str]:
    """Return path.to.leaf → value as written, such as "!uniform [0.4, 1.0]".

    A list and anything with a tag is one leaf. Nothing is constructed from the text.

    Raises:
        RecordingError: The file cannot be read, or is not YAML that we take.
    """
    try:
        loader = StrictLoader(path.read_text(encoding="utf-8"))
        try:
            node = loader.get_single_node()
        finally:
            loader.dispose()
    except (OSError, ValueError, RecursionError, yaml.YAMLError) as error:
        line = f":{error.line}" if isinstance(error, RefusedValue) else ""
        raise RecordingError(f"{path}{line}: cannot be read: {error}") from error
    return dict(_leaves(node, ())) if node is not None else {}


def leaf_differences(
    first: dict[str, str], second: dict[str, str]
) -> tuple[SweepDifference, ...]:
    """Return the leaves in which two sweeps differ, in the order of the first."""
    names = dict.fromkeys((*first, *second))
    pairs = (
        SweepDifference(n, first.get(n, ABSENT), second.get(n, ABSENT)) for n in names
    )
    return tuple(leaf for leaf in pairs if leaf.first != leaf.second)


def _leaves(node: Node, path: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Walk the mappings that are not tagged."""
    if isinstance(node, MappingNode) and node.value and not _tag(node):
        for key, value in node.value:
            yield from _leaves(value, (*path, _text(key)))
    else:
        yield ".".join(path), _text(node)


def _text(node: Node) -> str:
    """Return a node on one line."""
    if isinstance(node, ScalarNode):
        inner = _number(node)
    elif isinstance(node, MappingNode):
        items = (f"{_text(key)}: {_text(value)}" for key, value in node.value)
        inner = "{" + ", ".join(items) + "}"
    else:
        inner = "[" + ", ".join(map(_text, node.value)) + "]"
    return f"{_tag(node)}{inner}"


def _number(node: ScalarNode) -> str:
    """Return a scalar's text; 1, 1.0 and 1e0 are the same number."""
    if node.tag in ("tag:yaml.org,2002:int", "tag:yaml.org,2002:float"):
        try:
            return f"{float(node.value):.12g}"
        except ValueError:  # such as 0x10, which YAML takes
            return str(node.value)
    return " ".join(str(node.value).split())


def _tag(node: Node) -> str:
    """Return a tag of ours with a space after it; nothing for YAML's own."""
    return f"{node.tag} " if node.tag.startswith("!") else ""
