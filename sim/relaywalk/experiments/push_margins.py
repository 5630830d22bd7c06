"""The experiment behind `relaywalk pushes`: one walk, branched off at every push."""

import csv
import math
import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from relaywalk.analysis.recovery.push_margins import PushMargins, PushTrial
from relaywalk.errors import RelayError, ScenarioError
from relaywalk.recording.file_names import SCENARIO
from relaywalk.scenario.choices import robot_name
from relaywalk.scenario.scenario import Scenario
from relaywalk.simulation.loop import stage_versions
from relaywalk.simulation.pushes import Push
from relaywalk.simulation.snapshot import RunState, restore, save
from relaywalk.simulation.stage import Stage, build_stage
from relaywalk.simulation.termination import Termination
from relaywalk.spatial import rotation_from_quaternion, yaw_of

TRIALS, MANNER = "pushes.csv", "pushes.txt"
LIFTED = 1.0  # a foot with less load is in the air [N]
NO_STEP = 2.0  # a robot that has not lifted a foot for so long stands [s]


@dataclass(frozen=True, slots=True)
class PushTest:
    """Which pushes are tried.

    Attributes:
        levels: Velocities that they give to the whole body [m/s].
        directions: From the body's heading to its left [deg].
        moments: After the foot's lift-off; after `at`, if the robot stands [s].
        duration: Of a push [s].
        at: The walk is steady from this time on [s].
        watched: A push is survived if for so long nothing falls [s].
        foot: That swings.
    """

    levels: tuple[float, ...]
    directions: tuple[float, ...]
    moments: tuple[float, ...]
    duration: float = 0.05
    at: float = 8.0
    watched: float = 5.0
    foot: str = "left_foot"

    def __post_init__(self) -> None:
        """Refuse a test without a push.

        Raises:
            ScenarioError: Something is missing, or out of bounds.
        """
        if not (self.levels and self.directions and self.moments):
            raise ScenarioError("levels, directions, moments: at least one of each")
        if not all(0.0 < level < math.inf for level in self.levels) or not all(
            0.0 <= moment < math.inf for moment in self.moments
        ):
            raise ScenarioError("levels: over 0 [m/s]; moments: at least 0 [s]")
        if not (0.0 < self.duration <= 1.0 and self.watched > self.duration):
            raise ScenarioError("duration: over 0, at most 1 [s]; watched: longer")

    @property
    def manner(self) -> str:
        """What all of its pushes share, in a line."""
        return (
            f"{self.foot}, at {self.at:g} s, over {self.duration:g} s, "
            f"watched for {self.watched:g} s"
        )

    @property
    def pushes(self) -> Iterator[PushTrial]:
        """All of them, moment by moment."""
        for moment in self.moments:
            for level in self.levels:
                for direction in self.directions:
                    yield PushTrial(direction, level, moment)


def find_margins(
    scenario: Scenario,
    test: PushTest,
    out: Path,
    workers: int,
    tell: Callable[[PushTrial], None],
) -> PushMargins:
    """Push a robot in every way of a test and see whether it goes on.

    Args:
        scenario: Its engine is settled.
        test: Which pushes.
        out: Folder of the experiment; pushes that it holds already are not repeated.
        workers: Processes at a time.
        tell: Called with every push that is over.

    Raises:
        ScenarioError: The folder holds the pushes of another scenario, or of another
            foot, time or duration, or the robot does not get as far as the first push.
    """
    _claim(out, SCENARIO, scenario.dump())
    _claim(out, MANNER, test.manner)
    done = {trial[:3]: trial for trial in _read(out / TRIALS)}
    todo = [push for push in test.pushes if push[:3] not in done]
    if todo:
        _save_moments(scenario, test, out)
        for trial in _pushed(test, out, todo, workers):
            _append(out / TRIALS, trial)
            done[trial[:3]] = trial
            tell(trial)
    return PushMargins([done[push[:3]] for push in test.pushes])


def _claim(out: Path, name: str, text: str) -> None:
    """Write what is pushed, or how, into the folder, or see that it is the same."""
    path = out / name
    if path.is_file() and path.read_text(encoding="utf-8") != text:
        what = "another scenario" if name == SCENARIO else "another kind"
        raise ScenarioError(
            f"--out: {out}: holds the pushes of {what}; name another folder"
        )
    path.write_text(text, encoding="utf-8")


def _save_moments(scenario: Scenario, test: PushTest, out: Path) -> None:
    """Walk until the first lift-off after `at`, and save the run at every moment."""
    stage = build_stage(scenario)
    try:
        run_state = RunState(stage, Termination(stage))
        _go_on(run_state, test.at)
        _lift_off(run_state, robot_name(scenario), test.foot)
        begin = stage.observation.time
        for moment in sorted(set(test.moments)):
            _go_on(run_state, begin + moment)
            save(_snapshot(out, moment), run_state, stage_versions(stage))
    except RelayError as error:
        if not error.outcome:
            raise
        raise ScenarioError(f"{scenario.name}: before any push: {error}") from error
    finally:
        stage.engine.close()


def _lift_off(run_state: RunState, robot: str, foot: str) -> None:
    """Go on until a foot leaves the ground; at most for `NO_STEP`."""
    stage, loaded = run_state.stage, False
    end = stage.observation.time + NO_STEP
    while stage.observation.time < end:
        load = stage.observation.actors[robot].contact_wrench[foot][2]
        if loaded and load < LIFTED:
            return
        loaded = load >= LIFTED
        _step(run_state)


def _go_on(run_state: RunState, end: float) -> None:
    """Go on until a time [s], or until the scripts are over."""
    stage = run_state.stage
    half = 0.5 * stage.scenario.control_period
    while stage.observation.time < end - half and not stage.finished:
        _step(run_state)


def _step(run_state: RunState) -> None:
    """Simulate one control period."""
    stage = run_state.stage
    commands = stage.commands()
    run_state.termination.step(stage.observation, commands, {})
    stage.advance(commands)


def _pushed(
    test: PushTest, out: Path, pushes: Sequence[PushTrial], workers: int
) -> Iterator[PushTrial]:
    """Yield the pushes that are over, as they end."""
    context = multiprocessing.get_context("spawn")
    given = (test, out)
    with ProcessPoolExecutor(workers, context, _begin, given) as pool:
        futures = [pool.submit(_push, push) for push in pushes]
        for future in as_completed(futures):
            yield future.result()


class _Worker:
    """What a worker process keeps from push to push."""

    stage: Stage
    test: PushTest
    out: Path


def _begin(test: PushTest, out: Path) -> None:
    """Build the stage of a worker process."""
    _Worker.stage = build_stage(Scenario.load(out / SCENARIO))
    _Worker.test, _Worker.out = test, out


def _push(trial: PushTrial) -> PushTrial:
    """Take the walk up at the push's moment, push, and see what comes of it."""
    stage, test = _Worker.stage, _Worker.test
    path = _snapshot(_Worker.out, trial.moment)
    run_state = restore(path, stage, stage_versions(stage))
    now = run_state.stage.observation.time
    _disturb(run_state.stage, trial, test.duration)
    try:
        _go_on(run_state, now + test.watched)
    except RelayError as error:
        if not error.outcome:
            raise
        return trial._replace(reason=f"{error.outcome}: {error}")
    return trial


def _disturb(stage: Stage, trial: PushTrial, duration: float) -> None:
    """Give the robot and what it holds a velocity, by a force on its base link."""
    actor = stage.actors[robot_name(stage.scenario)]
    now = stage.observation
    pose = now.actors[actor.name].state.pose_base_in_world
    heading = yaw_of(rotation_from_quaternion(pose[3:]))
    angle = heading + math.radians(trial.direction)
    mass = actor.model.mass + sum(card.mass for card in stage.prop_cards.values())
    size = mass * trial.level / duration
    force = size * np.array([math.cos(angle), math.sin(angle), 0.0])
    push = Push(now.time, now.time + duration, actor.card.base_link, force)
    actor.disturbances.given += (push,)


def _snapshot(out: Path, moment: float) -> Path:
    """Return the file of a moment [s]."""
    return out / f"moment-{moment:.3f}.bin"


def _read(path: Path) -> list[PushTrial]:
    """Return the pushes that a folder holds."""
    if not path.is_file():
        return []
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))[1:]
    return [PushTrial(float(d), float(v), float(m), why) for d, v, m, why in rows]


def _append(path: Path, trial: PushTrial) -> None:
    """Add a push that is over."""
    is_new = not path.is_file()
    with path.open("a", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        if is_new:
            writer.writerow(PushTrial._fields)
        writer.writerow(trial)
