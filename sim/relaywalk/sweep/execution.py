"""Execution: makes the runs of a sweep that are not made yet, then its tables."""

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from threading import Event
from typing import Any

from relaywalk import atomic_file
from relaywalk.analysis.sweeps.statistics import summarise
from relaywalk.analysis.sweeps.sweep_table import SweepTable
from relaywalk.errors import DiskError
from relaywalk.recording.file_names import SUMMARY
from relaywalk.sweep.attempt import KEPT, AttemptResult, RunTask
from relaywalk.sweep.folder import SweepFolder
from relaywalk.sweep.junit import write_junit
from relaywalk.sweep.space import Room, require_room, room_of
from relaywalk.sweep.table import write_table

Backend = Callable[[Iterable[RunTask], Event], Iterator[AttemptResult]]
Tell = Callable[[AttemptResult, bool], None]  # whether the run was made just now


def execute(
    folder: SweepFolder, backend: Backend, workers: int, tell: Tell, stop: Event
) -> dict[str, Any] | None:
    """Make what is left of a sweep; return the keys of its `summary.json`.

    Args:
        folder: Of the sweep; taken.
        backend: Makes runs, several at a time.
        workers: How many at a time.
        tell: Told of every run that is over, those of before first.
        stop: Set to give up what is going on, and start no more.

    Returns:
        None if the sweep was stopped before every run was tried.

    Raises:
        DiskError: There is no room for the next run, or for the tables.
        ScenarioError: There is no room for the sweep.
    """
    finished = folder.finished()
    for ending in finished:
        tell(ending, False)
    done = {ending.number for ending in finished}
    left = [number for number in range(len(folder.plan)) if number not in done]
    room = room_of(folder.plan.file.scenario)
    if left:
        require_room(folder.path, room.of(len(left), workers), len(left))
    for ending in backend(_tasks(folder, left, room), stop):
        if ending.outcome:
            tell(ending, True)
    return None if stop.is_set() else conclude(folder)


def conclude(folder: SweepFolder) -> dict[str, Any]:
    """Write table, summary and JUnit XML; return the keys of `summary.json`.

    Raises:
        DiskError: One of them cannot be written.
    """
    try:
        table = write_table(folder)
        summary = summarise(SweepTable.of(table)).as_dict()
        text = json.dumps(summary, indent=2, ensure_ascii=False)
        atomic_file.write_text(folder.path / SUMMARY, text + "\n")
        write_junit(folder.path, folder.plan.file.scenario.name, table.to_pylist())
    except OSError as error:
        raise DiskError(Path(error.filename or folder.path), error, KEPT) from error
    return summary


def _tasks(folder: SweepFolder, numbers: list[int], room: Room) -> Iterator[RunTask]:
    """Yield the tasks of some runs."""
    for number in numbers:
        yield RunTask(
            number=number,
            folder=folder.run(number).absolute(),
            scenario=folder.plan.run(number).scenario.dump(),
            wall_limit=folder.plan.file.definition.wall_limit,
            room=room.kept + room.working,
        )
