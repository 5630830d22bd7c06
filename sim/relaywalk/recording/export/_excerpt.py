"""What is exported: a recording, or some of its actors and rows."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from relaywalk.errors import RecordingError, UnknownName
from relaywalk.recording.channels import phase_channel
from relaywalk.recording.recording import Recording
from relaywalk.robots.card import PropCard, RobotCard
from relaywalk.types import Array, Channel

BATCH = 5000  # rows in memory at a time


@dataclass(frozen=True)
class Excerpt:
    """Some actors and rows of a recording; props and time always belong to it.

    Attributes:
        recording: That it is taken from.
        cards: Actor → card, of the actors chosen.
        rows: (k,) indices of the rows chosen, ascending.
        props: Prop → card, of those whose shape is known.
    """

    recording: Recording
    cards: Mapping[str, RobotCard]
    rows: NDArray[np.intp]
    props: Mapping[str, PropCard] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        recording: Recording,
        cards: Mapping[str, RobotCard],
        actor: str | None = None,
        rate: float | None = None,
        props: Mapping[str, PropCard] | None = None,
    ) -> "Excerpt":
        """Choose.

        Args:
            recording: Of a run, whole or recovered.
            cards: Actor → card, of all its actors.
            actor: The only one wanted; all if None.
            rate: Rows wanted in a second [Hz]; all if None. Rows are picked, not
                averaged.
            props: Prop → card, for formats that draw them.

        Raises:
            UnknownName: There is no such actor.
            RecordingError: The rate is not between 0 and that of the recording.
        """
        if actor is not None and actor not in cards:
            raise UnknownName("actor", actor, cards)
        chosen = {n: c for n, c in cards.items() if actor in (None, n)}
        return cls(recording, chosen, picked(recording.time, rate), props or {})

    @cached_property
    def channels(self) -> tuple[Channel, ...]:
        """Those of the time, the actors chosen and the props, in column order."""
        everyone = [n.removesuffix(".phase") for n in self.recording.names]
        others = {
            name
            for name in everyone
            if phase_channel(name) in self.recording.channels and name not in self.cards
        }
        return tuple(
            channel
            for channel in self.recording.channels.values()
            if channel.name.partition(".")[0] not in others
        )

    @property
    def loose(self) -> list[str]:
        """Names of props and of other objects that move on their own."""
        return [
            channel.name.removesuffix(".qw")
            for channel in self.channels
            if channel.name.count(".") == 1 and channel.name.endswith(".qw")
        ]

    def schema(self, names: Sequence[str]) -> pa.Schema:
        """Return names and types of some channels."""
        whole = pq.read_schema(self.recording.path)
        return pa.schema([pa.field(name, whole.field(name).type) for name in names])

    def batches(self, names: Sequence[str]) -> Iterator[pa.RecordBatch]:
        """Yield the rows, a few thousand at a time.

        Args:
            names: Of channels; a batch's columns have this order.

        Raises:
            RecordingError: The recording is damaged.
        """
        begin, schema = 0, self.schema(names)
        for batch in self._read(names):
            end = begin + batch.num_rows
            first, last = np.searchsorted(self.rows, (begin, end))
            if last > first:
                inside = pa.array(self.rows[first:last] - begin)
                columns = [batch.column(name).take(inside) for name in names]
                yield pa.record_batch(columns, schema=schema)
            begin = end

    def parts(self) -> "Iterator[Excerpt]":
        """Yield the rows a few thousand at a time, each time as an excerpt."""
        for first in range(0, len(self.rows), BATCH):
            yield replace(self, rows=self.rows[first : first + BATCH])

    def _read(self, names: Sequence[str]) -> Iterator[pa.RecordBatch]:
        """Yield all rows of some channels, those not chosen too."""
        path = self.recording.path
        try:
            with pq.ParquetFile(path, memory_map=True) as file:
                yield from file.iter_batches(BATCH, columns=list(names))
        except (OSError, pa.ArrowException) as error:
            raise RecordingError(f"{path}: cannot be read whole: {error}") from error

    def matrix(self, names: Sequence[str]) -> Array:
        """Return some numeric channels side by side (k, len(names))."""
        return self.recording.matrix(names, self.rows)

    def __len__(self) -> int:
        """Return how many rows there are."""
        return len(self.rows)


def picked(time: Array, rate: float | None) -> NDArray[np.intp]:
    """Return the indices of the first row in each 1/rate.

    Args:
        time: (rows,) ascending [s].
        rate: [Hz]; all rows if None.

    Raises:
        RecordingError: The rate is not between 0 and that of the rows.
    """
    if rate is None:
        return np.arange(len(time))
    span = float(time[-1] - time[0])
    maximum = (len(time) - 1) / span if span > 0.0 else np.inf
    if not 0.0 < rate <= maximum * (1.0 + 1e-6):
        raise RecordingError(
            f"--rate: {rate:g}: a number above 0, at most {maximum:g} [Hz], the "
            "recording's own rate"
        )
    # times are rounded: a row at 0.0199999 belongs to 0.02
    tick = np.floor((time - time[0]) * rate + 1e-6)
    return np.flatnonzero(np.diff(tick, prepend=-1.0) > 0.0)
