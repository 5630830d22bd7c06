"""The loop: script → controller → recorder → engine, one control period a cycle."""

import gc
import json
import math
import time
from dataclasses import dataclass, field
from pathlib import Path

from relaywalk import atomic_file
from relaywalk.errors import DiskError, RecordingError, RelayError
from relaywalk.recording.file_names import MISMATCH, SCENARIO
from relaywalk.recording.recorder import Head, Recorder
from relaywalk.recording.run_folder import taken
from relaywalk.runs.judgement import Clock, Ending, result_of
from relaywalk.runs.result import Result
from relaywalk.runs.versions import versions
from relaywalk.scenario.bodies import Cards
from relaywalk.scenario.scenario import Scenario
from relaywalk.simulation.listeners import Advance, Listener, Progress
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
        ticks: Wall time that each control period's commands took [s].
    """

    run_state: RunState
    recorder: Recorder
    snapshot_writer: SnapshotWriter
    segment: RunSegment
    listeners: tuple[Listener, ...]
    ticks: list[float] = field(default_factory=list)

    @property
    def over(self) -> bool:
        """Whether every script is finished, or the segment is over."""
        stage = self.run_state.stage
        # times are sums of periods: a rounding must not cost or add a row
        half = 0.5 * stage.scenario.control_period
        return stage.finished or stage.observation.time > self.segment.end + half


def simulate(
    scenario: Scenario,
    out: Path,
    progress: Advance | None = None,
    segment: RunSegment = WHOLE_RUN,
) -> Result:
    """Run a scenario and leave a run folder.

    Args:
        scenario: Its engine is settled, not "auto".
        out: The run folder, new or without a run in it.
        progress: Called with simulated time [s] and real-time factor at intervals.
        segment: Which of the run is simulated and recorded.

    Raises:
        ScenarioError: The folder holds a run, or another process runs one in it.
        RelayError: The stage could not be built, or recording failed.
    """
    with taken(out):
        return _simulated(scenario, out, progress, segment)


def _simulated(
    scenario: Scenario, out: Path, progress: Advance | None, segment: RunSegment
) -> Result:
    """Run a scenario in a folder that is taken."""
    began = time.perf_counter()
    stage = build_stage(scenario)
    try:
        active_run = begin(stage, out, segment, progress)
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
    result = result_of(scenario, cards, out, ending, clock)
    result.write(out)
    return result


def begin(
    stage: Stage,
    out: Path,
    segment: RunSegment = WHOLE_RUN,
    progress: Advance | None = None,
) -> ActiveRun:
    """Return a run that is about to begin, or to go on from a snapshot.

    Args:
        stage: Just built.
        out: The run folder.
        segment: Which of the run is simulated and recorded.
        progress: Called with simulated time [s] and real-time factor at intervals.

    Raises:
        RecordingError: The snapshot cannot be put back.
        DiskError: The folder cannot be written.
    """
    scenario = stage.scenario
    run_state, now = RunState(stage, Termination(stage)), stage_versions(stage)
    if segment.snapshot is not None:
        run_state = restore(segment.snapshot, stage, now)
    text = scenario.dump()
    _write(text, out / SCENARIO)
    if drawn := stage.mismatch():
        written = json.dumps(drawn, indent=1, ensure_ascii=False)
        _write(written, out / MISMATCH)
    head = Head(text, now, scenario.control_period, segment.begin)
    recorder = Recorder(out, stage.recorded, head)
    listeners: list[Listener] = [recorder, run_state.termination]
    if progress is not None:
        listeners.append(Progress(progress))
    snapshot_writer = SnapshotWriter(out, run_state.stage, now)
    return ActiveRun(run_state, recorder, snapshot_writer, segment, tuple(listeners))


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
