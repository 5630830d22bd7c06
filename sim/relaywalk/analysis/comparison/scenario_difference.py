"""In what two scenarios differ, and what that makes a difference of their runs."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from relaywalk.scenario.scenario import Scenario


class ScenarioDifference(NamedTuple):
    """A leaf in which the scenarios differ; "–" where one has no such leaf."""

    path: str
    first: str
    second: str


def scenario_differences(
    first: Scenario, second: Scenario
) -> tuple[ScenarioDifference, ...]:
    """Return the leaves in which two scenarios differ, in order; not their names."""
    one, two = dict(_leaves(first.as_dict())), dict(_leaves(second.as_dict()))
    paths = [p for p in dict.fromkeys((*one, *two)) if p not in ("name", "description")]
    return tuple(
        ScenarioDifference(path, one.get(path, "–"), two.get(path, "–"))
        for path in paths
        if one.get(path, "–") != two.get(path, "–")
    )


def sensitivity(leaves: tuple[ScenarioDifference, ...], *, same_versions: bool) -> str:
    """Return what a difference between two runs has to be put down to.

    All that differs is named: "engine-sensitive", "robot- and seed-sensitive". Where
    the scenarios agree it is the versions, or nothing that is known.

    Args:
        leaves: In which the scenarios differ.
        same_versions: Whether both runs were made by the same versions.
    """
    kinds = list(dict.fromkeys(_kind(leaf.path) for leaf in leaves))
    if not kinds:
        if same_versions:
            return "unexplained"
        kinds = ["version"]
    *others, last = (f"{kind}-" for kind in kinds)
    return f"{', '.join(others)} and {last}sensitive" if others else f"{last}sensitive"


def _kind(path: str) -> str:
    """Return what a leaf of a scenario is about."""
    keys = path.split(".")
    if keys[0] == "props":
        return "payload"
    if keys[0] == "actors":
        return "robot" if keys[2:] == ["card"] else keys[2] if keys[2:] else "actor"
    return keys[0].replace("_", " ")


def _leaves(value: Any, path: str = "") -> Iterator[tuple[str, str]]:  # noqa: ANN401
    """Yield path and text of every leaf of nested plain values."""
    below: Mapping[Any, Any] = {}
    if isinstance(value, dict):
        below = value
    elif isinstance(value, list):
        below = dict(enumerate(value))
    for key, part in below.items():
        yield from _leaves(part, f"{path}.{key}" if path else str(key))
    if not below:
        yield path, str(value)
