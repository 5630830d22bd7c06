"""The result of a run: `result.json`, from the recording and the clock."""

import json
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

import numpy as np

from relaywalk.analysis.verdict import Criteria, Verdict, judge
from relaywalk.choices import robot_name
from relaywalk.phases import PhaseRecord
from relaywalk.recording.recording import Recording
from relaywalk.robots.card import PropCard, RobotCard
from relaywalk.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Clock:
    """Where the wall time of a run went [s]; `tick` is one control period's."""

    wall: float
    engine: float
    record: float
    ticks: Sequence[float]


@dataclass(frozen=True, slots=True)
class Result:
    """What `result.json` says."""

    values: dict[str, Any]

    @property
    def outcome(self) -> str:
        """The keyword."""
        return str(self.values["outcome"])

    def as_dict(self) -> dict[str, Any]:
        """Return the keys of `result.json`."""
        return dict(self.values)

    def write(self, folder: Path) -> None:
        """Write `result.json` into a run folder."""
        text = json.dumps(self.values, indent=2, ensure_ascii=False)
        (folder / "result.json").write_text(text + "\n", encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Ending:
    """How a run ended, as its loop saw it.

    Attributes:
        outcome, reason: Keyword and sentence.
        phases: Of all actors.
        engine_version: Of the engine's library.
        fingerprint: Of the recording.
    """

    outcome: str
    reason: str
    phases: Sequence[PhaseRecord]
    engine_version: str
    fingerprint: str


def result_of(
    scenario: Scenario,
    cards: tuple[dict[str, RobotCard], dict[str, PropCard]],
    folder: Path,
    ending: Ending,
    clock: Clock,
) -> Result:
    """Return the result; a success must also stand before the recorded physics."""
    recording = Recording.open(folder)
    carrier = robot_name(scenario)
    criteria = Criteria(**scenario.success.model_dump())
    verdict = judge(recording, cards[0], cards[1], carrier, criteria)
    outcome, reason = ending.outcome, ending.reason
    if outcome == "success" and verdict.shortcomings:
        outcome = "dropped" if not verdict.held and criteria.distance else "timeout"
        reason = "; ".join(verdict.shortcomings)
    duration = float(recording.time[-1])
    values: dict[str, Any] = {
        "outcome": outcome,
        "reason": reason,
        "scenario": scenario.name,
        "robot": cards[0][carrier].name,
        "engine": scenario.engine,
        "seed": scenario.seed,
        "duration": duration,
        **_times(clock, duration),
        **_measured(verdict, cards[1]),
        "phases": [asdict(record) for record in ending.phases],
        "handovers": [asdict(exchange) for exchange in verdict.handovers],
        "versions": {
            "relaywalk": metadata.version("relaywalk"),
            "engine": ending.engine_version,
            "python": platform.python_version(),
            "numpy": np.__version__,
            "pinocchio": metadata.version("pin"),
        },
        "fingerprint": ending.fingerprint,
    }
    return Result(values)


def _times(clock: Clock, duration: float) -> dict[str, float]:
    """Return the keys about wall time."""
    ticks = np.asarray(clock.ticks) if len(clock.ticks) else np.zeros(1)
    return {
        "wall_time": clock.wall,
        "realtime_factor": duration / clock.wall,
        "engine_time": clock.engine,
        "control_time": float(ticks.sum()),
        "record_time": clock.record,
        "control_tick_median": float(np.median(ticks)),
        "control_tick_p99": float(np.percentile(ticks, 99)),
    }


def _measured(verdict: Verdict, props: dict[str, PropCard]) -> dict[str, Any]:
    """Return the keys about the task."""
    torch = next(iter(props.values()), None)
    return {
        "distance": verdict.distance,
        "speed": verdict.speed,
        "max_base_tilt": verdict.max_base_tilt,
        "max_off_line": verdict.max_off_line,
        "torch": {
            "mass": torch.mass if torch else 0.0,
            "held": verdict.held,
            "max_slip": verdict.max_slip,
            "max_tilt": verdict.max_torch_tilt,
        },
    }
