"""Criteria: what a run was asked to show, line by line, and whether it did.

The verdict, the table on the screen and the report's are all made of these lines.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from relaywalk.analysis.handover.handover import Handover


@dataclass(frozen=True, slots=True)
class Criteria:
    """What a run must show; names and units as in a scenario's `success` block."""

    distance: float
    max_base_tilt: float
    max_slip: float
    max_torch_tilt: float
    max_off_path: float
    max_contact_force: float
    handovers: int = 0
    lit: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Torch:
    """What was carried, and how.

    Attributes:
        mass: Of the first carrier's [kg]; 0 where there is no torch.
        held: Whether every carrier that walks held one in one hand alone, off the
            ground.
        max_slip: Largest change of its pose in the hand, as a distance at the grip, by
            the worst carrier [m].
        max_tilt: While carried, likewise [rad].
    """

    mass: float
    held: bool
    max_slip: float
    max_tilt: float


class Measured(Protocol):
    """What a run is judged by: the verdict on a recording, or a result read back."""

    @property
    def distance(self) -> float:
        """How far the carriers went while each alone held a torch, the sum [m]."""

    @property
    def max_base_tilt(self) -> float:
        """Largest tilt of a carrier's base [rad]."""

    @property
    def max_off_path(self) -> float | None:
        """How far one left its path while carrying [m]; None if nobody measured."""

    @property
    def torch(self) -> Torch:
        """What was carried."""

    @property
    def handovers(self) -> Sequence[Handover]:
        """In time order."""

    @property
    def lit(self) -> Sequence[str]:
        """Props that burn at the end."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing that was asked for.

    Attributes:
        name: Of the criterion.
        value: Measured, in the unit; None if it was not measured.
        limit: Asked for, in the unit.
        unit: Of both; "" for what is so (1) or not (0).
        shortcoming: What is to be said if it does not hold.
        is_minimum: Whether the limit has to be reached, not kept below.
    """

    name: str
    value: float | None
    limit: float
    unit: str
    shortcoming: str
    is_minimum: bool = False

    @property
    def holds(self) -> bool | None:
        """Whether it is met; None if nothing was measured, not a number is a no."""
        if self.value is None:
            return None
        if self.is_minimum:
            return self.value >= self.limit
        return self.value <= self.limit

    @property
    def measured(self) -> str:
        """The value in words."""
        if self.value is None:
            return "not measured"
        if not self.unit:
            return "yes" if self.value else "no"
        return f"{self.value:.4g} {self.unit}"

    @property
    def asked(self) -> str:
        """The limit in words."""
        if not self.unit:
            return "yes" if self.limit else "no"
        return f"{'≥' if self.is_minimum else '≤'} {self.limit:.4g} {self.unit}"


def criteria_of(
    measured: Measured, asked: Criteria, *, carries: bool
) -> tuple[Criterion, ...]:
    """Return the criteria that a scenario asks for, against what was measured.

    A distance of 0 asks for no carrying; without a torch nothing is asked of it.

    Args:
        measured: Of the run.
        asked: By the scenario.
        carries: Whether there is a torch.
    """
    return (
        *(_carried(measured, asked) if asked.distance > 0.0 else ()),
        _below("base tilt", measured.max_base_tilt, asked.max_base_tilt, "rad"),
        _below("off the path", measured.max_off_path, asked.max_off_path, "m"),
        *(_torch(measured.torch, asked) if carries else ()),
        *(_done(measured.handovers, asked.handovers) if asked.handovers else ()),
        *_exchanges(measured.handovers, asked.max_contact_force),
        *(_burning(prop, measured.lit) for prop in asked.lit),
    )


def _below(name: str, value: float | None, limit: float, unit: str) -> Criterion:
    """Return the criterion of a value that has to stay below its limit."""
    short = f"{name} {value or 0.0:.4g} {unit} is over {limit:g} {unit}"
    return Criterion(name, value, limit, unit, short)


def _carried(measured: Measured, asked: Criteria) -> Iterator[Criterion]:
    """Yield what is asked for where the torch has to be carried."""
    far = f"carried {measured.distance:.3f} m alone, {asked.distance:g} m asked"
    yield Criterion(
        "distance", measured.distance, asked.distance, "m", far, is_minimum=True
    )
    dropped = "the torch was not held by one hand alone, off the ground"
    held = float(measured.torch.held)
    yield Criterion("held by the hand alone", held, 1.0, "", dropped, is_minimum=True)


def _torch(torch: Torch, asked: Criteria) -> Iterator[Criterion]:
    """Yield what is asked for of a torch in the hand."""
    yield _below("torch slip", torch.max_slip, asked.max_slip, "m")
    yield _below("torch tilt", torch.max_tilt, asked.max_torch_tilt, "rad")


def _done(handovers: Iterable[Handover], asked: int) -> Iterator[Criterion]:
    """Yield how many handovers are asked for: those in which the giver let go."""
    done = sum(exchange.outcome == "done" for exchange in handovers)
    few = f"{done} handovers were done, {asked} asked"
    yield Criterion("handovers", done, asked, "handovers", few, is_minimum=True)


def _burning(prop: str, lit: Sequence[str]) -> Criterion:
    """Return the criterion that a prop burns at the end."""
    dark, burns = f"'{prop}' does not burn", float(prop in lit)
    return Criterion(f"{prop} burns", burns, 1.0, "", dark, is_minimum=True)


def _exchanges(handovers: Iterable[Handover], limit: float) -> Iterator[Criterion]:
    """Yield what is asked for of every handover: the force between both [N]."""
    for exchange in handovers:
        giver, receiver = exchange.giver, exchange.receiver
        force = exchange.peak_force
        pulled = f"{giver} and {receiver} pulled with {force:.1f} N, over {limit:g} N"
        yield Criterion(f"force, {giver} to {receiver}", force, limit, "N", pulled)
