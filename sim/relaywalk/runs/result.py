"""The result of a run: `result.json`, from the recording and the clock."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from relaywalk import atomic_file
from relaywalk.analysis.verdict.criteria import Criteria
from relaywalk.analysis.verdict.verdict import Verdict, judge
from relaywalk.errors import DiskError
from relaywalk.recording.file_names import RESULT
from relaywalk.recording.recording import Recording
from relaywalk.robots.card import PropCard, RobotCard
from relaywalk.scenario.choices import robot_name
from relaywalk.scenario.scenario import Scenario
from relaywalk.types import PhaseRecord

TIMES = (
    "wall_time",
    "realtime_factor",
    "engine_time",
    "control_time",
    "record_time",
    "snapshot_time",
    "control_tick_median",
    "control_tick_p99",
)


@dataclass(frozen=True, slots=True)
class Clock:
    """Where the wall time of a run went [s]; `tick` is one control period's."""

    wall: float
    engine: float
    record: float
    snapshot: float
    ticks: Sequence[float]


@dataclass(frozen=True, slots=True)
class Result:
    """What `result.json` says.

    The outcome is one of six words:

    - "success": every phase was done and every criterion met.
    - "fell", "dropped", "diverged": what ended the run.
    - "timeout": a phase or the run was not done in its time. Also a run that did
      finish its script and yet misses a criterion: its time is over without a
      success. The reason then begins with "finished, but".
    - "interrupted": stopped by the user, or killed and recovered.
    """

    values: dict[str, Any]

    def __repr__(self) -> str:
        """Return one line: what ran, how it ended, how long it was."""
        return f"Result({summary(self.values)})"

    @property
    def outcome(self) -> str:
        """The keyword."""
        return str(self.values["outcome"])

    def as_dict(self) -> dict[str, Any]:
        """Return the keys of `result.json`."""
        return dict(self.values)

    def write(self, folder: Path) -> None:
        """Write `result.json` into a run folder: whole, or not at all.

        Raises:
            DiskError: It cannot be written; the recording is kept.
        """
        text = json.dumps(self.values, indent=2, ensure_ascii=False)
        try:
            atomic_file.write_text(folder / RESULT, text + "\n")
        except OSError as error:
            advice = f"make room, then 'relaywalk recover {folder}'"
            kept = f"the recording is kept; {advice}"
            raise DiskError(folder / RESULT, error, kept) from error


def summary(values: Mapping[str, Any]) -> str:
    """Return scenario, robot, engine, outcome and duration in one line.

    Args:
        values: The keys of `result.json`; those that are missing are left out.
    """
    keys = ("scenario", "robot", "engine", "outcome")
    words = [str(values[key]) for key in keys if key in values]
    if "duration" in values:
        words.append(f"{values['duration']:.1f} s")
    return ", ".join(words)


@dataclass(frozen=True, slots=True)
class Ending:
    """How a run ended, as its loop saw it, or as its recording tells.

    Attributes:
        outcome, reason: Keyword and sentence.
        phases: Of all actors.
        fingerprint: Of the recording.
    """

    outcome: str
    reason: str
    phases: Sequence[PhaseRecord]
    fingerprint: str


def result_of(
    scenario: Scenario,
    cards: tuple[dict[str, RobotCard], dict[str, PropCard]],
    folder: Path,
    ending: Ending,
    clock: Clock | None,
) -> Result:
    """Return the result; a success must also stand before the recorded physics.

    Args:
        scenario: As it was run.
        cards: Actor → card, and prop → card.
        folder: The run folder, with its recording.
        ending: How the run ended.
        clock: Where the wall time went; None if nobody lived to tell.
    """
    recording = Recording.open(folder)
    carrier = robot_name(scenario)
    criteria = Criteria(**scenario.success.model_dump())
    verdict = judge(recording, cards[0], cards[1], carrier, criteria)
    outcome, reason = ending.outcome, ending.reason
    begin, duration = float(recording.time[0]), float(recording.time[-1])
    if outcome == "success" and begin > 0.0:
        reason = f"recorded from t = {begin:g} s to the end; no criterion is judged"
    elif outcome == "success" and verdict.shortcomings:
        outcome = "dropped" if not verdict.held and criteria.distance else "timeout"
        reason = "finished, but " + "; ".join(verdict.shortcomings)
    values: dict[str, Any] = {
        "outcome": outcome,
        "reason": reason,
        "scenario": scenario.name,
        "robot": cards[0][carrier].name,
        "engine": scenario.engine,
        "seed": scenario.seed,
        "begin": begin,
        "duration": duration,
        **_times(clock, duration - begin),
        "phases": [asdict(record) for record in ending.phases],
        **_measured(verdict, cards[1]),
        "versions": recording.versions,
        "fingerprint": ending.fingerprint,
    }
    return Result(values)


def _times(clock: Clock | None, duration: float) -> dict[str, float | None]:
    """Return the keys about wall time, null without a clock; duration [s]."""
    if clock is None:
        return dict.fromkeys(TIMES)
    ticks = np.asarray(clock.ticks) if len(clock.ticks) else np.zeros(1)
    values = (
        clock.wall,
        duration / clock.wall,
        clock.engine,
        float(ticks.sum()),
        clock.record,
        clock.snapshot,
        float(np.median(ticks)),
        float(np.percentile(ticks, 99)),
    )
    return dict(zip(TIMES, values, strict=True))


def _measured(verdict: Verdict, props: dict[str, PropCard]) -> dict[str, Any]:
    """Return the keys about the task."""
    torch = next(iter(props.values()), None)
    measured = verdict.measured()
    mass = torch.mass if torch else 0.0
    return {**measured, "torch": {"mass": mass, **measured["torch"]}}
