"""Which versions of what made a sweep: its runs may come from several machines."""

import json
from pathlib import Path

from relaywalk.analysis.sweeps.sweep_table import SweepTable
from relaywalk.recording.file_names import RESULT


def versions_of(folder: Path, table: SweepTable) -> dict[str, tuple[str, ...]]:
    """Return library → its versions over all runs, sorted.

    Args:
        folder: Of the sweep.
        table: Its runs; those that left no result are passed over.
    """
    found: dict[str, set[str]] = {}
    for run in table.columns["folder"]:
        for name, version in _versions(folder / str(run) / RESULT).items():
            found.setdefault(name, set()).add(version)
    return {name: tuple(sorted(versions)) for name, versions in found.items()}


def _versions(path: Path) -> dict[str, str]:
    """Return what one result says; nothing if it cannot be read."""
    try:
        result = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    versions = result.get("versions") if isinstance(result, dict) else None
    if not isinstance(versions, dict):
        return {}
    return {str(name): str(version) for name, version in versions.items()}
