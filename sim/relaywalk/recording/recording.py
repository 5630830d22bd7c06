"""What a run left, read column by column."""

import difflib
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from itertools import accumulate, pairwise
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

Rows = slice | NDArray[np.intp]  # of a recording; a slice is of neighbours
EVERY = slice(None)


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
        self._check(name)
        with _told(self.path, "is damaged"):
            # columns are small: threads cost more than they save, and memory too
            table = self._file.read(columns=[name], use_threads=False)
        return _numbers(table.column(0))

    @cached_property
    def time(self) -> Array:
        """End of each control period (rows,) [s]."""
        return self["time"]

    def matrix(self, names: Sequence[str], rows: Rows = EVERY) -> Array:
        """Return some numeric channels side by side (k, len(names)).

        Args:
            names: Of the channels.
            rows: Of the recording; of few rows little more is held in memory.

        Raises:
            RecordingError: There is no such channel, and the message names the
                nearest; or the file is damaged.
        """
        if not isinstance(rows, slice):
            return self._picked(names, np.arange(len(self))[rows])
        found = np.empty((len(range(*rows.indices(len(self)))), len(names)))
        for place, block in self.blocks(names, rows):
            found[place] = block
        return found

    def columns(self, names: Sequence[str]) -> Iterator[Array]:
        """Yield some numeric channels (rows,), each read when it is its turn.

        Args:
            names: Of the channels.

        Raises:
            RecordingError: There is no such channel, and the message names the
                nearest; or the file is damaged.
        """
        return (self[name] for name in names)

    def blocks(
        self, names: Sequence[str], rows: slice = EVERY
    ) -> Iterator[tuple[slice, Array]]:
        """Yield some numeric channels, some thousand rows at a time.

        So that of a long recording no more is held in memory than of a short one.

        Args:
            names: Of the channels.
            rows: Neighbours, of the recording.

        Yields:
            Where among those rows, and the numbers (k, len(names)).

        Raises:
            RecordingError: As `matrix` does.
        """
        for name in names:
            self._check(name)
        first, last, _ = rows.indices(len(self))
        for number, (begin, end) in enumerate(pairwise(self._bounds)):
            start, stop = max(first, begin), min(last, end)
            if start < stop:
                inside = slice(start - begin, stop - begin)
                place = slice(start - first, stop - first)
                yield place, self._group(number, names, inside)

    @property
    def numeric(self) -> tuple[str, ...]:
        """Names of the channels that are numbers, in column order."""
        return tuple(f.name for f in self._schema if pa.types.is_floating(f.type))

    def row_groups(self) -> Iterator[Array]:
        """Yield all numeric channels (k, channels), some thousand rows at a time."""
        return (block for _, block in self.blocks(self.numeric))

    def phases(self, actor: str) -> list[tuple[str, float, float]]:
        """Return an actor's phases: name, start [s], end [s]."""
        name = phase_channel(actor)
        self._check(name)
        with _told(self.path, "is damaged"):
            column = self._file.read(columns=[name], use_threads=False).column(0)
            runs = list(_runs(column))
        time = self.time
        ends = [start for _, start in runs[1:]] + [len(self) - 1]
        return [
            (label, float(time[start]), float(time[end]))
            for (label, start), end in zip(runs, ends, strict=True)
        ]

    @cached_property
    def _bounds(self) -> list[int]:
        """Row with which each row group begins, and how many rows there are."""
        metadata = self._file.metadata
        counts = (
            metadata.row_group(number).num_rows
            for number in range(metadata.num_row_groups)
        )
        return list(accumulate(counts, initial=0))

    def _picked(self, names: Sequence[str], rows: NDArray[np.intp]) -> Array:
        """Return some channels in some rows (k,), in any order."""
        for name in names:
            self._check(name)
        found, order = np.empty((len(rows), len(names))), np.argsort(rows)
        cuts = np.searchsorted(rows, self._bounds, sorter=order)
        for number, (first, last) in enumerate(pairwise(cuts)):
            if first < last:
                some = order[first:last]
                inside = rows[some] - self._bounds[number]
                found[some] = self._group(number, names, inside)
        return found

    def _group(self, number: int, names: Sequence[str], inside: Rows) -> Array:
        """Return some channels in some rows of a row group (k, len(names))."""
        once = list(dict.fromkeys(names))
        with _told(self.path, "is damaged"):
            table = self._file.read_row_group(number, once, use_threads=False)
        block = np.empty((len(np.arange(table.num_rows)[inside]), len(names)))
        for index, name in enumerate(names):
            block[:, index] = _numbers(table.column(name))[inside]
        return block

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


def _runs(column: pa.ChunkedArray) -> Iterator[tuple[str, int]]:
    """Yield each label of a column (rows,) and its first row, runs of it as one."""
    last, row = None, 0
    for chunk in column.chunks:
        coded = chunk.dictionary_encode()
        codes, labels = np.from_dlpack(coded.indices), coded.dictionary.to_pylist()
        for start in np.flatnonzero(np.diff(codes, prepend=-1)).tolist():
            label = labels[codes[start]]
            if label != last:
                yield label, row + start
            last = label
        row += len(chunk)


def _numbers(column: pa.ChunkedArray) -> Array:
    """Return a column (rows,) as numbers.

    Through DLPack: Arrow's own way to NumPy imports pandas, which takes ten times as
    long as the reading.
    """
    numbers, row = np.empty(len(column)), 0
    for chunk in column.chunks:
        numbers[row : row + len(chunk)] = np.from_dlpack(chunk)
        row += len(chunk)
    return numbers
