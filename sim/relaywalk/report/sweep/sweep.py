"""Sweep: everything that a finished sweep left, read when it is first asked for."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import numpy as np

from relaywalk.analysis.sweeps import criterion
from relaywalk.analysis.sweeps.factor_effects import Effect, factor_effects
from relaywalk.analysis.sweeps.statistics import Summary, summarise
from relaywalk.analysis.sweeps.sweep_leaves import read_leaves
from relaywalk.analysis.sweeps.sweep_table import SweepTable
from relaywalk.errors import RecordingError
from relaywalk.plots.sweep.figures import Threshold
from relaywalk.recording.file_names import SCENARIO, SWEEP
from relaywalk.runs.sweep_versions import versions_of

CRITERION = "success"  # the leaf of a sweep file that says what it must show
LIMITS = {  # measured number → the leaf of a scenario that limits it
    "distance": "success.distance",
    "max_base_tilt": "success.max_base_tilt",
    "max_off_path": "success.max_off_path",
    "torch.max_slip": "success.max_slip",
    "torch.max_tilt": "success.max_torch_tilt",
}
MINIMA = ("distance",)


class SweepVerdict(NamedTuple):
    """What the sweep had to show, what it did, and whether that is enough.

    Attributes:
        asked: The criterion as written.
        measured: The number that it is about.
        met: Whether it holds.
        fraction: The rate of success that it asks for; None if it is about a count.
    """

    asked: str
    measured: float
    met: bool
    fraction: float | None


@dataclass(frozen=True)
class Sweep:
    """A sweep folder.

    Attributes:
        folder: That the sweep wrote.
        table: Its runs.
    """

    folder: Path
    table: SweepTable

    @classmethod
    def open(cls, folder: Path) -> "Sweep":
        """Read a sweep folder.

        Raises:
            RecordingError: It holds no sweep.
        """
        return cls(folder, SweepTable.open(folder))

    @cached_property
    def summary(self) -> Summary:
        """Rates, outcomes and seeds, from the table."""
        return summarise(self.table)

    @cached_property
    def effects(self) -> tuple[Effect, ...]:
        """What each factor does, the clearest first."""
        return factor_effects(self.table)

    @cached_property
    def leaves(self) -> dict[str, str]:
        """The sweep file, leaf by leaf."""
        return read_leaves(self.folder / SWEEP)

    @property
    def scenario(self) -> str:
        """Name of the scenario that was run; empty if the sweep file has none."""
        return self.leaves.get("scenario.name") or self.leaves.get("scenario", "")

    @cached_property
    def versions(self) -> dict[str, tuple[str, ...]]:
        """Which versions made the runs."""
        return versions_of(self.folder, self.table)

    @cached_property
    def verdict(self) -> SweepVerdict | None:
        """The sweep file's criterion against the summary; None if there is none.

        Raises:
            RecordingError: The criterion cannot be understood.
        """
        text = self.leaves.get(CRITERION, "")
        try:
            asked = criterion.parse(text)
        except ValueError as error:
            raise RecordingError(
                f"{self.folder / SWEEP}: {CRITERION}: {text}: {error}"
            ) from error
        if asked is None or not len(self.table):
            return None
        summary = self.summary.as_dict()
        measured = criterion.value(asked.name, summary)
        fraction = asked.bound if asked.name.startswith("success_rate") else None
        return SweepVerdict(text, measured, asked.holds(summary), fraction)

    @cached_property
    def limits(self) -> dict[str, Threshold]:
        """Measured number → what the scenario asks of it; varied limits are none."""
        leaves = self._scenario()
        found = {}
        for name, leaf in LIMITS.items():
            if leaf in leaves and leaf not in self.table.factors:
                found[name] = Threshold(float(leaves[leaf]), name in MINIMA)
        return found

    def varies(self, scalar: str) -> bool:
        """Return whether a measured number is not the same in all runs."""
        values = self.table.numbers(scalar)
        spread = float(np.nanmax(values) - np.nanmin(values))
        return spread > 1e-9 * float(np.nanmax(np.abs(values)))

    def on_grid(self, factor: str) -> bool:
        """Return whether a factor was set on a grid rather than drawn by chance."""
        return any(
            f".{leaf}".endswith(f".{factor}") and text.startswith("!grid")
            for leaf, text in self.leaves.items()
        )

    def scenario_of(self, row: int) -> str | None:
        """Return the path of a run's scenario from the sweep's folder, if it is there.

        Args:
            row: Of the table.
        """
        run = str(self.table.columns["folder"][row])
        path = Path(run, SCENARIO)
        return path.as_posix() if (self.folder / path).is_file() else None

    def _scenario(self) -> dict[str, str]:
        """Return the leaves of the first run's scenario; none if none was kept."""
        for row in range(len(self.table)):
            path = self.scenario_of(row)
            if path is not None:
                return read_leaves(self.folder / path)
        return {}
