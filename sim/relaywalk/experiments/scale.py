"""The experiment behind `relaywalk bench --scale`: one kind of run in several sizes."""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from relaywalk.experiments.scale_points import (
    ScalePoint,
    report_point,
    run_point,
    sweep_point,
)
from relaywalk.experiments.scale_scenarios import carrying, side_by_side

SHORT = 1.0  # walk of the runs that differ in something else than its length [m]
FEWEST_RUNS = 4  # of a sweep


@dataclass(frozen=True, slots=True)
class ScaleSizes:
    """What is measured, each ascending.

    Attributes:
        humanoids: That walk side by side.
        lengths: Of a walk [m].
        workers: Of a sweep.
    """

    humanoids: tuple[int, ...]
    lengths: tuple[float, ...]
    workers: tuple[int, ...]

    @property
    def sweep_runs(self) -> int:
        """Runs of a sweep: as many as keep each number of workers busy to its end."""
        together = math.lcm(*self.workers)
        return together * math.ceil(FEWEST_RUNS / together)


class ScaleBench:
    """Measures in one engine; what two questions need is run once."""

    def __init__(
        self,
        engine: str,
        sizes: ScaleSizes,
        folder: Path,
        tell: Callable[[str], None] = lambda _: None,
    ) -> None:
        """Measure nothing yet.

        Args:
            engine: Settled.
            sizes: Of each question.
            folder: Of all that is run.
            tell: Called with what is measured next.
        """
        self._engine, self._sizes, self._folder = engine, sizes, folder
        self._tell = tell
        self._walks: dict[float, ScalePoint] = {}

    def humanoids(self) -> Iterator[ScalePoint]:
        """Yield what a walk of SHORT costs, by how many walk side by side.

        Raises:
            RelayError: A run left no result.
        """
        for count in self._sizes.humanoids:
            self._tell(f"{count} humanoids")
            scenario = side_by_side(count, SHORT, self._engine)
            yield run_point(count, scenario, self._folder / f"humanoids-{count}")

    def length(self) -> Iterator[ScalePoint]:
        """Yield what a walk costs, by its length [m].

        Raises:
            RelayError: A run left no result.
        """
        for length in self._sizes.lengths:
            yield self._walk(length)

    def report(self) -> Iterator[ScalePoint]:
        """Yield what the report of each of these walks costs, by its rows.

        Raises:
            RelayError: A run left no result, or there is no report.
        """
        for length in self._sizes.lengths:
            self._walk(length)
            self._tell(f"report of {length:g} m")
            yield report_point(self._walk_folder(length))

    def workers(self) -> Iterator[ScalePoint]:
        """Yield what a sweep of walks of SHORT costs, by its workers.

        Raises:
            RelayError: A sweep was not made.
        """
        scenario, runs = carrying(SHORT, self._engine), self._sizes.sweep_runs
        for workers in self._sizes.workers:
            self._tell(f"sweep of {runs} runs, {workers} workers")
            folder = self._folder / f"workers-{workers}"
            yield sweep_point(workers, runs, scenario, folder)

    def _walk(self, length: float) -> ScalePoint:
        """Return what a walk costs, made once; length [m]."""
        if length not in self._walks:
            self._tell(f"walk of {length:g} m")
            folder = self._walk_folder(length)
            found = run_point(length, carrying(length, self._engine), folder)
            self._walks[length] = found
        return self._walks[length]

    def _walk_folder(self, length: float) -> Path:
        """Return the folder of a walk; length [m]."""
        return self._folder / f"walk-{length:g}"
