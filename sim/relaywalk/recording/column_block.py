"""Columns of one batch: preallocated memory that carries every batch of a stream."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from relaywalk.recording.channels import phase_channel
from relaywalk.types import Array, Channel


class ColumnBlock:
    """Turns rows into an Arrow batch without new arrays.

    Attributes:
        schema: Of the batches; unit and meaning ride on every field.
    """

    def __init__(
        self,
        channels: Sequence[Channel],
        actors: Sequence[str],
        metadata: Mapping[str, str],
        capacity: int,
    ) -> None:
        """Make room.

        Args:
            channels: Numeric columns, in order.
            actors: Whose phases are columns, after those.
            metadata: Of the schema.
            capacity: Rows of a batch, at most.
        """
        numbers = [_field(channel) for channel in channels]
        self._names = [_phase_field(actor) for actor in actors]
        self.schema = pa.schema([*numbers, *self._names], metadata=dict(metadata))
        self._runs = list(_runs(channels, capacity))
        columns = [column for _, block in self._runs for column in _columns(block)]
        self._numbers = pa.RecordBatch.from_arrays(
            columns, schema=pa.schema(numbers, metadata=dict(metadata))
        )

    def batch(self, rows: Array, phases: Sequence[Sequence[str]]) -> pa.RecordBatch:
        """Return rows as a batch, which the next one overwrites.

        Args:
            rows: (k, channels), at most as many as there is room for; where a channel
                is single, they are rounded, too: they then are what a reader gets.
            phases: Of each actor (k,).
        """
        count = len(rows)
        for place, block in self._runs:
            block[:, :count] = rows[:, place].T
            if block.dtype == np.float32:
                rows[:, place] = block[:, :count].T
        batch = self._numbers.slice(0, count)
        for field, texts in zip(self._names, phases, strict=True):
            batch = batch.append_column(field, _strings(texts))
        return batch


def _runs(
    channels: Sequence[Channel], capacity: int
) -> Iterator[tuple[slice, NDArray[np.floating]]]:
    """Yield where neighbours of one precision lie in a row, and a block for them."""
    first = 0
    for precise, some in groupby(channels, lambda channel: channel.precise):
        count = len(list(some))
        kind = np.float64 if precise else np.float32
        yield slice(first, first + count), np.zeros((count, capacity), kind)
        first += count


def _columns(block: NDArray[np.floating]) -> Iterator[pa.Array]:
    """Yield the rows of a block (m, capacity) as Arrow sees them, in place.

    Not by `pa.array`, which imports pandas.
    """
    count, capacity = block.shape
    whole, size = pa.py_buffer(block), capacity * block.itemsize
    kind = pa.from_numpy_dtype(block.dtype)
    for number in range(count):
        part = whole.slice(number * size, size)
        yield pa.Array.from_buffers(kind, capacity, [None, part])


def _strings(texts: Sequence[str]) -> pa.Array:
    """Return texts as Arrow has them; not by `pa.array`, which imports pandas."""
    encoded = [text.encode() for text in texts]
    ends = np.cumsum([0, *map(len, encoded)], dtype=np.int32)
    buffers = [None, pa.py_buffer(ends), pa.py_buffer(b"".join(encoded))]
    return pa.Array.from_buffers(pa.string(), len(texts), buffers)


def _field(channel: Channel) -> pa.Field:
    """Return the field of a number."""
    kind = pa.float64() if channel.precise else pa.float32()
    told = {"unit": channel.unit, "meaning": channel.meaning}
    return pa.field(channel.name, kind, metadata=told)


def _phase_field(actor: str) -> pa.Field:
    """Return the field of an actor's phase."""
    told = {"unit": "", "meaning": "phase of the actor's script"}
    return pa.field(phase_channel(actor), pa.string(), metadata=told)
