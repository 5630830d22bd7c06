"""Which versions of what made a sweep: its runs may come from several machines."""

from pathlib import Path

from relaywalk.analysis.sweeps.sweep_table import SweepTable
from relaywalk.errors import RecordingError
from relaywalk.runs.result import Result


def versions_of(folder: Path, table: SweepTable) -> dict[str, tuple[str, ...]]:
    """Return library → its versions over all runs, sorted.

    Args:
        folder: Of the sweep.
        table: Its runs; those that left no result are passed over.
    """
    found: dict[str, set[str]] = {}
    for run in table.columns["folder"]:
        for name, version in _versions(folder / str(run)).items():
            found.setdefault(name, set()).add(version)
    return {name: tuple(sorted(versions)) for name, versions in found.items()}


def _versions(folder: Path) -> dict[str, str]:
    """Return what one result says; nothing if it cannot be read."""
    try:
        return Result.read(folder).versions
    except RecordingError:
        return {}
