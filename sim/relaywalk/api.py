"""The verbs of the Python interface: run a scenario, open a run, plot it, report it."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from relaywalk.recording.file_names import REPLAY, VIDEO
from relaywalk.recording.run_folder import new_folder
from relaywalk.runs.run import Run as RunData
from relaywalk.scenario.choices import default_folder, named_overrides, settled
from relaywalk.scenario.scenario import Scenario
from relaywalk.simulation.loop import simulate

if TYPE_CHECKING:
    from matplotlib.figure import Figure


class Run(RunData):
    """A run folder, read when it is first asked, and what can be made of it."""

    def plot(self, name: str, **choices: Any) -> "Figure":  # noqa: ANN401
        """Draw one plot.

        Args:
            name: Of a file in `plots/`.
            **choices: Fields of `PlotOptions` that this plot takes, such as
                `joints=["zarm_r4_joint"]` or `window=(20.0, 25.0)`.

        Raises:
            UnknownName: There is no such plot, option, joint or phase.
            RecordingError: There is no such channel or time.
        """
        from relaywalk.plots import plot

        return plot(self, name, **choices)

    def report(self, force: bool = False) -> Path:
        """Write `loads.csv`, all plots and the page; return the page's path.

        Args:
            force: Draw also the plots whose oracles fail, the failure across them.

        Raises:
            RecordingError: The recording cannot be read.
        """
        from relaywalk.report.run.report import write_report

        return write_report(self, force)

    def replay(self, path: Path | None = None, ghost: RunData | None = None) -> Path:
        """Write one HTML file with the motion and the curves; return its path.

        Args:
            path: Of the file; `replay.html` in the run folder if None.
            ghost: Another run, shown pale at the same time.

        Raises:
            RecordingError: A recording cannot be read.
            OSError: The file cannot be written.
        """
        from relaywalk.view.replay.page import write_replay

        return write_replay(self, path or self.folder / REPLAY, ghost)

    def video(self, path: Path | None = None, **shot: Any) -> Path:  # noqa: ANN401
        """Film the run, without a display; return the film's path.

        Args:
            path: Of the file, `.mp4` or `.gif`; `video.mp4` in the run folder if None.
            **shot: Fields of `relaywalk.view.film.video.Shot`, such as `start=85.0`,
                `fps=25.0`, `size=(1280, 720)` or `curve="zarm_r4_joint"`.

        Raises:
            RecordingError: There is nothing in that time, or the file's ending is
                none of these.
            UnknownName: No actor has the joint of the curve.
            MissingDependency: Nothing can be drawn here; says what to install.
            OSError: The file cannot be written.
        """
        from relaywalk.view.film.video import Shot, write_video

        film = path or self.folder / VIDEO
        write_video(self, film, Shot(**shot))
        return film


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
