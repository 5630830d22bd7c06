"""The loop: script → controller → recorder → engine, one control period a turn."""

import gc
import time
from collections.abc import Callable
from pathlib import Path

from relaywalk.errors import (
    Diverged,
    NoSolution,
    PhaseTimeout,
    RelayError,
    RobotFell,
    TorchDropped,
)
from relaywalk.recording.recorder import Recorder
from relaywalk.result import Clock, Ending, Result, result_of
from relaywalk.scenario import Scenario
from relaywalk.stage import Stage, build_stage
from relaywalk.watch import Watch

Advance = Callable[[float, float], None]

TOLD_EVERY = 100  # control periods between two words of progress


def simulate(scenario: Scenario, out: Path, progress: Advance | None = None) -> Result:
    """Run a scenario and leave a run folder.

    Args:
        scenario: Its engine is settled, not "auto".
        out: The run folder.
        progress: Told simulated time [s] and real-time factor now and then.

    Raises:
        RelayError: The stage could not be built, or recording failed.
    """
    began, ticks = time.perf_counter(), list[float]()
    stage = build_stage(scenario)
    out.mkdir(parents=True, exist_ok=True)
    (out / "scenario.yaml").write_text(scenario.dump(), encoding="utf-8")
    recorder = Recorder(out, stage.cards, stage.prop_cards, scenario.dump())
    try:
        outcome, reason = _ended(stage, recorder, ticks, progress)
    finally:
        stage.engine.close()
        recorder.close()
    records = [r for body in stage.bodies.values() for r in body.script.records]
    version = stage.engine.version
    ending = Ending(outcome, reason, records, version, recorder.fingerprint)
    wall = time.perf_counter() - began
    clock = Clock(wall, stage.engine.stepping_time, recorder.record_time, ticks)
    cards = (stage.cards, stage.prop_cards)
    result = result_of(scenario, cards, out, ending, clock)
    result.write(out)
    return result


def _ended(
    stage: Stage, recorder: Recorder, ticks: list[float], progress: Advance | None
) -> tuple[str, str]:
    """Run to the end, whatever it is; return its keyword and its reason."""
    gc.collect()
    gc.disable()  # a tick leaves no cycles, and the engines' tuples wake it often
    try:
        run(stage, recorder, ticks, progress)
    except KeyboardInterrupt:
        return "interrupted", "stopped by the user"
    except RelayError as error:
        return outcome_of(error), str(error)
    finally:
        gc.enable()
        for body in stage.bodies.values():
            body.script.close(len(ticks) * stage.scenario.control_period)
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


def run(
    stage: Stage, recorder: Recorder, ticks: list[float], progress: Advance | None
) -> None:
    """Turn the loop until every script is finished.

    Raises:
        RobotFell, TorchDropped, PhaseTimeout, Diverged: The run ended badly.
    """
    observation, bodies, watch = stage.observation, stage.bodies, Watch(stage)
    began = time.perf_counter()
    while not all(body.script.finished for body in bodies.values()):
        tick = time.perf_counter()
        begun = {name: body.script.begun() for name, body in bodies.items()}
        commands = {
            name: body.command(observation, begun) for name, body in bodies.items()
        }
        ticks.append(time.perf_counter() - tick)
        recorder.write(
            observation,
            {name: body.script.phase for name, body in bodies.items()},
            {name: b.balance(observation) for name, b in bodies.items() if b.walker},
        )
        watch.check(observation)
        observation = stage.engine.step(commands)
        if progress is not None and len(ticks) % TOLD_EVERY == 0:
            spent = time.perf_counter() - began
            progress(observation.time, observation.time / spent)
