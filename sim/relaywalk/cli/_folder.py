"""A folder for a new run."""

import tempfile
from pathlib import Path

from relaywalk.errors import ScenarioError


def take(out: Path) -> None:
    """Make the run folder; refuse what holds a run or a sweep, or cannot be written.

    Raises:
        ScenarioError: Another one has to be named.
    """
    left = ("result.json", "recording.arrows", "recording.parquet")
    if any((out / name).exists() for name in left):
        raise ScenarioError(f"--out: {out}: holds a run already; name another folder")
    if (out / "sweep.yaml").exists():  # a run's report would take the place of its own
        raise ScenarioError(f"--out: {out}: holds a sweep already; name another folder")
    try:
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=out) as file:
            file.write(b"full?")  # a full disk still takes empty files
            file.flush()
    except OSError as error:
        reason = error.strerror or str(error)
        raise ScenarioError(
            f"--out: {out}: {reason}: a folder that can be written"
        ) from error
