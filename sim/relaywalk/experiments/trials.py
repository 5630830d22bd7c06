"""Trials: runs of an experiment, each in its own folder, reused when finished."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from relaywalk.errors import ScenarioError
from relaywalk.recording.file_names import RESULT, SCENARIO, STREAM
from relaywalk.recording.recording import Recording
from relaywalk.recording.run_folder import locked
from relaywalk.robots.card import RobotCard, load_robot_card
from relaywalk.robots.catalogue import card_path
from relaywalk.runs.result import Result
from relaywalk.scenario.scenario import Scenario
from relaywalk.simulation import loop

Simulate = Callable[[Scenario, Path], None]  # leaves a run folder


@dataclass(frozen=True, slots=True)
class Trial:
    """One finished run.

    Attributes:
        scenario: As it was run.
        folder: That it left.
        result: How it ended.
    """

    scenario: Scenario
    folder: Path
    result: Result

    @property
    def carried(self) -> bool:
        """Whether the run was a success."""
        return self.result.outcome == "success"

    def finished(self, actor: str, phase: str) -> bool:
        """Say whether an actor got to the end of a phase."""
        return any(
            (p.actor, p.phase, p.outcome) == (actor, phase, "done")
            for p in self.result.phases
        )

    @property
    def recording(self) -> Recording:
        """Every channel."""
        return Recording.open(self.folder)

    def card(self, actor: str) -> RobotCard:
        """Return the card of an actor."""
        return load_robot_card(card_path(self.scenario.actors[actor].card))


def simulated(scenario: Scenario, folder: Path) -> None:
    """Run a scenario into a folder."""
    loop.simulate(scenario, folder)


def run_trial(scenario: Scenario, folder: Path, simulate: Simulate) -> Trial:
    """Run a scenario into a folder, unless the folder holds that run already.

    What a killed or interrupted run left there is set aside, not overwritten.

    Args:
        scenario: Its engine is settled.
        folder: Of this trial.
        simulate: Runs it.

    Raises:
        ScenarioError: The folder holds the run of another scenario, or another
            process runs one in it.
        KeyboardInterrupt: The user stopped the run; the experiment stops with it.
    """
    if not _finished(folder):
        _set_aside(folder)
        simulate(scenario, folder)
    elif _text(folder / SCENARIO) != scenario.dump():
        raise ScenarioError(
            f"--out: {folder}: holds the run of another scenario; name another folder"
        )
    if not _finished(folder):
        raise KeyboardInterrupt
    return Trial(scenario, folder, Result.read(folder))


def _finished(folder: Path) -> bool:
    """Say whether a folder holds a run that went to its end."""
    there = (folder / RESULT).is_file()
    return there and Result.read(folder).outcome != "interrupted"


def _set_aside(folder: Path) -> None:
    """Rename the folder of a run that did not end, so that nothing is lost."""
    if not any((folder / name).exists() for name in (STREAM, RESULT)):
        return
    number = 1
    while (aside := folder.with_name(f"{folder.name}.killed{number}")).exists():
        number += 1
    with locked(folder):  # not a run that another process has not ended yet
        folder.rename(aside)


def _text(path: Path) -> str:
    """Return the text of a file."""
    return path.read_text(encoding="utf-8")
