"""Measure the speed and the memory of a scenario in each engine installed."""

import argparse
import json
import math
import resource
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from relaywalk.errors import MissingDependency, RelayError

BARS = {"pybullet": 2.5, "mujoco": 6.0}  # whole wall time over engine time [-]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("scenario", nargs="?", default="relay_5m")
    parser.add_argument("--engine", action="append", help="repeatable; all if none")


def execute(arguments: argparse.Namespace) -> int:
    """Run in each engine, in a process of its own; print one table."""
    from relaywalk.cli._sheet import Numbers, Sheet, Words, show

    measured = {
        engine: measure(arguments.scenario, engine)
        for engine in arguments.engine or _installed()
    }
    found = [lines(engine, values) for engine, values in measured.items()]
    names = found[0] if found else ()
    rows = tuple((name, *(one[name] for one in found)) for name in names)
    title = f"{arguments.scenario}, recording on, one core"
    show(Sheet(title, (Words(""), *map(Numbers, measured)), rows))
    return 0


def measure(scenario: str, engine: str) -> dict[str, Any]:
    """Return the result of one run, with `peak_rss` [byte] of its process.

    Raises:
        RelayError: The run left no result.
    """
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "run")
        command = [sys.executable, "-m", "relaywalk.cli.bench"]
        done = subprocess.run(
            [*command, scenario, engine, str(out)],
            check=False,
            capture_output=True,
            text=True,
        )
        if not (out / "result.json").is_file():
            raise RelayError(f"{engine}: no result: {done.stderr.strip()}")
        values: dict[str, Any] = json.loads((out / "result.json").read_text())
    last = done.stdout.strip().splitlines()[-1]
    return {**values, "peak_rss": int(last)}


def lines(engine: str, values: Mapping[str, Any]) -> dict[str, str]:
    """Return the rows of the table for one engine."""
    wall, stepping = values["wall_time"], values["engine_time"]
    ratio = wall / stepping if stepping else math.nan
    tail = values.get("control_tick_p99", math.nan)
    return {
        "outcome": values["outcome"],
        "simulated [s]": f"{values['duration']:.2f}",
        "wall time [s]": f"{wall:.2f}",
        "real-time factor [-]": f"{values['realtime_factor']:.2f}",
        "engine / control / record [s]": (
            f"{stepping:.2f} / {values['control_time']:.2f} / "
            f"{values['record_time']:.2f}"
        ),
        "wall over engine time [-]": f"{ratio:.2f} (≤ {BARS.get(engine, math.inf):g})",
        "control tick, median [ms]": f"{1e3 * values['control_tick_median']:.3f}",
        "control tick, 99 % [ms]": f"{1e3 * tail:.3f}",
        "peak memory [MB]": f"{values['peak_rss'] / 1e6:.0f} (≤ 1000)",
    }


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


def _child(scenario: str, engine: str, out: str) -> int:
    """Run once without a report; print the peak memory of this process [byte]."""
    from relaywalk.cli import main

    options = ["--engine", engine, "--out", out, "--no-report", "--quiet"]
    status = main(["run", scenario, *options])
    unit = 1 if sys.platform == "darwin" else 1024
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit)
    return status


if __name__ == "__main__":
    sys.exit(_child(*sys.argv[1:]))
