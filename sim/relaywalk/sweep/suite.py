"""Suite: several sweeps in one file, each by a name; and sweeps that are found by name.

A file that is one sweep is a suite of one, which has no name.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, NamedTuple

from pydantic import Field

from relaywalk import paths, registry
from relaywalk.errors import ScenarioError, UnknownName
from relaywalk.recording.file_names import SWEEP
from relaywalk.scenario.parts import Name
from relaywalk.schema import strict_yaml
from relaywalk.schema.quantity import Frozen
from relaywalk.schema.strict_yaml import Document
from relaywalk.schema.validation import validated
from relaywalk.sweep.definition import Definition, SweepFile, sweep_of
from relaywalk.sweep.plan import Plan, planned

UNNAMED = ""  # the name of a file's only sweep; its folder is the folder asked for


class Suite(Frozen):
    """What a file of several sweeps says.

    Attributes:
        description: One sentence.
        sweeps: Name → sweep; made one after another, each in a folder of that name.
    """

    description: str = ""
    sweeps: Annotated[dict[Name, Definition], Field(min_length=1)]


class Choice(NamedTuple):
    """What is made of a file, beside what it says.

    Attributes:
        maximum_runs: Of one sweep; more are a mistake.
        runs: Of each sweep, times the points of its grid; as the file has it if None.
        only: Names of the sweeps to make; all if empty.
    """

    maximum_runs: int
    runs: int | None = None
    only: Sequence[str] = ()


def sweep_names() -> tuple[str, ...]:
    """Return the sweeps and suites there are."""
    return registry.names(paths.sweeps(), ".yaml")


def sweep_path(name_or_path: str | Path) -> Path:
    """Return the file of a sweep or a suite.

    Args:
        name_or_path: In `scenarios/sweeps/`, or a path.
    """
    if str(name_or_path) in sweep_names():
        return paths.sweeps() / f"{name_or_path}.yaml"
    return Path(name_or_path)


def described_sweeps() -> dict[str, str]:
    """Return name → what it makes, of the sweeps and suites there are."""
    return {
        name: _description(strict_yaml.read(sweep_path(name))) for name in sweep_names()
    }


def _description(document: Document) -> str:
    """Return what a suite says of itself; of a sweep, how many runs of what."""
    if is_suite(document):
        return validated(Suite, document).description
    sweep = validated(Definition, document)
    return f"{sweep.runs} runs of {sweep.scenario}"


def read_suite(path: Path) -> dict[str, SweepFile]:
    """Read a file and all that it names; return name → sweep.

    Args:
        path: Of a suite, or of a sweep, whose name is `UNNAMED`.

    Raises:
        ScenarioError: It is wrong: file, line, field, value, what is allowed.
    """
    document, folder = strict_yaml.read(path), path.parent
    if not is_suite(document):
        definition = validated(Definition, document)
        return {UNNAMED: sweep_of(document, definition, folder)}
    return {
        name: sweep_of(document.part(("sweeps", name)), definition, folder)
        for name, definition in validated(Suite, document).sweeps.items()
    }


def is_suite(document: Document) -> bool:
    """Say whether a document is meant to be a suite, not a sweep."""
    return isinstance(document.data, dict) and "sweeps" in document.data


def names_in(path: Path) -> tuple[str, ...]:
    """Return the names of the sweeps of a file; `UNNAMED` alone if it is a sweep."""
    document = strict_yaml.read(path)
    return tuple(document.data["sweeps"]) if is_suite(document) else (UNNAMED,)


def require_suites_folder(folder: Path, names: Sequence[str]) -> None:
    """Refuse the folder of a sweep as that of a suite.

    Args:
        folder: Asked for; need not exist.
        names: Of the sweeps that are to be made in it.

    Raises:
        ScenarioError: It holds a sweep itself.
    """
    if UNNAMED not in names and (folder / SWEEP).exists():
        allowed = "a new folder, or a suite's"
        raise ScenarioError(f"--out: {folder}: holds a single sweep: {allowed}")


def planned_suite(path: Path, choice: Choice) -> dict[str, Plan]:
    """Return name → plan of the sweeps of a file, bodies checked.

    Args:
        path: Of a suite, or of a sweep, whose name is `UNNAMED`.
        choice: Which of them, and of how many runs.

    Raises:
        RelayError: The file, what it names, or the choice is wrong.
    """
    files = _chosen(read_suite(path), choice.only)
    return {
        name: planned(_of_runs(file, choice.runs), choice.maximum_runs)
        for name, file in files.items()
    }


def _chosen(
    files: Mapping[str, SweepFile], only: Sequence[str]
) -> Mapping[str, SweepFile]:
    """Return the sweeps that were asked for, in the order of the file.

    Raises:
        UnknownName: One is not there.
    """
    for name in only:
        if name not in files or name == UNNAMED:
            raise UnknownName("sweep in the file", name, filter(None, files))
    return {n: f for n, f in files.items() if not only or n in only}


def _of_runs(file: SweepFile, runs: int | None) -> SweepFile:
    """Return a sweep with another number of runs."""
    if runs is None:
        return file
    definition = file.definition.model_copy(update={"runs": runs})
    return file._replace(definition=definition)
