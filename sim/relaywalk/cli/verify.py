"""Simulate a recorded run again and say whether it is the same, bit for bit."""

import argparse
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from relaywalk.cli._folder import take
from relaywalk.cli._interrupt import ending_in_order

if TYPE_CHECKING:
    from relaywalk.simulation.replay import Replay


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("run", type=Path, metavar="RUN", help="a run folder")
    parser.add_argument(
        "--out", type=Path, metavar="DIR", help="keep the replay as a run folder"
    )
    parser.add_argument("--quiet", action="store_true", help="no progress")


def execute(arguments: argparse.Namespace) -> int:
    """Replay and compare; 0 where the run replays as well as it can here."""
    from relaywalk.cli._progress import shown
    from relaywalk.simulation.replay import scenario_of, verify

    scenario = scenario_of(arguments.run)
    with (
        _folder(arguments.out) as out,
        shown(scenario, quiet=arguments.quiet) as advance,
        ending_in_order(advance) as tell,
    ):
        replay = verify(arguments.run, out, tell)
    print("\n".join(lines(replay)))
    return 0 if replay.holds else 1


def lines(replay: "Replay") -> Iterator[str]:
    """Yield what a replay showed, in words."""
    rows = f"{replay.rows} rows, t = {replay.begin:g} s to {replay.end:g} s"
    if replay.identical:
        yield f"identical, bit for bit: {rows}"
    else:
        yield f"not identical: {rows} compared"
        yield from _differences(replay)
    if not replay.changes:
        yield "versions: all as recorded"
        return
    yield "versions changed since it was recorded:"
    for change in replay.changes:
        yield f"  {change.name}: was {change.recorded}, is {change.now}"


def _differences(replay: "Replay") -> Iterator[str]:
    """Yield where the numbers first differ, and which events do."""
    if replay.missing:
        yield f"  the replay ends {replay.missing} rows before the recording"
    found = replay.difference
    if found is not None:
        yield (
            f"  first difference at t = {found.time:.3f} s: {found.channel} was "
            f"{found.recorded!r}, is {found.replayed!r}; "
            f"channels that differ in that row: {found.channels}"
        )
    yield f"events: {'the same' if replay.same_events else 'not the same'}"
    for event in replay.events:
        if not event.same:
            yield f"  {event.name}: was {event.recorded}; is {event.replayed}"


@contextmanager
def _folder(out: Path | None) -> Iterator[Path]:
    """Yield the folder asked for, or one that is gone afterwards."""
    if out is not None:
        take(out)
        yield out
        return
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)
