"""The result of a run that has ended: from its recording and the clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from relaywalk.analysis.handover.flame import flame_passes
from relaywalk.analysis.recovery.recoveries import stepping, together
from relaywalk.analysis.verdict.course import Course
from relaywalk.analysis.verdict.criteria import Criteria
from relaywalk.analysis.verdict.verdict import Verdict, judge
from relaywalk.recording.recording import Recording
from relaywalk.runs.result import Result
from relaywalk.scenario.bodies import Cards
from relaywalk.scenario.choices import carriers
from relaywalk.scenario.scenario import Scenario
from relaywalk.types import PhaseRecord


@dataclass(frozen=True, slots=True)
class Clock:
    """Where the wall time of a run went [s]; `tick` is one control period's."""

    wall: float
    engine: float
    record: float
    snapshot: float
    ticks: Sequence[float]


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
    scenario: Scenario, cards: Cards, folder: Path, ending: Ending, clock: Clock | None
) -> Result:
    """Return the result; a success must also stand before the recorded physics.

    Args:
        scenario: As it was run.
        cards: Of the bodies as they were built.
        folder: The run folder, with its recording.
        ending: How the run ended.
        clock: Where the wall time went; None if nobody lived to tell.
    """
    recording = Recording.open(folder)
    names, fell = carriers(scenario), ending.outcome == "fell"
    criteria = Criteria(**scenario.success.model_dump())
    terrain = scenario.terrain.build(scenario.seed)
    courses = [Course(n, scenario.actors[n].planar_path, terrain) for n in names]
    verdict = judge(recording, cards.actors, cards.props, courses, criteria)
    stepped = together([stepping(recording, name, fell=fell) for name in names])
    begin, duration = float(recording.time[0]), float(recording.time[-1])
    outcome, reason = _judged(ending, begin, verdict, criteria)
    return Result(
        outcome=outcome,
        reason=reason,
        scenario=scenario.name,
        robot=cards.actors[names[0]].name,
        engine=scenario.engine,
        seed=scenario.seed,
        begin=begin,
        duration=duration,
        **_times(clock, duration - begin),
        phases=tuple(ending.phases),
        distance=verdict.distance,
        speed=verdict.speed,
        max_base_tilt=verdict.max_base_tilt,
        max_off_path=verdict.max_off_path,
        path_length=verdict.path_length,
        steps=stepped.steps,
        retimed_steps=stepped.retimed_steps,
        recoveries=stepped.recoveries,
        carriers=verdict.carriers,
        torch=verdict.torch,
        handovers=verdict.handovers,
        flame_passes=flame_passes(recording, cards.props, scenario.flame.gap),
        lit=verdict.lit,
        versions=recording.versions,
        fingerprint=ending.fingerprint,
    )


def _judged(
    ending: Ending, begin: float, verdict: Verdict, criteria: Criteria
) -> tuple[str, str]:
    """Return keyword and sentence; `begin` is where the recording does [s]."""
    if ending.outcome != "success":
        return ending.outcome, ending.reason
    if begin > 0.0:
        told = f"recorded from t = {begin:g} s to the end; no criterion is judged"
        return "success", told
    if not verdict.shortcomings:
        return "success", ending.reason
    lost = not verdict.torch.held and criteria.distance
    told = "finished, but " + "; ".join(verdict.shortcomings)
    return "dropped" if lost else "timeout", told


def _times(clock: Clock | None, duration: float) -> dict[str, Any]:
    """Return the fields about wall time, None without a clock; duration [s]."""
    if clock is None:
        required = ("wall_time", "realtime_factor", "engine_time", "control_time")
        return dict.fromkeys((*required, "record_time", "control_tick_median"))
    ticks = np.asarray(clock.ticks) if len(clock.ticks) else np.zeros(1)
    return {
        "wall_time": clock.wall,
        "realtime_factor": duration / clock.wall,
        "engine_time": clock.engine,
        "control_time": float(ticks.sum()),
        "record_time": clock.record,
        "snapshot_time": clock.snapshot,
        "control_tick_median": float(np.median(ticks)),
        "control_tick_p99": float(np.percentile(ticks, 99)),
    }
