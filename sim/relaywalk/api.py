"""The two verbs of the Python interface: run a scenario, open a run."""

from pathlib import Path
from typing import Any

from relaywalk.recording.run_folder import new_folder
from relaywalk.runs.run import Run
from relaywalk.scenario.choices import default_folder, named_overrides, settled
from relaywalk.scenario.scenario import Scenario
from relaywalk.simulation.loop import simulate


def run(
    name: str | Path,
    engine: str | None = None,
    seed: int | None = None,
    robot: str | None = None,
    out: str | Path | None = None,
    **overrides: Any,  # noqa: ANN401
) -> Run:
    """Simulate a scenario and return what it left.

    Args:
        name: Of a scenario, or the path of its file.
        engine: "pybullet" or "mujoco"; the scenario's own if None.
        seed: The scenario's own if None.
        robot: Name of a model or path of a card; the scenario's own if None.
        out: The run folder, without a run in it; a new one,
            `runs/<scenario>-<engine>-<seed>-<time>`, if None.
        **overrides: Any other top-level fields, or `**{"path.to.key": value}`.
    """
    scenario = Scenario.load(name)
    chosen = settled(
        scenario, {**overrides, **named_overrides(scenario, engine, seed, robot)}
    )
    folder = Path(out) if out is not None else new_folder(default_folder(chosen))
    simulate(chosen, folder, None)
    return open(folder)


def open(folder: str | Path) -> Run:
    """Return a finished run.

    Args:
        folder: That `run` wrote.

    Raises:
        RecordingError: The folder holds no run of ours.
    """
    return Run.open(Path(folder))
