"""The loop: script → controller → recorder → engine, one control period a turn."""

import gc
import json
import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from relaywalk import atomic_file
from relaywalk.errors import (
    DiskError,
    Diverged,
    NoSolution,
    PhaseTimeout,
    RecordingError,
    RelayError,
    RobotFell,
    TorchDropped,
)
from relaywalk.recording.recorder import Recorder
from relaywalk.recording.run_folder import taken
from relaywalk.runs.result import Clock, Ending, Result, result_of
from relaywalk.runs.versions import versions
from relaywalk.scenario.scenario import Scenario
from relaywalk.simulation.snapshot import Keeper, Moment, restore
from relaywalk.simulation.stage import Stage, build_stage
from relaywalk.simulation.termination import Watch

Advance = Callable[[float, float], None]

TOLD_EVERY = 100  # control periods between two words of progress


@dataclass(frozen=True, slots=True)
class Part:
    """The part of a run that is wanted.

    Attributes:
        snapshot: To go on from; the beginning if None.
        begin: Recorded from here on [s].
        end: Simulated up to here [s].
    """

    snapshot: Path | None = None
    begin: float = 0.0
    end: float = math.inf


WHOLE = Part()


@dataclass(slots=True)
class Course:
    """A run under way.

    Attributes:
        moment: Where it is.
        recorder: Writes its rows.
        keeper: Writes its snapshots.
        part: What of it is wanted.
        ticks: Wall time that each control period's commands took [s].
    """

    moment: Moment
    recorder: Recorder
    keeper: Keeper
    part: Part
    ticks: list[float] = field(default_factory=list)

    @property
    def over(self) -> bool:
        """Whether every script is finished."""
        bodies = self.moment.stage.bodies.values()
        return all(body.script.finished for body in bodies)

    @property
    def tick(self) -> int:
        """Control periods since time 0."""
        stage = self.moment.stage
        return round(stage.observation.time / stage.scenario.control_period)


def simulate(
    scenario: Scenario,
    out: Path,
    progress: Advance | None = None,
    part: Part = WHOLE,
) -> Result:
    """Run a scenario and leave a run folder.

    Args:
        scenario: Its engine is settled, not "auto".
        out: The run folder, new or without a run in it.
        progress: Told simulated time [s] and real-time factor now and then.
        part: What of the run is wanted.

    Raises:
        ScenarioError: The folder holds a run, or another process runs one in it.
        RelayError: The stage could not be built, or recording failed.
    """
    with taken(out):
        return _simulated(scenario, out, progress, part)


def _simulated(
    scenario: Scenario, out: Path, progress: Advance | None, part: Part
) -> Result:
    """Run a scenario in a folder that is taken."""
    began = time.perf_counter()
    stage = build_stage(scenario)
    try:
        course = begin(stage, out, part)
        try:
            outcome, reason = _ended(course, progress)
        finally:
            course.recorder.close()
    finally:
        stage.engine.close()
    if course.recorder.rows == 0:
        last = course.moment.stage.observation.time
        raise RecordingError(
            f"{out}: nothing to record: the run ends at t = {last:.3f} s ({reason}), "
            f"before t = {part.begin:g} s"
        )
    bodies = course.moment.stage.bodies.values()
    records = [record for body in bodies for record in body.script.records]
    ending = Ending(outcome, reason, records, course.recorder.fingerprint)
    wall = time.perf_counter() - began
    clock = _clock(wall, course)
    result = result_of(scenario, (stage.cards, stage.prop_cards), out, ending, clock)
    result.write(out)
    return result


def begin(stage: Stage, out: Path, part: Part = WHOLE) -> Course:
    """Return a run that is about to begin, or to go on from a snapshot.

    Args:
        stage: Just built.
        out: The run folder.
        part: What of the run is wanted.

    Raises:
        RecordingError: The snapshot cannot be put back.
        DiskError: The folder cannot be written.
    """
    scenario = stage.scenario
    moment, now = Moment(stage, Watch(stage)), _versions(stage)
    if part.snapshot is not None:
        moment = restore(part.snapshot, stage, now)
    text = scenario.dump()
    _keep(text, out / "scenario.yaml")
    if drawn := stage.reality():
        written = json.dumps(drawn, indent=1, ensure_ascii=False)
        _keep(written, out / "reality.json")
    recorder = Recorder(out, stage.cards, stage.prop_cards, text, now)
    return Course(moment, recorder, Keeper(out, moment.stage, now), part)


def _keep(text: str, path: Path) -> None:
    """Write a file into the run folder, which is made if it is not there."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        atomic_file.write_text(path, text)
    except OSError as error:
        raise DiskError(path, error, "nothing was simulated") from error


def _versions(stage: Stage) -> dict[str, str]:
    """Return the versions of all that simulates a stage."""
    cards = (*stage.cards.values(), *stage.prop_cards.values())
    return versions(
        stage.engine.version, {card.name: card.path.parent for card in cards}
    )


def _ended(course: Course, progress: Advance | None) -> tuple[str, str]:
    """Run to the end, whatever it is; return its keyword and its reason."""
    gc.collect()
    gc.disable()  # a tick leaves no cycles, and the engines' tuples wake it often
    try:
        run(course, progress)
        over = course.over
    except KeyboardInterrupt:
        return "interrupted", "stopped by the user"
    except RelayError as error:
        return outcome_of(error), str(error)
    finally:
        gc.enable()
        stage = course.moment.stage
        for body in stage.bodies.values():
            body.script.close(stage.observation.time)
    if not over:
        return "interrupted", f"ended after t = {course.part.end:g} s, as asked"
    return "success", "every phase was done and every criterion met"


def outcome_of(error: RelayError) -> str:
    """Return the keyword of `result.json` for an error that ended a run."""
    kinds = {
        RobotFell: "fell",
        TorchDropped: "dropped",
        PhaseTimeout: "timeout",
        Diverged: "diverged",
        NoSolution: "diverged",
    }
    for kind, keyword in kinds.items():
        if isinstance(error, kind):
            return keyword
    raise error


def run(course: Course, progress: Advance | None) -> None:
    """Turn the loop until every script is finished, or the part wanted is over.

    Raises:
        RobotFell, TorchDropped, PhaseTimeout, Diverged: The run ended badly.
    """
    (stage, watch), part = course.moment, course.part
    bodies, period = stage.bodies, stage.scenario.control_period
    began, since = time.perf_counter(), stage.observation.time
    while not course.over and course.tick * period <= part.end:
        observation = stage.observation
        course.keeper.keep(course.moment)
        tick = time.perf_counter()
        begun = {name: body.script.begun() for name, body in bodies.items()}
        commands = {
            name: body.command(observation, begun) for name, body in bodies.items()
        }
        course.ticks.append(time.perf_counter() - tick)
        if course.tick >= round(part.begin / period):
            course.recorder.write(
                observation,
                {name: body.script.phase for name, body in bodies.items()},
                {n: b.balance(observation) for n, b in bodies.items() if b.walker},
            )
        watch.check(observation)
        stage.push()
        stage.observation = stage.engine.step(commands)
        if progress is not None and len(course.ticks) % TOLD_EVERY == 0:
            now, spent = stage.observation.time, time.perf_counter() - began
            progress(now, (now - since) / spent)


def _clock(wall: float, course: Course) -> Clock:
    """Return where the wall time of a run went [s]."""
    return Clock(
        wall,
        course.moment.stage.engine.stepping_time,
        course.recorder.record_time,
        course.keeper.spent,
        course.ticks,
    )
