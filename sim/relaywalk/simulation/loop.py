"""The loop: script → controller → recorder → engine, one control period a cycle."""

import gc
import json
import math
import time
from array import array
from dataclasses import dataclass, field
from pathlib import Path

from relaywalk import atomic_file
from relaywalk.errors import DiskError, RecordingError, RelayError
from relaywalk.recording.file_names import MISMATCH, SCENARIO
from relaywalk.recording.growth import grown
from relaywalk.recording.recorder import Head, Recorder
from relaywalk.recording.run_folder import taken
from relaywalk.runs.judgement import Clock, Ending, result_of
from relaywalk.runs.result import Result
from relaywalk.runs.versions import versions
from relaywalk.scenario.bodies import Cards
from relaywalk.scenario.disturbances import PushEntry
from relaywalk.scenario.scenario import Scenario
from relaywalk.simulation.listeners import Advance, Listener, Progress
from relaywalk.simulation.operator import NoOperator, Operator
from relaywalk.simulation.snapshot import RunState, SnapshotWriter, restore
from relaywalk.simulation.stage import Stage, build_stage
from relaywalk.simulation.termination import Termination


@dataclass(frozen=True, slots=True)
class RunSegment:
    """The segment of a run that is simulated and recorded.

    Attributes:
        snapshot: To go on from; the beginning if None.
        begin: Recording begins at this simulated time [s].
        end: Simulation ends at this simulated time [s].
    """

    snapshot: Path | None = None
    begin: float = 0.0
    end: float = math.inf


WHOLE_RUN = RunSegment()
NOBODY = NoOperator()


@dataclass(slots=True)
class ActiveRun:
    """A run under way.

    Attributes:
        run_state: All that changes in it.
        recorder: Writes its rows.
        snapshot_writer: Writes its snapshots.
        segment: Which of it is simulated and recorded.
        listeners: Fed in this order; the recorder first, so that a row is written of
            what ends the run.
        operator: One of them, who may also push.
        ticks: Wall time that each control period's commands took [s].
    """

    run_state: RunState
    recorder: Recorder
    snapshot_writer: SnapshotWriter
    segment: RunSegment
    listeners: tuple[Listener, ...]
    operator: Operator = NOBODY
    ticks: "array[float]" = field(default_factory=lambda: array("d"))

    @property
    def over(self) -> bool:
        """Whether every script is finished, or the segment is over."""
        stage = self.run_state.stage
        # times are sums of periods: a rounding must not cost or add a row
        half = 0.5 * stage.scenario.control_period
        return stage.finished or stage.observation.time > self.segment.end + half

    def push(self, actor: str, push: PushEntry) -> None:
        """Push an actor from now on, and let scenario and recording say so.

        Args:
            actor: Its name.
            push: Of one of its links; it begins with this control period.

        Raises:
            DiskError: The folder cannot be written.
        """
        stage, folder = self.run_state.stage, self.recorder.folder
        stage.push(actor, push)
        _write(stage.scenario.dump(), folder / SCENARIO)
        head = _head(stage, self.segment.begin)
        self.recorder = grown(self.recorder, stage.recorded, head)
        self.listeners = (self.recorder, *self.listeners[1:])
        self.snapshot_writer.start_anew(stage)


def simulate(
    scenario: Scenario,
    out: Path,
    progress: Advance | None = None,
    segment: RunSegment = WHOLE_RUN,
    operator: Operator = NOBODY,
) -> Result:
    """Run a scenario and leave a run folder.

    Args:
        scenario: Its engine is settled, not "auto".
        out: The run folder, new or without a run in it.
        progress: Called with simulated time [s] and real-time factor at intervals.
        segment: Which of the run is simulated and recorded.
        operator: Follows the run and may push what is in it.

    Raises:
        ScenarioError: The folder holds a run, or another process runs one in it.
        RelayError: The stage could not be built, or recording failed.
    """
    with taken(out):
        return _simulated(scenario, out, progress, segment, operator)


def _simulated(
    scenario: Scenario,
    out: Path,
    progress: Advance | None,
    segment: RunSegment,
    operator: Operator,
) -> Result:
    """Run a scenario in a folder that is taken."""
    began = time.perf_counter()
    stage = build_stage(scenario)
    try:
        active_run = begin(stage, out, segment, progress, operator)
        try:
            outcome, reason = _run_to_end(active_run)
        finally:
            active_run.recorder.close()
    finally:
        stage.engine.close()
    if active_run.recorder.rows == 0:
        last = active_run.run_state.stage.observation.time
        raise RecordingError(
            f"{out}: nothing to record: the run ends at t = {last:.3f} s ({reason}), "
            f"before t = {segment.begin:g} s"
        )
    actors = active_run.run_state.stage.actors.values()
    records = [record for actor in actors for record in actor.script.records]
    ending = Ending(outcome, reason, records, active_run.recorder.fingerprint)
    wall = time.perf_counter() - began
    clock = _clock(wall, active_run)
    cards = Cards(stage.cards, stage.prop_cards)
    asked = active_run.run_state.stage.scenario  # with what the operator pushed
    result = result_of(asked, cards, out, ending, clock)
    result.write(out)
    return result


def begin(
    stage: Stage,
    out: Path,
    segment: RunSegment = WHOLE_RUN,
    progress: Advance | None = None,
    operator: Operator = NOBODY,
) -> ActiveRun:
    """Return a run that is about to begin, or to go on from a snapshot.

    Args:
        stage: Just built.
        out: The run folder.
        segment: Which of the run is simulated and recorded.
        progress: Called with simulated time [s] and real-time factor at intervals.
        operator: Follows the run and may push what is in it.

    Raises:
        RecordingError: The snapshot cannot be put back.
        DiskError: The folder cannot be written.
    """
    run_state, now = RunState(stage, Termination(stage)), stage_versions(stage)
    if segment.snapshot is not None:
        run_state = restore(segment.snapshot, stage, now)
    _write(stage.scenario.dump(), out / SCENARIO)
    if drawn := stage.mismatch():
        written = json.dumps(drawn, indent=1, ensure_ascii=False)
        _write(written, out / MISMATCH)
    recorder = Recorder(out, stage.recorded, _head(stage, segment.begin))
    listeners: list[Listener] = [recorder, run_state.termination, operator]
    if progress is not None:
        listeners.append(Progress(progress))
    operator.begin(run_state.stage)
    return ActiveRun(
        run_state,
        recorder,
        SnapshotWriter(out, run_state.stage, now),
        segment,
        tuple(listeners),
        operator,
    )


def _head(stage: Stage, begin: float) -> Head:
    """Return what a recording from a time on [s] says of itself."""
    scenario = stage.scenario
    period = scenario.control_period
    return Head(scenario.dump(), stage_versions(stage), period, begin)


def _write(text: str, path: Path) -> None:
    """Write a file into the run folder, which is made if it is not there."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        atomic_file.write_text(path, text)
    except OSError as error:
        raise DiskError(path, error, "nothing was simulated") from error


def stage_versions(stage: Stage) -> dict[str, str]:
    """Return the versions of all that simulates a stage."""
    cards = (*stage.cards.values(), *stage.prop_cards.values())
    return versions(
        stage.engine.version, {card.name: card.path.parent for card in cards}
    )


def _run_to_end(active_run: ActiveRun) -> tuple[str, str]:
    """Run to the end, whatever it is; return its keyword and its reason."""
    gc.collect()
    gc.disable()  # a tick leaves no cycles, and the engines' tuples wake it often
    try:
        run(active_run)
        over = active_run.run_state.stage.finished
    except KeyboardInterrupt:
        return "interrupted", "stopped by the user"
    except RelayError as error:
        if not error.outcome:
            raise
        return error.outcome, str(error)
    finally:
        gc.enable()
        stage = active_run.run_state.stage
        for actor in stage.actors.values():
            actor.script.close(stage.observation.time)
    if not over:
        return "interrupted", f"ended after t = {active_run.segment.end:g} s, as asked"
    return "success", "every phase was done and every criterion met"


def run(active_run: ActiveRun) -> None:
    """Run the loop until every script is finished, or the segment is over.

    Raises:
        RobotFell, TorchDropped, PhaseTimeout, Diverged: The run ended badly.
    """
    stage = active_run.run_state.stage
    while not active_run.over:
        active_run.snapshot_writer.write_if_due(active_run.run_state)
        for asked in active_run.operator.pushes():
            active_run.push(asked.actor, asked.at(stage.observation.time))
        began = time.perf_counter()
        commands = stage.commands()
        active_run.ticks.append(time.perf_counter() - began)
        signals = stage.signals()
        for listener in active_run.listeners:
            listener.step(stage.observation, commands, signals)
        stage.advance(commands)


def _clock(wall: float, active_run: ActiveRun) -> Clock:
    """Return where the wall time of a run went [s]."""
    return Clock(
        wall,
        active_run.run_state.stage.engine.stepping_time,
        active_run.recorder.record_time,
        active_run.snapshot_writer.spent,
        active_run.ticks,
    )
