"""One run of one side, as a whole process, and what it cost."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from relaywalk.experiments.process_cost import process_cost
from relaywalk.recording.recording import Recording
from relaywalk.runs.result import Result
from relaywalk.threads import ONE_THREAD


@dataclass(frozen=True, slots=True)
class Side:
    """A state of the code.

    Attributes:
        name: Shown.
        root: Of its files.
    """

    name: str
    root: Path

    @property
    def environment(self) -> dict[str, str]:
        """Variables of a process that runs it: this interpreter, one thread."""
        one = dict.fromkeys(ONE_THREAD, "1")
        path = {"PYTHONPATH": str(self.root / "sim"), "MPLBACKEND": "Agg"}
        return {**os.environ, **one, **path}


@dataclass(frozen=True, slots=True)
class Sample:
    """What one run cost.

    Attributes:
        folder: The run folder.
        wall: Of the whole process [s].
        outside: Wall time outside the engine library's step, from setting the stage
            to the result, per control period [s].
        tick, tail: Median and 99th percentile of the control tick [s].
        memory: At the peak, of the largest process [byte].
    """

    folder: Path
    wall: float
    outside: float
    tick: float
    tail: float
    memory: int


def run(side: Side, arguments: list[str], folder: Path) -> Sample:
    """Run a scenario once.

    Args:
        side: Whose code.
        arguments: Of `relaywalk run`, but the folder.
        folder: The run folder, new.

    Raises:
        SystemExit: The run left no result.
    """
    options = ["--quiet", "--out", str(folder)]
    command = [sys.executable, "-m", "relaywalk", "run", *arguments, *options]
    cost = process_cost(command, side.environment)
    if not (folder / "result.json").is_file():
        raise SystemExit(f"{side.name}: no result: {cost.errors or cost.output}")
    result = Result.read(folder)
    outside = result.wall_time - result.engine_time
    return Sample(
        folder,
        cost.wall_time,
        outside / len(Recording.open(folder)),
        result.control_tick_median,
        result.control_tick_p99,
        cost.peak_memory,
    )
