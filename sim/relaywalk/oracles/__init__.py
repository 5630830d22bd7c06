"""Oracles: what must hold of an engine and a run before a load is believed.

One oracle, one file: `ORACLE` says what it is, `measure(subject) -> OracleResult`
measures it. Value and bar are magnitudes: an oracle holds when the value is at most
the bar.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from relaywalk import registry
from relaywalk.errors import Diverged, MissingDependency
from relaywalk.recording.recording import Recording
from relaywalk.robots.card import PropCard, RobotCard

Scope = Literal["engine", "body", "run"]


@dataclass(frozen=True, slots=True)
class Subject:
    """What is examined.

    Attributes:
        engine: Its keyword.
        actor: Whose body, a name in `cards`.
        cards: Actor → card, of all actors of the run.
        props: Prop → card, with the mass it had; of all props of the run.
        recording: Of the run; None where engines alone are examined.
    """

    engine: str
    actor: str
    cards: Mapping[str, RobotCard]
    props: Mapping[str, PropCard] = field(default_factory=dict)
    recording: Recording | None = None

    @property
    def prop(self) -> PropCard | None:
        """What is carried in the run, the first prop; None if nothing is."""
        return next(iter(self.props.values()), None)

    @property
    def card(self) -> RobotCard:
        """The actor's card."""
        return self.cards[self.actor]


@dataclass(frozen=True, slots=True)
class Oracle:
    """What one oracle is.

    Attributes:
        name: Of its file.
        title: In a table.
        scope: Whether it is about the engine alone, about the engine and one body,
            or about one actor of a recording.
        bar: The value may not be above it.
        unit: Of value and bar; "1" for a fraction.
        meaning: What is compared with what, in one or two sentences.
    """

    name: str
    title: str
    scope: Scope
    bar: float
    unit: str
    meaning: str

    def found(self, value: float, note: str = "") -> "OracleResult":
        """Return the result of a measurement, with a word on it."""
        return OracleResult(self, "", value, note)

    def not_run(self, why: str) -> "OracleResult":
        """Return the result where nothing could be measured."""
        return OracleResult(self, "", None, why)


@dataclass(frozen=True, slots=True)
class OracleResult:
    """What one oracle found.

    Attributes:
        oracle: Which.
        of: Engine, body or actor it is about.
        value: Measured, in the oracle's unit; None if it was not run.
        note: Where the value came from, or why there is none.
    """

    oracle: Oracle
    of: str
    value: float | None
    note: str = ""

    @property
    def holds(self) -> bool | None:
        """Whether the value is within the bar; None if it was not run."""
        return None if self.value is None else self.value <= self.oracle.bar

    @property
    def fraction(self) -> float:
        """The value as a fraction of the bar [-]; 0 if it was not run."""
        return 0.0 if self.value is None else self.value / self.oracle.bar


def oracle_names() -> tuple[str, ...]:
    """Return the names of all oracles."""
    return registry.modules(__name__)


def measure(name: str, subject: Subject) -> OracleResult:
    """Run one oracle; where its engine is missing, say so.

    Args:
        name: Of its file.
        subject: What to examine.

    Raises:
        UnknownName: There is no such oracle.
    """
    module = registry.module(__name__, name)
    oracle: Oracle = module.ORACLE
    try:
        result: OracleResult = module.measure(subject)
    except MissingDependency as error:
        result = oracle.not_run(str(error))
    except Diverged as error:
        result = oracle.found(float("inf"), str(error))
    of = {"engine": subject.engine, "body": subject.card.name, "run": subject.actor}
    return OracleResult(oracle, of[oracle.scope], result.value, result.note)


def measure_all(
    engine: str,
    cards: Mapping[str, RobotCard],
    props: Mapping[str, PropCard],
    recording: Recording | None,
) -> tuple[OracleResult, ...]:
    """Run every oracle once for each engine, body or actor that it is about.

    Args:
        engine: Its keyword.
        cards: Actor → card.
        props: Prop → card; empty if nothing is carried.
        recording: Of the run, if there is one.
    """
    subjects = [Subject(engine, a, cards, props, recording) for a in cards]
    return tuple(
        measure(name, subject)
        for name in oracle_names()
        for subject in _distinct(registry.module(__name__, name).ORACLE.scope, subjects)
    )


def _distinct(scope: Scope, subjects: Sequence[Subject]) -> list[Subject]:
    """Return the subjects without those that an oracle would see twice."""
    if scope == "run":
        return list(subjects)
    if scope == "engine":
        return list(subjects[:1])
    return list({_body(s.card): s for s in subjects}.values())


def _body(card: RobotCard) -> tuple[object, ...]:
    """Return what makes a body another one than the others of its model."""
    changes = (card.mass_scale, card.length_scale, card.fixed)
    return (card.path, *(tuple(change.items()) for change in changes))
