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
from typing import TYPE_CHECKING, Any, NamedTuple

from relaywalk.cli._handovers import tell_handovers
from relaywalk.cli._names import SWEEP
from relaywalk.cli._sweep_options import add_maximum_runs
from relaywalk.errors import ScenarioError

if TYPE_CHECKING:
    from relaywalk.sweep.execution import Backend
    from relaywalk.sweep.folder import SweepFolder


class _Making(NamedTuple):
    """How runs are made.

    Attributes:
        backend: This machine, or a Ray cluster.
        workers: Runs at a time.
        quiet: Whether without progress and table.
    """

    backend: "Backend"
    workers: int
    quiet: bool


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "file", type=SWEEP, metavar="NAME|FILE.yaml", help="a sweep, or several"
    )
    parser.add_argument(
        "--workers", type=int, metavar="N", help="runs at a time; one a core if none"
    )
    parser.add_argument(
        "--out", type=Path, metavar="DIR", help="the sweep folder; runs/<name>"
    )
    parser.add_argument(
        "--only",
        action="append",
        default=[],
        metavar="SWEEP",
        help="of a file with several sweeps, make this one (repeatable)",
    )
    parser.add_argument(
        "--runs",
        type=int,
        metavar="N",
        help="of each sweep, in place of the file's; in runs/<name>-<N>",
    )
    parser.add_argument(
        "--ray", metavar="auto|ADDRESS", help="run on this Ray cluster, not here"
    )
    add_maximum_runs(parser)
    parser.add_argument("--quiet", action="store_true", help="no progress, no table")


def execute(arguments: argparse.Namespace) -> int:
    """Make what is left of each sweep, say how it went."""
    from relaywalk.sweep.folder import SweepFolder
    from relaywalk.sweep.suite import (
        Choice,
        names_in,
        planned_suite,
        require_suites_folder,
        sweep_path,
    )

    workers, runs = _workers(arguments.workers), _runs(arguments.runs)
    path = sweep_path(arguments.file)
    choice = Choice(arguments.max_runs, runs, arguments.only)
    plans = planned_suite(path, choice)
    trial = "" if runs is None else f"-{runs}"
    out = arguments.out or Path("runs", f"{path.stem}{trial}")
    require_suites_folder(out, tuple(plans))
    folders = {name: SweepFolder(out / name, plan) for name, plan in plans.items()}
    for folder in folders.values():  # all of them before the first run
        folder.require_ours()
    making = _Making(_backend(arguments.ray, workers), workers, arguments.quiet)
    status = 0
    with stopping_in_order() as stop:
        for name, folder in folders.items():
            summary = _made(folder, making, stop)
            if summary is None:
                return 1
            status |= _concluded(name, summary, folder, quiet=making.quiet)
    tell_handovers(out, names_in(path), quiet=making.quiet)
    return status


def _made(
    folder: "SweepFolder", making: _Making, stop: Event
) -> Mapping[str, Any] | None:
    """Make what is left of a sweep; return its summary, None if it was stopped."""
    from relaywalk.cli._sweep_progress import sweep_progress
    from relaywalk.sweep.execution import execute as execute_sweep

    runs = len(folder.plan)
    with folder.taken():
        with sweep_progress(runs, quiet=making.quiet) as tell:
            summary = execute_sweep(folder, making.backend, making.workers, tell, stop)
        if summary is None:
            done = len(folder.finished())
            print(
                f"interrupted: {done} of {runs} runs are finished; the same "
                f"command goes on from there ({folder.path})",
                file=sys.stderr,
            )
    return summary


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
    return _at_least_one("--workers", asked)


def _at_least_one(option: str, asked: int) -> int:
    """Return what an option asks for.

    Raises:
        ScenarioError: It is less than 1.
    """
    if asked < 1:
        raise ScenarioError(f"{option}: {asked}: a whole number of at least 1")
    return asked


def _backend(address: str | None, workers: int) -> "Backend":
    """Return what makes the runs: this machine, or a Ray cluster."""
    from relaywalk.sweep.cluster import run_on_ray
    from relaywalk.sweep.local import run_here

    if address is None:
        return lambda tasks, stop: run_here(tasks, workers, stop)
    return lambda tasks, stop: run_on_ray(tasks, address, stop)


def _runs(asked: int | None) -> int | None:
    """Return how many runs each sweep is to have; None as its file says."""
    return None if asked is None else _at_least_one("--runs", asked)


def _concluded(
    name: str, summary: Mapping[str, Any], folder: "SweepFolder", *, quiet: bool
) -> int:
    """Print how a sweep went; return the exit status."""
    from relaywalk.analysis.sweeps import criterion

    if not quiet:
        _show(name, summary)
    of = f"{name}: " if name else ""
    asked = criterion.parse(folder.plan.file.definition.success)
    low, high = summary["wilson95"]
    print(
        f"{of}{summary['outcomes'].get('success', 0)} of {summary['runs']} succeeded: "
        f"{summary['success_rate']:.1%}, 95 % interval {low:.1%} to {high:.1%} "
        f"({folder.path})"
    )
    if asked is None:
        return 0
    good = asked.holds(summary)
    found = criterion.value(asked.name, summary)
    word = "met" if good else "MISSED"
    limit = f"{asked.sign} {asked.bound:g}"
    print(f"{of}criterion {word}: {asked.name} = {found:.4g}, asked for {limit}")
    return 0 if good else 1


def _show(name: str, summary: Mapping[str, Any]) -> None:
    """Print how many runs had which outcome, and a few of their seeds."""
    from relaywalk.cli._sheet import NumberColumn, Sheet, TextColumn, show

    columns = (TextColumn("outcome"), NumberColumn("runs"), TextColumn("seeds"))
    rows = []
    for outcome, count in summary["outcomes"].items():
        seeds = summary["seeds"][outcome]
        few = ", ".join(map(str, seeds[:5])) + (" …" if len(seeds) > 5 else "")
        rows.append((outcome, str(count), few))
    title = f"Outcomes of {name}" if name else "Outcomes"
    show(Sheet(title, columns, tuple(rows)))
