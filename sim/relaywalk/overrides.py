"""Changing one leaf of nested plain values, as `--set` does."""

from collections.abc import Iterable
from typing import Any

from relaywalk.errors import ScenarioError


def set_leaf(data: dict[str, Any], path: str, value: Any) -> None:  # noqa: ANN401
    """Change one leaf of nested mappings and lists, in place.

    Args:
        data: The mapping.
        path: Keys and list indices, such as "actors.robot.script.2.distance".
        value: The new one.

    Raises:
        ScenarioError: There is no such leaf; lists those there are.
    """
    *above, leaf = path.split(".")
    part: Any = data
    for key in (*above, leaf):
        parent, part = part, _below(part, key, path)
    if isinstance(parent, list):
        parent[int(leaf)] = value
    else:
        parent[leaf] = value


def _below(part: Any, key: str, path: str) -> Any:  # noqa: ANN401
    """Return what lies below a key or an index."""
    if isinstance(part, dict) and key in part:
        return part[key]
    if isinstance(part, list) and key.isdecimal() and int(key) < len(part):
        return part[int(key)]
    there_is: Iterable[Any] = ()
    if isinstance(part, dict | list):
        there_is = part if isinstance(part, dict) else range(len(part))
    listed = ", ".join(str(name) for name in there_is) or "nothing below it"
    raise ScenarioError(f"override: {path}: {key}: no such field; there are: {listed}")
