"""Replay: a recorded run simulated again, compared bit for bit, then by its events."""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np

from relaywalk.errors import RecordingError
from relaywalk.recording.file_names import PARQUET, SCENARIO
from relaywalk.recording.recording import Recording
from relaywalk.runs.result import Result
from relaywalk.runs.versions import Change, changes
from relaywalk.scenario.scenario import Scenario
from relaywalk.schema import strict_yaml
from relaywalk.simulation.listeners import Advance
from relaywalk.simulation.loop import RunSegment, simulate
from relaywalk.simulation.snapshot import latest
from relaywalk.types import Array, PhaseRecord

CHUNK = 1000  # rows compared at a time
PHASE_TOLERANCE = 0.5  # [s], about a step: a foot that lands otherwise shifts by one
DISTANCE_TOLERANCE = 0.01  # [-], as between two engines


class Span(NamedTuple):
    """From when to when [s]."""

    begin: float
    end: float = math.inf


class Difference(NamedTuple):
    """Where two recordings first differ.

    Attributes:
        time: Of the row [s].
        channel: The first that differs, in column order.
        recorded, replayed: Its values, in the channel's unit.
        channels: How many channels differ in that row.
    """

    time: float
    channel: str
    recorded: float
    replayed: float
    channels: int


class ReplayedEvent(NamedTuple):
    """Something that happened in a run, and again or otherwise in its replay."""

    name: str
    recorded: str
    replayed: str
    same: bool


@dataclass(frozen=True, slots=True)
class Replay:
    """What a replay showed.

    Attributes:
        rows: Compared.
        begin, end: Times of the first and the last of them [s].
        missing: Rows of the recording that the replay does not have.
        difference: The first in the numbers; None if there is none.
        events: Outcome, phases, distance.
        changes: Versions that are not those of the recording.
    """

    rows: int
    begin: float
    end: float
    missing: int
    difference: Difference | None
    events: tuple[ReplayedEvent, ...]
    changes: tuple[Change, ...]

    @property
    def identical(self) -> bool:
        """Whether every row is there again, bit for bit."""
        return self.difference is None and not self.missing

    @property
    def same_events(self) -> bool:
        """Whether the same things happened, within tolerance."""
        return all(event.same for event in self.events)

    @property
    def holds(self) -> bool:
        """Whether the run replays as well as it can, where it was replayed."""
        return self.identical or (bool(self.changes) and self.same_events)


def scenario_of(folder: Path) -> Scenario:
    """Return the scenario of a run folder, as it was run.

    Raises:
        RecordingError: The folder holds none.
    """
    path = folder / SCENARIO
    if not path.is_file():
        raise RecordingError(f"{folder}: is not a run folder: it has no {path.name}")
    return Scenario.from_document(strict_yaml.read(path))


def verify(folder: Path, out: Path, progress: Advance | None = None) -> Replay:
    """Simulate a recorded run again and compare.

    Args:
        folder: Of the run. Where its recording is only a part of the run, that part is
            compared.
        out: A run folder for the replay.
        progress: Told simulated time [s] and real-time factor now and then.

    Raises:
        RecordingError: The folder holds no run.
    """
    recorded = Recording.open(folder)
    if len(recorded) == 0:
        raise RecordingError(f"{recorded.path}: has no rows")
    cut_off = Result.read(folder).outcome == "interrupted"
    end = float(recorded.time[-1]) if cut_off else math.inf
    text = strict_yaml.parse(recorded.scenario, str(recorded.path))
    segment = RunSegment(None, float(recorded.time[0]), end)
    simulate(Scenario.from_document(text), out, progress, segment)
    return compare(folder, out)


def restart(
    folder: Path, out: Path, span: Span, progress: Advance | None = None
) -> Result:
    """Take a run up again at some time, into a run folder of its own.

    Its rows are those of the run, bit for bit. What lies between the last snapshot
    and the beginning is simulated and not recorded.

    Args:
        folder: Of the run.
        out: Of the new one.
        span: What to record.
        progress: Told simulated time [s] and real-time factor now and then.

    Raises:
        RecordingError: There is no such run, or it ends before the span.
    """
    if (folder / PARQUET).exists():
        end = float(Recording.open(folder).time[-1])
        if end < span.begin:
            raise RecordingError(
                f"{folder}: ends at t = {end:.3f} s, before t = {span.begin:g} s"
            )
    segment = RunSegment(latest(folder, span.begin), span.begin, span.end)
    return simulate(scenario_of(folder), out, progress, segment)


def compare(folder: Path, again: Path) -> Replay:
    """Compare a run with another of the same scenario, from its first row on.

    Raises:
        RecordingError: One of the folders holds no run, or their channels differ.
    """
    recorded, replayed = Recording.open(folder), Recording.open(again)
    if recorded.names != replayed.names:
        odd = sorted(set(recorded.names) ^ set(replayed.names))
        raise RecordingError(
            f"{folder}: its channels are not those of its scenario now: "
            + ", ".join(odd[:8])
        )
    rows = min(len(recorded), len(replayed))
    return Replay(
        rows=rows,
        begin=float(recorded.time[0]),
        end=float(recorded.time[rows - 1]),
        missing=len(recorded) - rows,
        difference=first_difference(recorded, replayed),
        events=tuple(_events(Result.read(folder), Result.read(again))),
        changes=tuple(changes(recorded.versions, replayed.versions)),
    )


def first_difference(recorded: Recording, replayed: Recording) -> Difference | None:
    """Return where two recordings with the same channels first differ in a bit."""
    names = recorded.numeric
    for first, second in zip(_chunks(recorded), _chunks(replayed), strict=False):
        rows = min(len(first), len(second))
        one, two = first[:rows], second[:rows]
        # bits: not-a-number equals itself, and -0 is not 0
        differs = one.view(np.uint64) != two.view(np.uint64)
        if differs.any():
            row = int(np.argmax(differs.any(axis=1)))
            indices = np.flatnonzero(differs[row])
            index = int(indices[0])
            return Difference(
                time=float(one[row, 0]),
                channel=names[index],
                recorded=float(one[row, index]),
                replayed=float(two[row, index]),
                channels=len(indices),
            )
    return None


def _chunks(recording: Recording) -> Iterator[Array]:
    """Yield all numeric channels, CHUNK rows at a time, fewer in the last one."""
    rest: list[Array] = []
    held = 0
    for group in recording.row_groups():
        rest.append(group)
        held += len(group)
        if held >= CHUNK:
            rows = np.concatenate(rest)
            whole = held - held % CHUNK
            yield from np.split(rows[:whole], whole // CHUNK)
            rest, held = [rows[whole:]], held - whole
    if held:
        yield np.concatenate(rest)


def _events(recorded: Result, replayed: Result) -> list[ReplayedEvent]:
    """Return what happened in both: the outcome, the phases, the distance."""
    one, two = recorded.outcome, replayed.outcome
    far, again = recorded.distance, replayed.distance
    same = abs(far - again) <= DISTANCE_TOLERANCE * max(abs(far), abs(again))
    return [
        ReplayedEvent("outcome", one, two, one == two),
        *_phases(recorded.phases, replayed.phases),
        ReplayedEvent("distance", f"{far:.3f} m", f"{again:.3f} m", same),
    ]


def _phases(
    recorded: Sequence[PhaseRecord], replayed: Sequence[PhaseRecord]
) -> Iterator[ReplayedEvent]:
    """Yield every phase of either run, paired by actor and number."""
    one, two = _numbered(recorded), _numbered(replayed)
    for key in dict.fromkeys((*one, *two)):
        first, second = one.get(key), two.get(key)
        name = f"{key[0]}, phase {key[1]}"
        yield ReplayedEvent(name, _told(first), _told(second), _alike(first, second))


def _numbered(phases: Sequence[PhaseRecord]) -> dict[tuple[str, int], PhaseRecord]:
    """Return (actor, number from 1) → phase."""
    count, found = Counter[str](), {}
    for phase in phases:
        count[phase.actor] += 1
        found[phase.actor, count[phase.actor]] = phase
    return found


def _told(phase: PhaseRecord | None) -> str:
    """Return a phase in words."""
    if phase is None:
        return "none"
    span = f"{phase.start:.3f} to {phase.end:.3f} s"
    return f"{phase.phase} {phase.outcome}, {span}"


def _alike(one: PhaseRecord | None, two: PhaseRecord | None) -> bool:
    """Say whether two phases are the same, their times within tolerance."""
    if one is None or two is None:
        return False
    named = (one.phase, one.outcome) == (two.phase, two.outcome)
    gap = max(abs(one.start - two.start), abs(one.end - two.end))
    return named and gap <= PHASE_TOLERANCE
