"""A folder for a new run."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from relaywalk.errors import DiskError, ScenarioError


def chosen_folder(out: Path | None, default: Path) -> Path:
    """Return the folder for a new run, made.

    Args:
        out: That the user named, if any.
        default: Where none was named; with a number appended if it is there already.

    Raises:
        ScenarioError: It holds a run or a sweep, a run is going on in it, or it
            cannot be written; another one has to be named.
    """
    from relaywalk.recording.run_folder import new_folder

    if out is not None:
        take(out)
        return out
    with _writing(default):
        folder = new_folder(default)
    take(folder)
    return folder


def take(out: Path) -> None:
    """Make the run folder that the user named, and see whether it can be written.

    Raises:
        ScenarioError: As `chosen_folder` does.
    """
    from relaywalk.recording.run_folder import taken

    with _writing(out), taken(out), tempfile.TemporaryFile(dir=out) as file:
        file.write(b"full?")  # a full disk still takes empty files
        file.flush()


@contextmanager
def _writing(out: Path) -> Iterator[None]:
    """Say of a folder that cannot be written that another one has to be named."""
    try:
        yield
    except (OSError, DiskError) as error:
        reason = error.reason if isinstance(error, DiskError) else error.strerror
        raise ScenarioError(
            f"--out: {out}: {reason or error}: a folder that can be written"
        ) from error
