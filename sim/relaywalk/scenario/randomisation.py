"""Randomisation: distributions for the leaves of a scenario, in a file of their own.

A scenario or a sweep names such files under `include`.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from relaywalk import paths, registry
from relaywalk.errors import UnknownName
from relaywalk.scenario.distributions import tags_of
from relaywalk.schema import strict_yaml
from relaywalk.schema.overrides import Source, has_leaf
from relaywalk.schema.quantity import Frozen
from relaywalk.schema.strict_yaml import Document
from relaywalk.schema.validation import validated


class Randomisation(Frozen):
    """What a randomisation file says.

    Attributes:
        description: One sentence.
        include: Other such files, changed by this one.
        set: Path of a leaf → value or distribution; the scenario must have the leaf.
        set_where_present: The same, for leaves that a scenario may lack.
    """

    description: str = ""
    include: tuple[str, ...] = ()
    set: dict[str, Any] = {}
    set_where_present: dict[str, Any] = {}


class Changes(NamedTuple):
    """What a file changes in a scenario.

    Attributes:
        leaves: Path of a leaf → value or distribution.
        source: The file and the line of each.
    """

    leaves: dict[str, Any]
    source: Source


def randomisation_names() -> tuple[str, ...]:
    """Return the randomisation files there are."""
    return registry.names(paths.randomisation(), ".yaml")


def read_randomisation(path: Path) -> tuple[Document, Randomisation]:
    """Read a randomisation file, its distributions checked by themselves.

    Raises:
        ScenarioError: The file is wrong.
    """
    document = strict_yaml.read(path)
    found = validated(Randomisation, document)
    tags_of(document)
    return document, found


def included(
    document: Document,
    names: Sequence[str],
    folder: Path,
    scenario: dict[str, Any],
    within: tuple[Path, ...] = (),
) -> Iterator[Changes]:
    """Yield what randomisation files change in a scenario, the later the stronger.

    Args:
        document: That names them under `include`.
        names: In `scenarios/randomisation/`, or paths of files.
        folder: From which a path is taken.
        scenario: Plain values, every default written out.
        within: Files that include the document, itself among them.

    Raises:
        ScenarioError: There is no such name, or a file is wrong.
    """
    for number, name in enumerate(names):
        try:
            path = _path(name, folder).resolve()
        except UnknownName as error:
            allowed = "a randomisation: " + ", ".join(error.available)
            raise document.error(("include", number), name, allowed) from error
        if path in within:
            allowed = "a file that does not include this one"
            raise document.error(("include", number), name, allowed)
        inner, found = read_randomisation(path)
        around = (*within, path)
        yield from included(inner, found.include, path.parent, scenario, around)
        yield _own(inner, found, scenario)


def _own(document: Document, found: Randomisation, scenario: dict[str, Any]) -> Changes:
    """Return what one file itself changes in a scenario."""
    optional = {
        path: value
        for path, value in found.set_where_present.items()
        if has_leaf(scenario, path)
    }
    lines = {path: document.line(("set", path)) for path in found.set}
    lines |= {path: document.line(("set_where_present", path)) for path in optional}
    known = {path: line for path, line in lines.items() if line is not None}
    return Changes({**found.set, **optional}, Source(document.file, known))


def _path(name: str, folder: Path) -> Path:
    """Return the file that a name or a path means."""
    available = randomisation_names()
    if name in available:
        return paths.randomisation() / f"{name}.yaml"
    if name.endswith((".yaml", ".yml")):
        return folder / name
    raise UnknownName("randomisation", name, available)
