"""The loop: script → controller → engine → recorder, one control period a turn."""

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from relaywalk.errors import Diverged, PhaseTimeout, RelayError, RobotFell, TorchDropped
from relaywalk.recording.recorder import Recorder
from relaywalk.result import Result, write_result
from relaywalk.scenario import Scenario
from relaywalk.stage import Stage, build_stage
from relaywalk.watch import Watch

Advance = Callable[[float, float], None]


@dataclass(slots=True)
class Timing:
    """Where the wall time went [s]."""

    began: float = field(default_factory=time.perf_counter)
    control: list[float] = field(default_factory=list)

    @property
    def wall(self) -> float:
        """Since the beginning."""
        return time.perf_counter() - self.began


def simulate(scenario: Scenario, out: Path, progress: Advance | None = None) -> Result:
    """Run a scenario and leave a run folder.

    Args:
        scenario: Its engine is settled, not "auto".
        out: The run folder.
        progress: Told simulated time [s] and real-time factor now and then.

    Raises:
        RelayError: The stage could not be built; nothing was run.
    """
    timing = Timing()
    stage = build_stage(scenario)
    out.mkdir(parents=True, exist_ok=True)
    (out / "scenario.yaml").write_text(scenario.dump(), encoding="utf-8")
    recorder = Recorder(out, stage.cards, stage.prop_cards, scenario.dump())
    outcome, reason = "success", "every phase was done"
    try:
        run(stage, recorder, timing, progress)
    except KeyboardInterrupt:
        outcome, reason = "interrupted", "stopped by the user"
    except RelayError as error:
        outcome, reason = outcome_of(error), str(error)
    finally:
        stage.engine.close()
        recorder.close()
    return write_result(stage, recorder, timing, (outcome, reason))


def outcome_of(error: RelayError) -> str:
    """Return the keyword of `result.json` for an error that ended a run."""
    if isinstance(error, RobotFell):
        return "fell"
    if isinstance(error, TorchDropped):
        return "dropped"
    if isinstance(error, PhaseTimeout):
        return "timeout"
    if isinstance(error, Diverged):
        return "diverged"
    raise error


def run(
    stage: Stage, recorder: Recorder, timing: Timing, progress: Advance | None
) -> None:
    """Turn the loop until every script is finished.

    Raises:
        RobotFell, TorchDropped, PhaseTimeout, Diverged: The run ended badly.
    """
    observation, bodies = stage.observation, stage.bodies
    watch = Watch(stage)
    gc.collect()
    gc.freeze()
    try:
        while not all(body.script.finished for body in bodies.values()):
            began = time.perf_counter()
            begun = {name: body.script.begun() for name, body in bodies.items()}
            commands = {
                name: body.command(observation, begun) for name, body in bodies.items()
            }
            timing.control.append(time.perf_counter() - began)
            observation = stage.engine.step(commands)
            recorder.write(
                observation,
                {name: body.script.phase for name, body in bodies.items()},
                {
                    name: (body.model.com_in_world, body.walker.dcm)
                    for name, body in bodies.items()
                    if body.walker is not None
                },
            )
            watch.check(observation)
            if progress is not None and len(timing.control) % 100 == 0:
                progress(observation.time, observation.time / timing.wall)
    finally:
        gc.unfreeze()
        for body in bodies.values():
            body.script.close(observation.time)
