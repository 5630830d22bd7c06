"""The result of a run: `result.json`, written and read back by one type."""

import json
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from relaywalk import atomic_file
from relaywalk.analysis.handover.flame import FlamePass
from relaywalk.analysis.handover.handover import DONE, Handover, measured
from relaywalk.analysis.handover.measures import ExchangeMeasures
from relaywalk.analysis.recovery.recoveries import Recovery
from relaywalk.analysis.verdict.carrier import Carrier
from relaywalk.analysis.verdict.criteria import Torch
from relaywalk.errors import DiskError, RecordingError
from relaywalk.recording.file_names import RESULT
from relaywalk.schema.validation import first_violation
from relaywalk.types import PhaseRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What `result.json` says; times are in seconds.

    The outcome is one of seven words:

    - "success": every phase was done and every criterion met.
    - "fell", "dropped", "diverged": what ended the run.
    - "timeout": a phase or the run was not done in its time. Also a run that did
      finish its script and yet misses a criterion: its time is over without a
      success. The reason then begins with "finished, but".
    - "gave_up": an actor ended what it was to do without its work done, safely; the
      reason says why.
    - "interrupted": stopped by the user, or killed and recovered.

    Nobody lived to tell the wall times of a run that was recovered: they are None. So
    is what an older version did not measure.

    Attributes:
        outcome, reason: Keyword and sentence.
        scenario, engine: Names.
        seed: Of all that is drawn.
        begin: Recorded from here on.
        duration: Simulated time at the end.
        wall_time: Of the whole run.
        realtime_factor: Simulated over wall time [-].
        engine_time, control_time, record_time, snapshot_time: Parts of the wall time.
        control_tick_median, control_tick_p99: Wall time of one control period.
        phases: Of all actors.
        robot: Of the first carrier.
        distance, speed: Of the carriers, each along its path while it alone held a
            torch: the sum [m], and that over the sum of their times [m/s].
        max_base_tilt, max_off_path: Of the worst carrier [rad], [m].
        path_length: Of the paths that the carriers were asked to walk, together [m].
        steps, retimed_steps: Touchdowns of the carriers, and how many of them had their
            time changed; None if no controller tells.
        recoveries: Of the carriers, in time order.
        carriers: One by one; empty in a result of a version that did not tell.
        torch: What was carried.
        handovers: In time order.
        flame_passes: Likewise.
        lit: Props that burn at the end.
        versions: Name → version of all that the bits depend on.
        fingerprint: SHA-256 of the recording's numbers.
    """

    outcome: str
    reason: str
    scenario: str
    robot: str
    engine: str
    seed: int
    begin: float = 0.0
    duration: float
    wall_time: float | None
    realtime_factor: float | None
    engine_time: float | None
    control_time: float | None
    record_time: float | None
    snapshot_time: float | None = None
    control_tick_median: float | None
    control_tick_p99: float | None = None
    phases: tuple[PhaseRecord, ...]
    distance: float
    speed: float
    max_base_tilt: float
    max_off_path: float | None = None
    path_length: float | None = None
    steps: int | None = None
    retimed_steps: int | None = None
    recoveries: tuple[Recovery, ...] = ()
    carriers: tuple[Carrier, ...] = ()
    torch: Torch
    handovers: tuple[Handover, ...]
    flame_passes: tuple[FlamePass, ...] = ()
    lit: tuple[str, ...] = ()
    versions: dict[str, str]
    fingerprint: str

    @staticmethod
    def read(folder: Path) -> "Result":
        """Read the result in a run folder; keys of a newer version are left out.

        Raises:
            RecordingError: There is none, it is none of ours, or it lacks a key.
        """
        path = folder / RESULT
        try:
            return _adapter().validate_json(_text(path))
        except ValidationError as error:
            raise RecordingError(f"{path}: {_wrong(error)}") from error

    def write(self, folder: Path) -> None:
        """Write `result.json` into a run folder: whole, or not at all.

        Raises:
            DiskError: It cannot be written; the recording is kept.
        """
        text = json.dumps(self.as_dict(), indent=2, ensure_ascii=False)
        try:
            atomic_file.write_text(folder / RESULT, text + "\n")
        except OSError as error:
            advice = f"make room, then 'relaywalk recover {folder}'"
            kept = f"the recording is kept; {advice}"
            raise DiskError(folder / RESULT, error, kept) from error

    def as_dict(self) -> dict[str, Any]:
        """Return the keys of `result.json`, lists and mappings all the way down."""
        return asdict(self, dict_factory=_with_lists)

    @property
    def transfer_time(self) -> float | None:
        """Of the slowest hand-over that was done [s]; None if none was."""
        done = (one for one in self.handovers if one.outcome == DONE)
        return max((one.transfer_time for one in done), default=None)

    @property
    def peak_interaction_force(self) -> float | None:
        """Largest force on a hand in any exchange [N]; None if none was measured."""
        peaks = (one.peak_interaction_force for one in self._exchanges)
        return max(peaks, default=None)

    @property
    def unheld(self) -> float | None:
        """Longest time in which nobody held what was given [s]; None likewise."""
        return max((one.unheld for one in self._exchanges), default=None)

    @property
    def _exchanges(self) -> list[ExchangeMeasures]:
        """The measures of all exchanges."""
        return measured(self.handovers)

    @property
    def summary(self) -> str:
        """Scenario, robot, engine, outcome and duration in one line."""
        words = (self.scenario, self.robot, self.engine, self.outcome)
        return ", ".join((*words, f"{self.duration:.1f} s"))

    def __repr__(self) -> str:
        """Return one line: what ran, how it ended, how long it was."""
        return f"Result({self.summary})"


def _with_lists(items: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return a mapping as JSON has it: with lists in the place of tuples."""
    return {k: list(v) if isinstance(v, tuple) else v for k, v in items}


@cache
def _adapter() -> TypeAdapter[Result]:
    """Return what builds a result, and all in it, from JSON."""
    return TypeAdapter(Result)


def _text(path: Path) -> bytes:
    """Return what `result.json` says."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise RecordingError(
            f"{path.parent}: no run: {path.name} cannot be read; a killed run is made "
            f"readable by 'relaywalk recover {path.parent}'"
        ) from error


def _wrong(error: ValidationError) -> str:
    """Return what is wrong with a file, in words."""
    kind, found = error.errors()[0]["type"], first_violation(error)
    key = ".".join(map(str, found.path))
    if kind == "json_invalid":
        return f"is not JSON: {found.allowed}"
    if not key:
        return "is not the result of a run"
    if kind == "missing":
        return f"has no '{key}'"
    return f"{key}: {found.value!r}: {found.allowed}"
