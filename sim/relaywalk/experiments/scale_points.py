"""What a run, a report and a sweep of some size cost, each in its own process."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from relaywalk.errors import RelayError
from relaywalk.experiments.process_cost import ProcessCost, process_cost
from relaywalk.recording.file_names import REPORT, RESULT, RUNS, SWEEP
from relaywalk.recording.recording import Recording
from relaywalk.runs.result import Result
from relaywalk.scenario.scenario import Scenario
from relaywalk.schema import strict_yaml

PROGRAM = (sys.executable, "-m", "relaywalk")
LONGEST = 1e6  # that a run of a sweep may take: no run is taken for hung [s]


class ScalePoint(NamedTuple):
    """What one size cost.

    Attributes:
        size: In the unit of the question.
        simulated: Simulated time in it, of all its runs [s].
        wall_time: Of the whole process [s].
        peak_memory: Of the largest process [byte].
        outcome: Of the run; of several runs, how many had which.
    """

    size: float
    simulated: float
    wall_time: float
    peak_memory: int
    outcome: str

    @property
    def pace(self) -> float:
        """Wall time of a simulated second [-]."""
        return self.wall_time / self.simulated


def run_point(size: float, scenario: Scenario, folder: Path) -> ScalePoint:
    """Return what a run without a report costs.

    Args:
        size: Of it.
        scenario: Its engine is settled.
        folder: Where scenario and run are left, new.

    Raises:
        RelayError: The run left no result.
    """
    folder.mkdir(parents=True)
    file, out = folder / "asked.yaml", folder / "run"
    file.write_text(scenario.dump(), encoding="utf-8")
    options = ["--out", str(out), "--no-report", "--quiet"]
    cost = _cost(["run", str(file), *options], out / RESULT)
    result = Result.read(out)
    return _point(size, result.duration, cost, result.outcome)


def report_point(folder: Path) -> ScalePoint:
    """Return what the report of a run costs, by its rows.

    Args:
        folder: That `run_point` left.

    Raises:
        RelayError: There is no report.
    """
    out = folder / "run"
    cost = _cost(["report", str(out)], out / REPORT)
    result, rows = Result.read(out), len(Recording.open(out))
    return _point(rows, result.duration, cost, result.outcome)


def sweep_point(
    workers: int, runs: int, scenario: Scenario, folder: Path
) -> ScalePoint:
    """Return what a sweep without randomisation costs, by its workers.

    Args:
        workers: Runs at a time.
        runs: How many in all.
        scenario: Of each; its engine is settled.
        folder: Where file and sweep are left, new.

    Raises:
        RelayError: The sweep was not made.
    """
    folder.mkdir(parents=True)
    file, out = folder / SWEEP, folder / "sweep"
    asked = {"scenario": scenario.as_dict(), "runs": runs, "wall_limit": LONGEST}
    file.write_text(strict_yaml.dumped(asked), encoding="utf-8")
    options = ["--workers", str(workers), "--out", str(out), "--quiet"]
    cost = _cost(["sweep", str(file), *options], out / RUNS)
    results = [Result.read(path.parent) for path in out.glob(f"{RUNS}/*/{RESULT}")]
    outcomes = [result.outcome for result in results]
    told = ", ".join(f"{outcomes.count(o)} {o}" for o in sorted(set(outcomes)))
    return _point(workers, sum(r.duration for r in results), cost, told)


def _cost(arguments: Sequence[str], left: Path) -> ProcessCost:
    """Return what a command costs.

    Args:
        arguments: Of relaywalk.
        left: What it leaves where it is done, be its runs good or bad.

    Raises:
        RelayError: It did not leave it.
    """
    cost = process_cost([*PROGRAM, *arguments])
    if not left.exists():
        raise RelayError(f"{arguments[0]}: {cost.errors or cost.output}")
    return cost


def _point(
    size: float, simulated: float, cost: ProcessCost, outcome: str
) -> ScalePoint:
    """Return a point of what was measured; simulated time in [s]."""
    return ScalePoint(size, simulated, cost.wall_time, cost.peak_memory, outcome)
