"""SweepTable: one row a run of a sweep, as `runs.parquet` holds it."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from relaywalk.errors import RecordingError
from relaywalk.recording.file_names import SUMMARY, TABLE
from relaywalk.types import Array

FIXED = ("run", "folder", "seed", "outcome", "reason", "fingerprint")
UNITS = {
    "distance": "m",
    "speed": "m/s",
    "duration": "s",
    "wall_time": "s",
    "max_base_tilt": "rad",
    "max_off_path": "m",
    "torch.max_slip": "m",
    "torch.max_tilt": "rad",
    "transfer_time": "s",
    "peak_interaction_force": "N",
    "unheld": "s",
}
SUCCESS = "success"
SAFE = (SUCCESS, "timeout", "gave_up")  # nobody fell and nothing was dropped
DISTURBED = ("killed", "interrupted")  # from outside: the run shows nothing
UNJUDGED = ("crashed", "hung", *DISTURBED)


@dataclass(frozen=True)
class SweepTable:
    """The runs of a sweep, in run order.

    Attributes:
        columns: Name → its values, one a run; None where a run left none. Those that
            are neither in `FIXED` nor in `UNITS` are the varied leaves, the factors.
    """

    columns: Mapping[str, tuple[Any, ...]]

    @classmethod
    def of(cls, table: pa.Table) -> "SweepTable":
        """Return the table in memory, its rows sorted by run.

        Raises:
            RecordingError: A column is missing.
        """
        missing = [name for name in FIXED if name not in table.column_names]
        if missing:
            there = ", ".join(table.column_names) or "none"
            raise RecordingError(
                f"no table of a sweep: column {', '.join(missing)} is missing; there "
                f"are: {there}"
            )
        ordered = table.sort_by("run")
        names = ordered.column_names
        return cls({name: _present(ordered[name].to_pylist()) for name in names})

    @classmethod
    def open(cls, folder: Path) -> "SweepTable":
        """Read a sweep folder.

        Raises:
            RecordingError: It holds no table of a sweep.
        """
        path = folder / TABLE
        try:
            return cls.of(pq.read_table(path))
        except (OSError, pa.ArrowInvalid) as error:
            raise RecordingError(
                f"{folder}: no sweep: {TABLE} cannot be read; 'relaywalk sweep' writes "
                "it, and an interrupted sweep is continued by the same command"
            ) from error
        except RecordingError as error:
            raise RecordingError(f"{path}: {error}") from error

    def __len__(self) -> int:
        """Return how many runs there are."""
        return len(self.columns["run"])

    @property
    def factors(self) -> tuple[str, ...]:
        """Names of the varied leaves, such as "props.torch.mass"."""
        return tuple(n for n in self.columns if n not in FIXED and n not in UNITS)

    @property
    def scalars(self) -> tuple[str, ...]:
        """Names of the measured numbers that at least one run has."""
        return tuple(
            name
            for name in UNITS
            if any(value is not None for value in self.columns.get(name, ()))
        )

    @property
    def outcomes(self) -> tuple[str, ...]:
        """Of every run, its keyword."""
        return self.columns["outcome"]

    @property
    def succeeded(self) -> tuple[bool, ...]:
        """Of every run, whether it was a success."""
        return tuple(outcome == SUCCESS for outcome in self.outcomes)

    def numbers(self, name: str) -> Array:
        """Return a numeric column (runs,), not-a-number where a run left none."""
        values = self.columns[name]
        return np.array([np.nan if v is None else float(v) for v in values])

    def is_numeric(self, name: str) -> bool:
        """Return whether every value that a column has is a number."""
        present = [value for value in self.columns[name] if value is not None]
        return bool(present) and all(
            isinstance(value, int | float) and not isinstance(value, bool)
            for value in present
        )


def _present(values: list[Any]) -> tuple[Any, ...]:
    """Return values with None for not-a-number, so that one word says "nothing"."""
    return tuple(
        None if isinstance(value, float) and math.isnan(value) else value
        for value in values
    )


def is_sweep(folder: Path) -> bool:
    """Return whether a folder is that of a sweep, not that of a run."""
    return (folder / SUMMARY).is_file() and (folder / TABLE).is_file()
