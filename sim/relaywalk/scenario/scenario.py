"""Scenario: an experiment as data, read from YAML, validated, frozen."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Annotated, Any, NamedTuple

from pydantic import Field, field_validator
from pydantic_core import PydanticCustomError

from relaywalk import paths, registry
from relaywalk.errors import ScenarioError, UnknownName
from relaywalk.scenario import distributions
from relaywalk.scenario.actor_entry import ActorEntry
from relaywalk.scenario.cue import Cue, cues
from relaywalk.scenario.document import seed_of, with_absolute_paths, without_includes
from relaywalk.scenario.flame_entry import FlameEntry
from relaywalk.scenario.object_entry import ObjectEntry
from relaywalk.scenario.parts import (
    Name,
    Prop,
    StartNoise,
    Success,
)
from relaywalk.scenario.phase_entry import PhaseEntry, demands_of, phase_names
from relaywalk.scenario.prop_rules import burnable, held_once, named
from relaywalk.scenario.randomisation import Changes, included
from relaywalk.scenario.terrain_entry import LEVEL, TerrainEntry
from relaywalk.schema import overrides, strict_yaml
from relaywalk.schema.faults import Refusals, all_done, rule
from relaywalk.schema.overrides import Source
from relaywalk.schema.quantity import Frozen, quantity, refusal
from relaywalk.schema.strict_yaml import Tagged
from relaywalk.schema.validation import validated

CONTACT = "contact"  # of a foot or hand with everything, in a channel's name


def _engine_words(schema: dict[str, Any]) -> None:
    """Make a JSON Schema one of the engines there are."""
    schema["enum"] = ["auto", *engine_names()]


class Scenario(Frozen):
    """An experiment.

    Attributes:
        name: Of the scenario.
        description: One sentence.
        engine: A file name in `engines/`, or "auto": PyBullet where it is
            installed, else MuJoCo.
        seed: Of everything random.
        timestep: Physics step [s].
        control_period: A whole number of timesteps [s].
        duration: The run is a timeout after this [s].
        snapshot_every: Simulated time between two snapshots, from which the run can
            be taken up again, a whole number of control periods; null for none [s].
        terrain: The ground.
        objects: Static and loose bodies by name, that nobody needs to hold.
        props: What bearers hold, by name.
        flame: What lights a prop.
        actors: Bearers by name.
        start_noise: What the seed changes.
        success: What the run must show.
        drawn: Path of a leaf → the distribution that its value was drawn from; no
            key of the file.
    """

    name: Name
    description: str = ""
    engine: Annotated[str, Field(json_schema_extra=_engine_words)] = "auto"
    seed: Annotated[int, Field(ge=0, le=2**32 - 1, strict=True)] = 1
    timestep: Annotated[float, quantity("s", 0.0, 0.01, open_low=True)] = 0.001
    control_period: Annotated[float, quantity("s", 0.0, 0.05, open_low=True)] = 0.002
    duration: Annotated[float, quantity("s", 0.0, 3600.0, open_low=True)]
    snapshot_every: (
        Annotated[float, quantity("s", 0.0, 3600.0, open_low=True)] | None
    ) = 10.0
    terrain: TerrainEntry = LEVEL
    objects: dict[Name, ObjectEntry] = {}
    props: dict[Name, Prop] = {}
    flame: FlameEntry = FlameEntry()
    actors: Annotated[dict[Name, ActorEntry], Field(min_length=1)]
    start_noise: StartNoise = StartNoise()
    success: Success = Success()
    drawn: dict[str, Any] = Field(default={}, exclude=True)

    def __repr__(self) -> str:
        """Return one line: name, engine, seed, longest duration, actors."""
        said = (f"'{self.name}': {self.engine}", f"seed {self.seed}")
        return f"Scenario({', '.join((*said, f'{self.duration:g} s', *self.actors))})"

    def __str__(self) -> str:
        """Return the same line; `dump` has all of it."""
        return repr(self)

    @property
    def substeps(self) -> int:
        """Physics steps in a control period."""
        return round(self.control_period / self.timestep)

    @property
    def burning(self) -> tuple[str, ...]:
        """The props of which it is told whether they burn: all where one does."""
        return tuple(self.props) if any(p.lit for p in self.props.values()) else ()

    @property
    def loose_objects(self) -> tuple[str, ...]:
        """The objects that move."""
        return tuple(name for name, entry in self.objects.items() if entry.mass > 0.0)

    @field_validator("engine")
    @classmethod
    def _is_an_engine(cls, engine: str) -> str:
        """Refuse an engine that is not there."""
        allowed = ("auto", *engine_names())
        if engine not in allowed:
            raise refusal("one of " + ", ".join(allowed))
        return engine

    @rule
    def _periods_divide(self) -> Refusals:
        """Refuse a period that is not a whole number of the one below it."""
        period, step, every = self.control_period, self.timestep, self.snapshot_every
        given = self.model_fields_set  # a key of the file is blamed, not a default
        if not _divides(step, period) and "timestep" in given:
            allowed = f"a timestep that divides the control period of {period:g} s"
            yield refusal(allowed, ("timestep",), value=step)
        elif not _divides(step, period):
            allowed = f"a multiple of the timestep of {step:g} s"
            yield refusal(allowed, ("control_period",), value=period)
        if every is not None and not _divides(period, every):
            yield self._refused_snapshots(every, "snapshot_every" in given)

    def _refused_snapshots(self, every: float, is_given: bool) -> PydanticCustomError:
        """Refuse a time between snapshots [s], or a period that does not divide it."""
        period = self.control_period
        if is_given:
            allowed = f"null or a multiple of the control period of {period:g} s"
            return refusal(allowed, ("snapshot_every",), value=every)
        allowed = f"a period that divides snapshot_every, {every:g} s"
        return refusal(allowed, ("control_period",), value=period)

    @rule
    def _props_are_there(self) -> Refusals:
        """Refuse a prop that is not there, that two hold, or that is nowhere."""
        yield from held_once(self.props, self.actors)
        yield from named(self.props, self.actors)
        yield from burnable(self.props, self.success.lit)

    @rule
    def _phases_are_there(self) -> Refusals:
        """Refuse a phase that needs a prop where there is none, or an unknown one."""
        for (name, number), entry in self._script():
            where = ("actors", name, "script", number)
            if entry.demands.prop and not self.props:
                able = [n for n in phase_names() if not demands_of(n).prop]
                allowed = "where there is no prop, one of " + ", ".join(able)
                yield refusal(allowed, (*where, "kind"), value=entry.kind)
            elif entry.demands.other and len(self.props) < 2:
                able = [n for n in phase_names() if not demands_of(n).other]
                allowed = "where there is one prop, one of " + ", ".join(able)
                yield refusal(allowed, (*where, "kind"), value=entry.kind)
            if entry.after is not None and self.cue(entry) is None:
                allowed = "a phase of the scenario: " + ", ".join(cues(self.scripts))
                yield refusal(allowed, (*where, "after"), value=entry.after)

    @property
    def scripts(self) -> dict[str, tuple[str, ...]]:
        """Actor → kinds of its phases, in order."""
        return {n: tuple(e.kind for e in a.script) for n, a in self.actors.items()}

    def cue(self, entry: PhaseEntry) -> Cue | None:
        """Return the phase that has to begin first, if one is said and there is it."""
        return Cue.read(entry.after, self.scripts) if entry.after is not None else None

    def _script(self) -> Iterator[tuple[tuple[str, int], PhaseEntry]]:
        """Yield every phase of every actor, with the actor and its number there."""
        for name, actor in self.actors.items():
            yield from (((name, n), entry) for n, entry in enumerate(actor.script))

    @rule
    def _props_are_no_channel(self) -> Refusals:
        """Refuse a prop whose wrench on a hand would be called as the whole contact."""
        if CONTACT in self.props:
            allowed = f"another name; '{CONTACT}' is all that touches a hand"
            yield refusal(allowed, ("props", CONTACT), value=CONTACT)

    @rule
    def _objects_have_their_own_names(self) -> Refusals:
        """Refuse an object that is called as another body, or as the ground."""
        taken = {*self.actors, *self.props, "ground"}
        for name in self.objects:
            if name in taken:
                allowed = "a name that no other body has: not " + ", ".join(
                    sorted(taken)
                )
                yield refusal(allowed, ("objects", name), value=name)

    @classmethod
    def load(cls, name_or_path: str | Path) -> "Scenario":
        """Read a scenario.

        Args:
            name_or_path: A name in `scenarios/`, or the path of a YAML file.

        Raises:
            UnknownName: There is no such scenario.
            ScenarioError: The file is wrong.
        """
        path = scenario_path(name_or_path)
        return cls.written(strict_yaml.read(path), path.parent).scenario

    @classmethod
    def written(cls, document: strict_yaml.Document, folder: Path) -> "Written":
        """Read a scenario as a user writes it, with what it includes.

        Args:
            document: All of it.
            folder: From which paths in it are taken.

        Raises:
            ScenarioError: With the line, the field, its value and what is allowed.
        """
        document = with_absolute_paths(document, folder)
        own, names = without_includes(document)
        scenario = cls.read(strict_yaml.Document(document.file, own, document.lines))
        return Written(scenario.including(document, names, folder, own), own)

    @classmethod
    def from_document(cls, document: strict_yaml.Document) -> "Scenario":
        """Validate a document; its distributions are drawn from its seed.

        Raises:
            ScenarioError: With the line, the field, its value and what is allowed.
        """
        plain, drawn = distributions.randomised(document, seed_of(document.data))
        scenario = validated(cls, plain)
        return scenario.model_copy(update={"drawn": drawn}) if drawn else scenario

    @classmethod
    def read(cls, document: strict_yaml.Document) -> "Scenario":
        """Validate a document, the extremes of its distributions first.

        Raises:
            ScenarioError: With the line, the field, its value and what is allowed.
        """
        extremes = (
            partial(validated, cls, extreme)
            for extreme in distributions.extremes_of(document)
        )
        drawn = partial(cls.from_document, document)
        return all_done(ScenarioError, (*extremes, drawn))[-1]

    def including(
        self,
        document: strict_yaml.Document,
        names: Sequence[str],
        folder: Path,
        own: Mapping[str, Any],
    ) -> "Scenario":
        """Return the scenario with the leaves that randomisation files change.

        What a file says itself is stronger than what is included, by it or by others.

        Args:
            document: That names them under `include`.
            names: In `scenarios/randomisation/`, or paths of files.
            folder: From which a path is taken.
            own: Leaves that the scenario's file itself says: these stay.

        Raises:
            ScenarioError: There is no such name, or a file is wrong.
        """
        scenario = self
        for leaves, source in included(document, names, folder, self.as_dict()):
            kept = {
                path: value
                for path, value in leaves.items()
                if not overrides.has_leaf(own, path)
            }
            scenario = scenario.with_changes(Changes(kept, source), folder)
        return scenario

    def with_overrides(self, changes: Mapping[str, Any]) -> "Scenario":
        """Return the scenario with some leaves changed, and drawn anew.

        Args:
            changes: Path of keys, such as "actors.robot.card" → value, which may be
                a distribution.

        Raises:
            ScenarioError: There is no such leaf, or the value is not allowed.
        """
        return self.with_changes(Changes(dict(changes), Source()), Path.cwd())

    def with_changes(self, changes: Changes, folder: Path) -> "Scenario":
        """Return the scenario with some leaves changed, and drawn anew.

        Args:
            changes: Leaves, and where they are asked for.
            folder: From which paths of cards are taken.

        Raises:
            ScenarioError: There is no such leaf, or the value is not allowed.
        """
        if not changes.leaves:
            return self
        data = self.as_written()
        set_leaf, where = partial(overrides.set_leaf, data), changes.source.location
        leaves = changes.leaves.items()
        all_done(ScenarioError, (partial(set_leaf, p, v, where(p)) for p, v in leaves))
        lines = changes.source.keys()
        document = strict_yaml.Document(changes.source.file, data, lines)
        document = with_absolute_paths(document, folder)
        if any(isinstance(value, Tagged) for value in changes.leaves.values()):
            return self.read(document)
        return self.from_document(document)

    def as_written(self) -> dict[str, Any]:
        """Return the plain values, with distributions instead of their draws."""
        data = self.as_dict()
        for path, tagged in self.drawn.items():
            overrides.set_leaf(data, path, tagged)
        return data

    def as_dict(self) -> dict[str, Any]:
        """Return the plain values, every default written out."""
        return self.model_dump(mode="json")

    def dump(self) -> str:
        """Return the YAML: it loads to the same values, and draws none of them anew.

        Every default is written out, and what was drawn as the value that it got.
        """
        return strict_yaml.dumped(self.as_dict())


class Written(NamedTuple):
    """A scenario as a user wrote it.

    Attributes:
        scenario: With what its file includes.
        own: Leaves that the file itself says.
    """

    scenario: Scenario
    own: Mapping[str, Any]


def _divides(part: float, whole: float) -> bool:
    """Say whether a time [s] is a whole number of others [s]."""
    ratio = whole / part
    return round(ratio) >= 1 and abs(ratio - round(ratio)) <= 1e-6


def engine_names() -> tuple[str, ...]:
    """Return the engines there are, installed or not."""
    return registry.modules("relaywalk.engines")


def scenario_path(name_or_path: str | Path) -> Path:
    """Return the file of a scenario.

    Raises:
        UnknownName: A name that is not in the folder.
    """
    path, available = Path(name_or_path), scenario_names()
    if str(name_or_path) in available:
        return paths.scenarios() / f"{name_or_path}.yaml"
    if path.suffix in (".yaml", ".yml") or len(path.parts) > 1 or path.exists():
        return path
    raise UnknownName("scenario", str(name_or_path), available)


def scenario_names() -> tuple[str, ...]:
    """Return the scenarios there are."""
    return registry.names(paths.scenarios(), ".yaml")
