"""What a run left, read column by column."""

import difflib
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from relaywalk.errors import RecordingError
from relaywalk.recording.channels import phase_channel
from relaywalk.recording.file_names import PARQUET, STREAM
from relaywalk.recording.recover import (
    DAMAGE,
    NOT_OURS,
    first_line,
    is_ours,
)
from relaywalk.types import Array, Channel

AT_ONCE = 64  # columns held in memory


class Recording:
    """A recording; columns are read when they are asked for.

    Attributes:
        path: Of the Parquet file.
        channels: Name → channel, in column order.
        scenario: The scenario's YAML as it was run.
        versions: Of what simulated it.
    """

    def __init__(self, path: Path) -> None:
        """Open a Parquet file of ours.

        Raises:
            RecordingError: It is not one.
        """
        self.path = path
        with _told(path, "is not a recording"):
            self._file = pq.ParquetFile(path, pre_buffer=False)
            self._schema = self._file.schema_arrow
        if not is_ours(self._schema):
            raise RecordingError(f"{path}: {NOT_OURS}")
        with _told(path, "is damaged"):
            metadata = self._schema.metadata
            self.scenario = metadata[b"scenario"].decode()
            found: dict[str, str] = json.loads(metadata.get(b"versions", b"{}"))
            self.channels = _channels(self._schema)
        self.versions = found

    @classmethod
    def open(cls, folder: Path) -> "Recording":
        """Open the recording of a run folder, or a Parquet file.

        Raises:
            RecordingError: There is none.
        """
        if folder.is_file():
            return cls(folder)
        path = folder / PARQUET
        if path.exists():
            return cls(path)
        if (folder / STREAM).exists():
            raise RecordingError(
                f"{folder}: the run was killed; 'relaywalk recover {folder}' makes it "
                "readable"
            )
        raise RecordingError(f"{folder}: holds no {PARQUET}")

    def __repr__(self) -> str:
        """Return one line: the file, how many rows and channels it has."""
        return f"Recording('{self.path}': {len(self)} rows, {len(self.names)} channels)"

    @property
    def names(self) -> tuple[str, ...]:
        """Names of all channels."""
        return tuple(self.channels)

    def __len__(self) -> int:
        """Return how many rows there are."""
        return int(self._file.metadata.num_rows)

    def __getitem__(self, name: str) -> Array:
        """Return one numeric channel (rows,)."""
        column: Array = self.matrix([name])[:, 0]
        return column

    @cached_property
    def time(self) -> Array:
        """End of each control period (rows,) [s]."""
        return self["time"]

    def matrix(
        self, names: Sequence[str], rows: NDArray[np.intp] | None = None
    ) -> Array:
        """Return some numeric channels side by side (rows, len(names)).

        Args:
            names: Of the channels.
            rows: (k,) to take; all if None. Of few rows much less is held in memory.

        Raises:
            RecordingError: There is no such channel, and the message names the
                nearest; or the file is damaged.
        """
        found = np.empty((len(self) if rows is None else len(rows), len(names)))
        for index, column in enumerate(self.columns(names)):
            found[:, index] = column if rows is None else column[rows]
        return found

    def columns(self, names: Sequence[str]) -> Iterator[Array]:
        """Yield some numeric channels (rows,), reading few of them at a time.

        Args:
            names: Of the channels.

        Raises:
            RecordingError: There is no such channel, and the message names the
                nearest; or the file is damaged.
        """
        for name in names:
            self._check(name)
        for first in range(0, len(names), AT_ONCE):
            some = names[first : first + AT_ONCE]
            table = self._read(list(dict.fromkeys(some)))
            for name in some:
                yield _numbers(table.column(name))

    @property
    def numeric(self) -> tuple[str, ...]:
        """Names of the channels that are numbers, in column order."""
        return tuple(f.name for f in self._schema if pa.types.is_floating(f.type))

    def row_groups(self) -> Iterator[Array]:
        """Yield all numeric channels (k, channels), some thousand rows at a time."""
        names = self.numeric
        for number in range(self._file.num_row_groups):
            with _told(self.path, "is damaged"):
                table = self._file.read_row_group(number, columns=list(names))
            rows = np.empty((table.num_rows, len(names)))
            for index, name in enumerate(names):
                rows[:, index] = table.column(name).to_numpy()
            yield rows

    def phases(self, actor: str) -> list[tuple[str, float, float]]:
        """Return an actor's phases: name, start [s], end [s]."""
        name = phase_channel(actor)
        self._check(name)
        labels = np.array(self._read([name]).column(0).to_pylist())
        if len(labels) == 0:
            return []
        cuts = np.flatnonzero(labels[1:] != labels[:-1]) + 1
        starts = np.concatenate(([0], cuts))
        ends = np.concatenate((cuts, [len(labels) - 1]))
        time = self.time
        return [
            (str(labels[a]), float(time[a]), float(time[b]))
            for a, b in zip(starts, ends, strict=True)
        ]

    def _read(self, names: list[str]) -> pa.Table:
        """Return some columns, each once."""
        with _told(self.path, "is damaged"):
            # columns are small: threads cost more than they save, and memory too
            return self._file.read(columns=names, use_threads=False)

    def _check(self, name: str) -> None:
        """Refuse a channel that is not there."""
        if name in self.channels:
            return
        near = difflib.get_close_matches(name, self.names, n=5, cutoff=0.4)
        there = ", ".join(near or self.names[:8])
        raise RecordingError(
            f"{self.path}: no channel '{name}'; "
            f"the nearest of {len(self.names)}: {there}"
        )


@contextmanager
def _told(path: Path, what: str) -> Iterator[None]:
    """Say what is the matter with a file that cannot be read.

    Raises:
        RecordingError: Arrow, or what is read with it, failed.
    """
    try:
        yield
    except (OSError, *DAMAGE) as error:
        raise RecordingError(f"{path}: {what}: {first_line(error)}") from error


def _channels(schema: pa.Schema) -> dict[str, Channel]:
    """Return name → channel, in column order."""
    found = {}
    for field in schema:
        meta = field.metadata or {}
        found[field.name] = Channel(
            field.name,
            meta.get(b"unit", b"").decode(),
            meta.get(b"meaning", b"").decode(),
            pa.types.is_float64(field.type),
        )
    return found


def _numbers(column: pa.ChunkedArray) -> Array:
    """Return a column (rows,) as numbers.

    Through DLPack: Arrow's own way to NumPy imports pandas, which takes ten times as
    long as the reading.
    """
    parts = [np.from_dlpack(chunk) for chunk in column.chunks]
    return np.concatenate([np.empty(0), *parts], dtype=np.float64)
