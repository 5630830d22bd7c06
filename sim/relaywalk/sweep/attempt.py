"""Attempt: one run, in a process that is watched from outside.

The run works in a folder beside its own and is moved to its place when it is over:
what stands in `runs/` is whole, whoever else tried the same run before or meanwhile.
"""

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import Any

from relaywalk import atomic_file
from relaywalk.errors import DiskError, RecordingError
from relaywalk.recording.file_names import DIED, LOG, SCENARIO
from relaywalk.runs.result import Result
from relaywalk.threads import use_one_thread

PARTIAL = ".partial-"  # in the name of a folder in which a run is going on
AGAIN = ("killed", "interrupted")  # ended from outside: tried again by a resume
KEPT = "all finished runs are kept; make room, then give the same command"
POLL = 0.2  # between two looks at whether the sweep is to stop [s]


@dataclass(frozen=True, slots=True)
class RunTask:
    """What it takes to make one run.

    Attributes:
        number: Of the run.
        folder: Where the run folder is to be.
        scenario: YAML.
        wall_limit: From which on the run counts as hung [s].
        room: Free space without which no run is started [byte].
    """

    number: int
    folder: Path
    scenario: str
    wall_limit: float
    room: int


@dataclass(frozen=True, slots=True)
class AttemptResult:
    """How an attempt ended.

    Attributes:
        number: Of the run.
        outcome: Keyword; "" if the sweep was stopped meanwhile.
        reason: One sentence.
    """

    number: int
    outcome: str
    reason: str


def attempt(task: RunTask, stop: Event) -> AttemptResult:
    """Make one run and leave its folder.

    Args:
        task: Which run.
        stop: Set when the sweep is to stop: the run is then given up.

    Raises:
        DiskError: There is no room for another run, or this one could not write: that
            says nothing about the run, which is made again by a resume.
    """
    if stop.is_set():
        return AttemptResult(task.number, "", "")
    _require_room(task)
    folder = task.folder.with_name(f"{task.folder.name}{PARTIAL}{uuid.uuid4().hex[:8]}")
    try:
        with _writing(task):
            folder.mkdir(parents=True)
            (folder / SCENARIO).write_text(task.scenario, encoding="utf-8")
            (folder / LOG).touch()
        ending = _watched(task, folder, stop)
        died = ending.outcome in ("crashed", "hung", "killed")
        if died:
            _require_room(task)  # a full disk is no outcome of a run
        with _writing(task):
            if died:
                _bury(folder, ending)
            if ending.outcome:
                _put(folder, task.folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return ending


def ending_of(number: int, folder: Path) -> AttemptResult | None:
    """Return how the run in a folder ended; None if it did not."""
    with suppress(RecordingError):
        result = Result.read(folder)
        return AttemptResult(number, result.outcome, result.reason)
    with suppress(OSError, ValueError, KeyError):
        told = json.loads((folder / DIED).read_text(encoding="utf-8"))
        return AttemptResult(number, str(told["outcome"]), str(told["reason"]))
    return None


def _watched(task: RunTask, folder: Path, stop: Event) -> AttemptResult:
    """Run the process until it ends, or is to end."""
    with (folder / LOG).open("wb") as log:
        process = _started(folder, log)
    limit = time.monotonic() + task.wall_limit
    try:
        while (status := _waited(process)) is None:
            if stop.is_set():
                return AttemptResult(task.number, "", "")
            if time.monotonic() > limit:
                reason = f"not over after {task.wall_limit:g} s of wall time"
                return AttemptResult(task.number, "hung", reason)
    finally:
        _kill(process)
    return _judged(task, folder, status)


def _waited(process: "subprocess.Popen[bytes]") -> int | None:
    """Return the exit status of a process; None if it is not over after POLL."""
    try:
        return process.wait(POLL)
    except subprocess.TimeoutExpired:
        return None


def _started(folder: Path, log: Any) -> "subprocess.Popen[bytes]":  # noqa: ANN401
    """Start a fresh interpreter in a session of its own: Ctrl-C is not for it."""
    environment = dict(os.environ)
    use_one_thread(environment)
    command = [sys.executable, "-m", "relaywalk.sweep.worker"]
    return subprocess.Popen(
        [*command, str(folder), str(os.getpid())],
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        env=environment,
        start_new_session=True,
    )


def _kill(process: "subprocess.Popen[bytes]") -> None:
    """End a process and what it may have started."""
    if process.poll() is None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _judged(task: RunTask, folder: Path, status: int) -> AttemptResult:
    """Return how a process ended that ended by itself."""
    found = ending_of(task.number, folder)
    if found is not None:
        (folder / LOG).unlink()
        return found
    if status == -signal.SIGKILL:
        return AttemptResult(task.number, "killed", "its process was killed (SIGKILL)")
    if status < 0:
        name = signal.Signals(-status).name
        return AttemptResult(task.number, "crashed", f"its process died of {name}")
    last = _last_word(folder)
    if status == os.EX_IOERR:  # the worker's, for a disk that takes no more
        raise _stopped(task, last or os.strerror(errno.ENOSPC))
    return AttemptResult(task.number, "crashed", last or "nothing was said")


def _last_word(folder: Path) -> str:
    """Return the last line that a process said; empty if there is none."""
    told = (folder / LOG).read_text(encoding="utf-8", errors="replace").split("\n")
    return next((line.strip() for line in reversed(told) if line.strip()), "")


def _bury(folder: Path, ending: AttemptResult) -> None:
    """Write down how a run ended that could not say so itself."""
    told = {"outcome": ending.outcome, "reason": ending.reason}
    text = json.dumps(told, indent=2, ensure_ascii=False)
    atomic_file.write_text(folder / DIED, text + "\n")


def _put(folder: Path, destination: Path) -> None:
    """Move a run folder to its place, unless the run is there already."""
    there = ending_of(0, destination)
    if there is not None and there.outcome not in AGAIN:
        return
    if destination.exists():
        shutil.rmtree(destination)
    folder.rename(destination)


def _require_room(task: RunTask) -> None:
    """Refuse to go on without room for another run.

    Raises:
        DiskError: There is none.
    """
    runs = task.folder.parent
    free = shutil.disk_usage(runs).free
    if free < task.room:
        need = f"a run needs up to {task.room / 1e6:.0f} MB"
        raise _stopped(task, f"{free / 1e6:.0f} MB are free, {need}")


@contextmanager
def _writing(task: RunTask) -> Iterator[None]:
    """Write into the sweep's folder.

    Raises:
        DiskError: It cannot be written.
    """
    try:
        yield
    except OSError as error:
        raise _stopped(task, error.strerror or str(error)) from error


def _stopped(task: RunTask, reason: str) -> DiskError:
    """Return the error for which no run of the sweep can go on."""
    return DiskError(task.folder.parent, OSError(0, reason), KEPT)
