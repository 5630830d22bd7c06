"""Definition: what a sweep file says, validated, frozen."""

from pathlib import Path
from typing import Annotated, Any, NamedTuple

from pydantic import BeforeValidator, Field, field_validator

from relaywalk.analysis.sweeps import criterion
from relaywalk.errors import UnknownName
from relaywalk.scenario.choices import chosen_engine
from relaywalk.scenario.randomisation import Changes
from relaywalk.scenario.scenario import Scenario, Written, scenario_path
from relaywalk.schema import strict_yaml
from relaywalk.schema.overrides import Source
from relaywalk.schema.quantity import Frozen, quantity, refusal
from relaywalk.schema.strict_yaml import Document
from relaywalk.schema.validation import validated


def _is_a_scenario(given: Any) -> Any:  # noqa: ANN401
    """Refuse what is neither a name nor a whole scenario."""
    if not isinstance(given, str | dict):
        raise refusal("a scenario's name, its file, or a mapping with all its keys")
    return given


class Definition(Frozen):
    """What a sweep file says.

    Attributes:
        scenario: A name in `scenarios/`, a path from the file's folder, or a whole
            scenario.
        runs: How many; times the size of the grid if there is one.
        seed: From which each run's own seed comes.
        set: Path of a leaf of the scenario → value or distribution.
        include: Randomisation files; what the scenario's file says itself stays, and
            `set` changes both.
        wall_limit: A run that takes longer is hung [s].
        success: Criterion for the whole sweep; "" if there is none.
    """

    scenario: Annotated[str | dict[str, Any], BeforeValidator(_is_a_scenario)]
    runs: Annotated[int, Field(ge=1, strict=True)]
    seed: Annotated[int, Field(ge=0, le=2**32 - 1, strict=True)] = 1
    set: dict[str, Any] = {}
    include: tuple[str, ...] = ()
    wall_limit: Annotated[float, quantity("s", 0.0, 1e6, open_low=True)] = 600.0
    success: str = ""

    @field_validator("success")
    @classmethod
    def _is_a_criterion(cls, success: str) -> str:
        """Refuse what is no criterion."""
        try:
            criterion.parse(success)
        except ValueError as error:
            raise refusal(f"a comparison: {error}") from error
        return success

    @field_validator("set")
    @classmethod
    def _leaves_the_seed(cls, leaves: dict[str, Any]) -> dict[str, Any]:
        """Refuse to set a run's seed, which comes from the sweep's."""
        if "seed" in leaves:
            allowed = "another leaf; each run's seed comes from the sweep's own"
            raise refusal(allowed, ("seed",), value=leaves["seed"])
        return leaves


class SweepFile(NamedTuple):
    """A sweep file, read.

    Attributes:
        document: Of the file.
        definition: What it says.
        scenario: That it runs, with every change made, distributions kept and the
            engine settled.
    """

    document: Document
    definition: Definition
    scenario: Scenario


def read_sweep(path: Path) -> SweepFile:
    """Read a sweep file and all that it names.

    Args:
        path: Of the file.

    Raises:
        ScenarioError: It is wrong: file, line, field, value, what is allowed.
        UnknownName: It names a scenario or a randomisation that is not there.
    """
    document = strict_yaml.read(path)
    return sweep_of(document, validated(Definition, document), path.parent)


def sweep_of(document: Document, definition: Definition, folder: Path) -> SweepFile:
    """Return a sweep with all that it names.

    Args:
        document: That says it.
        definition: What it says.
        folder: From which paths are taken.

    Raises:
        ScenarioError: Something that it names is wrong, or not there.
        UnknownName: It names a scenario or a randomisation that is not there.
    """
    scenario, own = _written(document, definition, folder)
    scenario = scenario.including(document, definition.include, folder, own)
    lines = {leaf: document.line(("set", leaf)) or 1 for leaf in definition.set}
    changes = Changes(definition.set, Source(document.file, lines))
    scenario = scenario.with_changes(changes, folder)
    if "engine" not in scenario.drawn:
        engine = chosen_engine(scenario.engine)
        scenario = scenario.with_overrides({"engine": engine})
    return SweepFile(document, definition, scenario)


def _written(document: Document, definition: Definition, folder: Path) -> Written:
    """Return the scenario that a sweep file names or holds."""
    if isinstance(definition.scenario, dict):
        return Scenario.written(document.part(("scenario",)), folder)
    path = _scenario_file(document, definition.scenario, folder)
    return Scenario.written(strict_yaml.read(path), path.parent)


def _scenario_file(document: Document, name: str, folder: Path) -> Path:
    """Return the scenario's file that a sweep file names."""
    beside = folder / name
    if name.endswith((".yaml", ".yml")):
        if not beside.is_file():
            raise document.error(("scenario",), name, "a file that exists")
        return beside
    try:
        return scenario_path(name)
    except UnknownName as error:
        allowed = "a scenario: " + ", ".join(error.available)
        raise document.error(("scenario",), name, allowed) from error
