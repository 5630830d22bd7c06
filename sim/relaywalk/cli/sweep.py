"""Make many runs of a scenario, in parallel; the same command resumes them."""

import argparse
import os
import signal
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from types import FrameType
from typing import TYPE_CHECKING, Any

from relaywalk.cli._sweep_options import add_maximum_runs
from relaywalk.errors import ScenarioError

if TYPE_CHECKING:
    from relaywalk.sweep.execution import Backend
    from relaywalk.sweep.plan import Plan


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("file", type=Path, metavar="FILE", help="the sweep, YAML")
    parser.add_argument(
        "--workers", type=int, metavar="N", help="runs at a time; one a core if none"
    )
    parser.add_argument(
        "--out", type=Path, metavar="DIR", help="the sweep folder; runs/<name of FILE>"
    )
    parser.add_argument(
        "--ray", metavar="auto|ADDRESS", help="run on this Ray cluster, not here"
    )
    add_maximum_runs(parser)
    parser.add_argument("--quiet", action="store_true", help="no progress, no table")


def execute(arguments: argparse.Namespace) -> int:
    """Make what is left of the sweep, say how it went."""
    from relaywalk.sweep.execution import execute as execute_sweep
    from relaywalk.sweep.folder import SweepFolder
    from relaywalk.sweep.plan import planned

    workers = _workers(arguments.workers)
    plan = planned(arguments.file, arguments.max_runs)
    out = arguments.out or Path("runs", arguments.file.stem)
    folder = SweepFolder(out, plan)
    with folder.taken(), stopping_in_order() as stop:
        from relaywalk.cli._sweep_progress import sweep_progress

        backend = _backend(arguments.ray, workers)
        with sweep_progress(len(plan), quiet=arguments.quiet) as tell:
            summary = execute_sweep(folder, backend, workers, tell, stop)
        if summary is None:
            done = len(folder.finished())
            print(
                f"interrupted: {done} of {len(plan)} runs are finished; the same "
                f"command goes on from there ({out})",
                file=sys.stderr,
            )
            return 1
    return _concluded(summary, plan, out, quiet=arguments.quiet)


@contextmanager
def stopping_in_order() -> Iterator[Event]:
    """Take the first Ctrl-C as the wish to stop; not the second.

    Yields:
        The event that the first Ctrl-C sets.
    """
    stop = Event()

    def note(_signal: int, _frame: FrameType | None) -> None:
        """Remember the wish, or fulfil it at once if it is the second."""
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()

    before = signal.signal(signal.SIGINT, note)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)


def _workers(asked: int | None) -> int:
    """Return how many runs are made at a time."""
    if asked is None:
        return len(os.sched_getaffinity(0))
    if asked < 1:
        raise ScenarioError(f"--workers: {asked}: a whole number of at least 1")
    return asked


def _backend(address: str | None, workers: int) -> "Backend":
    """Return what makes the runs: this machine, or a Ray cluster."""
    from relaywalk.sweep.cluster import run_on_ray
    from relaywalk.sweep.local import run_here

    if address is None:
        return lambda tasks, stop: run_here(tasks, workers, stop)
    return lambda tasks, stop: run_on_ray(tasks, address, stop)


def _concluded(
    summary: Mapping[str, Any], plan: "Plan", out: Path, *, quiet: bool
) -> int:
    """Print how the sweep went; return the exit status."""
    from relaywalk.analysis.sweeps import criterion

    if not quiet:
        _show(summary)
    asked = criterion.parse(plan.file.definition.success)
    low, high = summary["wilson95"]
    print(
        f"{summary['outcomes'].get('success', 0)} of {summary['runs']} succeeded: "
        f"{summary['success_rate']:.1%}, 95 % interval {low:.1%} to {high:.1%} ({out})"
    )
    if asked is None:
        return 0
    good = asked.holds(summary)
    found = criterion.value(asked.name, summary)
    word = "met" if good else "MISSED"
    limit = f"{asked.sign} {asked.bound:g}"
    print(f"criterion {word}: {asked.name} = {found:.4g}, asked for {limit}")
    return 0 if good else 1


def _show(summary: Mapping[str, Any]) -> None:
    """Print how many runs had which outcome, and a few of their seeds."""
    from relaywalk.cli._sheet import NumberColumn, Sheet, TextColumn, show

    columns = (TextColumn("outcome"), NumberColumn("runs"), TextColumn("seeds"))
    rows = []
    for outcome, count in summary["outcomes"].items():
        seeds = summary["seeds"][outcome]
        few = ", ".join(map(str, seeds[:5])) + (" …" if len(seeds) > 5 else "")
        rows.append((outcome, str(count), few))
    show(Sheet("Outcomes", columns, tuple(rows)))
