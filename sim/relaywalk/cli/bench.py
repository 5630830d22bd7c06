"""Measure speed and memory in each engine installed, or how they grow with size."""

import argparse
import math
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from relaywalk.cli._names import ENGINE, SCENARIO
from relaywalk.cli._scale import (
    add_scale_arguments,
    chosen_sizes,
    refuse_sizes,
    show_growth,
)
from relaywalk.errors import (
    MissingDependency,
    RecordingError,
    RelayError,
    ScenarioError,
)

if TYPE_CHECKING:
    from relaywalk.runs.result import Result

DEFAULT = "relay_5m"
BARS = {"pybullet": 2.5, "mujoco": 6.0}  # whole wall time over engine time [-]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "scenario",
        type=SCENARIO,
        nargs="?",
        help=f"{DEFAULT} if not given",
    )
    parser.add_argument(
        "--engine", type=ENGINE, action="append", help="repeatable; all if none"
    )
    add_scale_arguments(parser)


def execute(arguments: argparse.Namespace) -> int:
    """Run in each engine, in a process of its own; print one table, or the growth."""
    from relaywalk.scenario.choices import chosen_engine

    engines = [chosen_engine(e) for e in arguments.engine or _installed()]
    if arguments.scale is None:
        refuse_sizes(arguments)
        _show_costs(arguments.scenario or DEFAULT, engines)
        return 0
    if arguments.scenario is not None:
        raise ScenarioError(f"{arguments.scenario}: --scale makes its own scenarios")
    show_growth(arguments.scale, engines, chosen_sizes(arguments))
    return 0


def _show_costs(scenario: str, engines: list[str]) -> None:
    """Run a scenario in each engine; print what it cost."""
    from relaywalk.cli._sheet import NumberColumn, Sheet, TextColumn, show

    found = [lines(e, *measure(scenario, e)) for e in engines]
    names = found[0] if found else ()
    rows = tuple((name, *(one[name] for one in found)) for name in names)
    title = f"{scenario}, recording on, one core"
    show(Sheet(title, (TextColumn(""), *map(NumberColumn, engines)), rows))


def measure(scenario: str, engine: str) -> tuple["Result", int]:
    """Return the result of one run, and the peak memory of its process [byte].

    Raises:
        RelayError: The run left no result.
    """
    from relaywalk.experiments.process_cost import process_cost
    from relaywalk.runs.result import Result

    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "run")
        options = ["--engine", engine, "--out", str(out), "--no-report", "--quiet"]
        program = [sys.executable, "-m", "relaywalk", "run"]
        cost = process_cost([*program, scenario, *options])
        try:
            result = Result.read(out)
        except RecordingError as error:
            raise RelayError(f"{engine}: no result: {cost.errors}") from error
    return result, cost.peak_memory


def lines(engine: str, result: "Result", peak_memory: int) -> dict[str, str]:
    """Return the rows of the table for one engine; memory in byte."""
    wall, stepping = _number(result.wall_time), _number(result.engine_time)
    ratio = wall / stepping if stepping else math.nan
    control, record = _number(result.control_time), _number(result.record_time)
    median, tail = result.control_tick_median, result.control_tick_p99
    return {
        "outcome": result.outcome,
        "simulated [s]": f"{result.duration:.2f}",
        "wall time [s]": f"{wall:.2f}",
        "real-time factor [-]": f"{_number(result.realtime_factor):.2f}",
        "engine / control / record [s]": (
            f"{stepping:.2f} / {control:.2f} / {record:.2f}"
        ),
        "wall over engine time [-]": f"{ratio:.2f} (≤ {BARS.get(engine, math.inf):g})",
        "control tick, median [ms]": f"{1e3 * _number(median):.3f}",
        "control tick, 99 % [ms]": f"{1e3 * _number(tail):.3f}",
        "peak memory [MB]": f"{peak_memory / 1e6:.0f} (≤ 1000)",
    }


def _number(time: float | None) -> float:
    """Return a wall time; not a number where nobody lived to tell."""
    return math.nan if time is None else time


def _installed() -> list[str]:
    """Return the engines whose library is installed."""
    from relaywalk.scenario.choices import chosen_engine
    from relaywalk.scenario.scenario import engine_names

    found = []
    for engine in engine_names():
        try:
            found.append(chosen_engine(engine))
        except MissingDependency:
            continue
    return found
