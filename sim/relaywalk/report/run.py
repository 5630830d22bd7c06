"""Run: everything that a finished run left, read when it is first asked for."""

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from relaywalk import registry
from relaywalk.analysis.loads import Loads
from relaywalk.errors import RecordingError
from relaywalk.recording.recording import Recording
from relaywalk.robots.card import RobotCard, load_robot_card
from relaywalk.scenario import Scenario, card_path

if TYPE_CHECKING:
    from matplotlib.figure import Figure

PLOTS = "relaywalk.report.plots"


@dataclass(frozen=True)
class Run:
    """A run folder.

    Attributes:
        folder: That the run wrote.
        result: `result.json`, its keys as attributes.
    """

    folder: Path
    result: Any

    @classmethod
    def open(cls, folder: Path) -> "Run":
        """Read a run folder.

        Raises:
            RecordingError: It holds no run of ours.
        """
        path = folder / "result.json"
        try:
            result = json.loads(_text(path), object_hook=_as_attributes)
        except ValueError as error:
            raise RecordingError(f"{path}: is not JSON: {error}") from error
        if not isinstance(result, SimpleNamespace):
            raise RecordingError(f"{path}: is not the result of a run")
        return cls(folder, result)

    @cached_property
    def scenario(self) -> Scenario:
        """The scenario as it was run."""
        return Scenario.load(self.folder / "scenario.yaml")

    @cached_property
    def cards(self) -> dict[str, RobotCard]:
        """Actor → its card."""
        actors = self.scenario.actors.items()
        return {name: load_robot_card(card_path(actor.card)) for name, actor in actors}

    @cached_property
    def recording(self) -> Recording:
        """Every channel."""
        return Recording.open(self.folder)

    @cached_property
    def loads(self) -> Loads:
        """What every joint carried."""
        return Loads.of(self.recording, self.cards)

    def plot(self, name: str, **options: Any) -> "Figure":  # noqa: ANN401
        """Draw one plot.

        Args:
            name: Of a file in `report/plots/`.
            **options: Of that plot, such as `joints=["zarm_r4_joint"]`.

        Raises:
            UnknownName: There is no such plot.
        """
        figure: Figure = registry.module(PLOTS, name).draw(self, **options)
        return figure

    def report(self, force: bool = False) -> Path:
        """Write `loads.csv`, all plots and the page; return the page's path.

        Args:
            force: Draw also the plots whose oracles fail, the failure across them.
        """
        from relaywalk.report.page import write_report

        return write_report(self, force)


def _text(path: Path) -> str:
    """Return what `result.json` says."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RecordingError(
            f"{path.parent}: no run: {path.name} cannot be read; a killed run is made "
            f"readable by 'relaywalk recover {path.parent}'"
        ) from error


def _as_attributes(values: dict[str, Any]) -> SimpleNamespace:
    """Return a mapping as a value with attributes."""
    return SimpleNamespace(**values)
