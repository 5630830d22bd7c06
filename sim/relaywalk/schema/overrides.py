"""Changing one leaf of nested plain values, as `--set` does."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from relaywalk.errors import ScenarioError


@dataclass(frozen=True, slots=True)
class Source:
    """Where changes are asked for, as messages name it.

    Attributes:
        file: Or "override" for the command line.
        lines: Path of a leaf → line in the file, from 1.
    """

    file: str = "override"
    lines: Mapping[str, int] = field(default_factory=dict)

    def location(self, path: str) -> str:
        """Return `file:line` of a change."""
        line = self.lines.get(path)
        return self.file if line is None else f"{self.file}:{line}"

    def keys(self) -> dict[tuple[str | int, ...], int]:
        """Return the lines by the keys and list indices of each path."""
        return {keys_of(path): line for path, line in self.lines.items()}


def keys_of(path: str) -> tuple[str | int, ...]:
    """Return the keys and list indices of a path, such as "script.2.distance"."""
    parts = path.split(".")
    return tuple(int(part) if part.isdecimal() else part for part in parts)


def set_leaf(
    data: dict[str, Any],
    path: str,
    value: Any,  # noqa: ANN401
    location: str = "override",
) -> None:
    """Change one leaf of nested mappings and lists, in place.

    Args:
        data: The mapping.
        path: Keys and list indices, such as "actors.robot.script.2.distance".
        value: The new one.
        location: Where the change is asked for, as messages begin.

    Raises:
        ScenarioError: There is no such leaf; lists those there are.
    """
    *above, leaf = path.split(".")
    part: Any = data
    for key in (*above, leaf):
        parent, part = part, _below(part, key, f"{location}: {path}")
    if isinstance(parent, list):
        parent[int(leaf)] = value
    else:
        parent[leaf] = value


def leaf_of(data: Any, path: str, location: str = "override") -> Any:  # noqa: ANN401
    """Return one leaf of nested mappings and lists.

    Args:
        data: The mapping.
        path: Keys and list indices, such as "actors.robot.script.2.distance".
        location: Where the leaf is asked for, as messages begin.

    Raises:
        ScenarioError: There is no such leaf; lists those there are.
    """
    for key in path.split("."):
        data = _below(data, key, f"{location}: {path}")
    return data


def has_leaf(data: Any, path: str) -> bool:  # noqa: ANN401
    """Say whether nested mappings and lists have a leaf."""
    try:
        leaf_of(data, path)
    except ScenarioError:
        return False
    return True


def _below(part: Any, key: str, location: str) -> Any:  # noqa: ANN401
    """Return what lies below a key or an index."""
    if isinstance(part, dict) and key in part:
        return part[key]
    if isinstance(part, list) and key.isdecimal() and int(key) < len(part):
        return part[int(key)]
    there_is: Iterable[Any] = ()
    if isinstance(part, dict | list):
        there_is = part if isinstance(part, dict) else range(len(part))
    listed = ", ".join(str(name) for name in there_is) or "nothing below it"
    raise ScenarioError(f"{location}: {key}: no such field; there are: {listed}")
