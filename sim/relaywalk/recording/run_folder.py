"""Run folders: made for one run each, and written by one process at a time."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import IO

from relaywalk.errors import DiskError, ScenarioError
from relaywalk.recording.file_names import LOCK, PARQUET, RESULT, STREAM, SWEEP

OF_A_RUN = (RESULT, STREAM, PARQUET)


def new_folder(path: Path) -> Path:
    """Make a folder that nobody else has, also if many ask at the same moment.

    Args:
        path: Of the folder; "-2", "-3" … is appended where that is taken already.

    Returns:
        The folder that was made.

    Raises:
        OSError: It cannot be made.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    for number in count(1):
        free = path if number == 1 else path.with_name(f"{path.name}-{number}")
        with suppress(FileExistsError):
            free.mkdir()
            break
    return free


@contextmanager
def taken(folder: Path) -> Iterator[None]:
    """Take a folder for a new run, for as long as the context lasts.

    Args:
        folder: It is made if it is not there.

    Raises:
        ScenarioError: It holds a run or a sweep, or a run is going on in it.
        DiskError: It cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DiskError(folder, error, "nothing was simulated") from error
    with locked(folder):
        _refuse_used(folder)
        yield


@contextmanager
def locked(folder: Path, what: str = "a run") -> Iterator[None]:
    """Keep every other process out of a folder, for as long as the context lasts.

    The lock ends with the process, however that ends.

    Args:
        folder: It is there.
        what: Is going on in the folder, as others are told.

    Raises:
        ScenarioError: Another process has it.
        DiskError: It cannot be written.
    """
    path = folder / LOCK
    lock = _opened(path, what)
    try:
        yield
    finally:
        if _is_at(lock, path):
            path.unlink()
        lock.close()


def _opened(path: Path, what: str) -> IO[str]:
    """Return the lock file, locked."""
    while True:
        try:
            lock = path.open("w")
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            lock.close()
            raise ScenarioError(
                f"{path.parent}: {what} is going on in it; wait for its end, or name "
                "another folder"
            ) from error
        except OSError as error:
            raise DiskError(path, error, "nothing was written") from error
        if _is_at(lock, path):
            return lock
        lock.close()  # whoever had it has just removed it


def _is_at(lock: IO[str], path: Path) -> bool:
    """Say whether an open file is the one at a path."""
    try:
        return os.path.samestat(os.fstat(lock.fileno()), path.stat())
    except FileNotFoundError:
        return False


def _refuse_used(folder: Path) -> None:
    """Refuse a folder that holds a run, or a sweep, whose report a run's would replace.

    Raises:
        ScenarioError: It does.
    """
    if any((folder / name).exists() for name in OF_A_RUN):
        raise _used(folder, "a run")
    if (folder / SWEEP).exists():
        raise _used(folder, "a sweep")


def _used(folder: Path, what: str) -> ScenarioError:
    """Return the error of a folder that holds something."""
    return ScenarioError(f"--out: {folder}: holds {what} already; name another folder")
