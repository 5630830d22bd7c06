"""The loop: script → controller → recorder → engine, one control period a turn."""

import gc
import json
import math
import time
from dataclasses import dataclass, field
from pathlib import Path

from relaywalk import atomic_file
from relaywalk.errors import DiskError, RecordingError, RelayError
from relaywalk.recording.file_names import REALITY, SCENARIO
from relaywalk.recording.recorder import Head, Recorder
from relaywalk.recording.run_folder import taken
from relaywalk.runs.judgement import Clock, Ending, result_of
from relaywalk.runs.result import Result
from relaywalk.runs.versions import versions
from relaywalk.scenario.bodies import Cards
from relaywalk.scenario.scenario import Scenario
from relaywalk.simulation.listeners import Advance, Listener, Progress
from relaywalk.simulation.snapshot import Keeper, Moment, restore
from relaywalk.simulation.stage import Stage, build_stage
from relaywalk.simulation.termination import Termination


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
        listeners: Fed in this order; the recorder first, so that a row is written of
            what ends the run.
        ticks: Wall time that each control period's commands took [s].
    """

    moment: Moment
    recorder: Recorder
    keeper: Keeper
    part: Part
    listeners: tuple[Listener, ...]
    ticks: list[float] = field(default_factory=list)

    @property
    def over(self) -> bool:
        """Whether every script is finished, or the part wanted is over."""
        stage = self.moment.stage
        half = 0.5 * stage.scenario.control_period
        return stage.finished or stage.observation.time > self.part.end + half


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
        course = begin(stage, out, part, progress)
        try:
            outcome, reason = _ended(course)
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
    actors = course.moment.stage.actors.values()
    records = [record for actor in actors for record in actor.script.records]
    ending = Ending(outcome, reason, records, course.recorder.fingerprint)
    wall = time.perf_counter() - began
    clock = _clock(wall, course)
    cards = Cards(stage.cards, stage.prop_cards)
    result = result_of(scenario, cards, out, ending, clock)
    result.write(out)
    return result


def begin(
    stage: Stage, out: Path, part: Part = WHOLE, progress: Advance | None = None
) -> Course:
    """Return a run that is about to begin, or to go on from a snapshot.

    Args:
        stage: Just built.
        out: The run folder.
        part: What of the run is wanted.
        progress: Told simulated time [s] and real-time factor now and then.

    Raises:
        RecordingError: The snapshot cannot be put back.
        DiskError: The folder cannot be written.
    """
    scenario = stage.scenario
    moment, now = Moment(stage, Termination(stage)), _versions(stage)
    if part.snapshot is not None:
        moment = restore(part.snapshot, stage, now)
    text = scenario.dump()
    _keep(text, out / SCENARIO)
    if drawn := stage.reality():
        written = json.dumps(drawn, indent=1, ensure_ascii=False)
        _keep(written, out / REALITY)
    head = Head(text, now, scenario.control_period, part.begin)
    recorder = Recorder(out, stage.recorded, head)
    listeners: list[Listener] = [recorder, moment.termination]
    if progress is not None:
        listeners.append(Progress(progress))
    keeper = Keeper(out, moment.stage, now)
    return Course(moment, recorder, keeper, part, tuple(listeners))


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


def _ended(course: Course) -> tuple[str, str]:
    """Run to the end, whatever it is; return its keyword and its reason."""
    gc.collect()
    gc.disable()  # a tick leaves no cycles, and the engines' tuples wake it often
    try:
        run(course)
        over = course.moment.stage.finished
    except KeyboardInterrupt:
        return "interrupted", "stopped by the user"
    except RelayError as error:
        if not error.outcome:
            raise
        return error.outcome, str(error)
    finally:
        gc.enable()
        stage = course.moment.stage
        for actor in stage.actors.values():
            actor.script.close(stage.observation.time)
    if not over:
        return "interrupted", f"ended after t = {course.part.end:g} s, as asked"
    return "success", "every phase was done and every criterion met"


def run(course: Course) -> None:
    """Turn the loop until every script is finished, or the part wanted is over.

    Raises:
        RobotFell, TorchDropped, PhaseTimeout, Diverged: The run ended badly.
    """
    stage = course.moment.stage
    while not course.over:
        course.keeper.keep(course.moment)
        began = time.perf_counter()
        commands = stage.commands()
        course.ticks.append(time.perf_counter() - began)
        signals = stage.signals()
        for listener in course.listeners:
            listener.step(stage.observation, commands, signals)
        stage.advance(commands)


def _clock(wall: float, course: Course) -> Clock:
    """Return where the wall time of a run went [s]."""
    return Clock(
        wall,
        course.moment.stage.engine.stepping_time,
        course.recorder.record_time,
        course.keeper.spent,
        course.ticks,
    )
