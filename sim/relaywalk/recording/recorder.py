"""The recorder: one row a control period, streamed while the run goes on.

Rows are collected for a fraction of a simulated second, then written as one batch
of an Arrow IPC stream: of a killed run no more is lost. At the end the stream
becomes a Parquet file.
"""

import json
import os
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from relaywalk.errors import DiskError
from relaywalk.recording.channels import RecordedScene, channel_table, phase_channel
from relaywalk.recording.column_block import ColumnBlock
from relaywalk.recording.file_names import STREAM
from relaywalk.recording.fingerprint import Fingerprint
from relaywalk.recording.recover import VERSION, to_parquet
from relaywalk.recording.row_block import RowBlock
from relaywalk.types import ActorSignals, Array, Command, Observation

FLUSH = 0.5  # longest simulated time between two batches [s]; a reader may ask for 1
FEWEST = 20  # rows in a batch, at the beginning of a run
BATCH_DIVISOR = 30  # a batch is 1/30 of all rows so far: a kill costs 3 % of them
SAME_TIME = 1e-6  # times this close are one [s]
END_OF_STREAM = b"\xff\xff\xff\xff\x00\x00\x00\x00"  # of Arrow's IPC streams


class Head(NamedTuple):
    """What a recording says of itself.

    Attributes:
        scenario: The scenario's YAML.
        versions: Of what simulates.
        period: Control period, from one row to the next [s].
        begin: Rows before this are left out [s].
    """

    scenario: str
    versions: Mapping[str, str] = MappingProxyType({})
    period: float = 0.002
    begin: float = 0.0


def batch_size(rows: int, maximum: int) -> int:
    """Return how many rows the batch has that follows on so many.

    Args:
        rows: So far.
        maximum: In a batch.
    """
    return min(max(rows // BATCH_DIVISOR, FEWEST), maximum)


class Recorder:
    """Writes the rows of one run.

    Attributes:
        channels: Numeric columns, in order.
        rows: Written so far.
        record_time: Wall time spent here [s].
    """

    def __init__(
        self,
        folder: Path,
        scene: RecordedScene,
        head: Head,
    ) -> None:
        """Open the stream.

        Args:
            folder: The run folder.
            scene: Whose quantities are recorded.
            head: Kept in the metadata.

        Raises:
            DiskError: The folder cannot be written.
        """
        self.folder, self.rows, self.record_time = folder, 0, 0.0
        self.channels = channel_table(scene)
        self._begin, self._print = head.begin, Fingerprint()
        self._capacity = max(round(FLUSH / head.period), 1)
        metadata = {
            "relaywalk": VERSION,
            "scenario": head.scenario,
            "versions": json.dumps(dict(head.versions), ensure_ascii=False),
        }
        actors, capacity = tuple(scene.actors), self._capacity
        self._waiting = RowBlock(scene, capacity)
        self._columns = ColumnBlock(self.channels, actors, metadata, capacity)
        self._closed, self._whole = False, 0
        nothing = "nothing was simulated"
        try:
            self._file = (folder / STREAM).open("wb")
        except OSError as error:
            raise DiskError(folder / STREAM, error, nothing) from error
        try:
            # Of what a kill leaves, an Arrow stream keeps every batch; an Arrow file or
            # Parquet has its index at its end, and keeps none. Messages are written
            # whole: Arrow's own writer makes a call for each of hundreds of columns.
            self._file.write(self._columns.schema.serialize())
            self._file.flush()
        except OSError as error:
            self._break_off()
            raise DiskError(folder / STREAM, error, nothing) from error

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the numbers written so far, as they are read back."""
        return self._print.hexdigest()

    def step(
        self,
        observation: Observation,
        commands: Mapping[str, Command],
        signals: Mapping[str, ActorSignals],
    ) -> None:
        """Write one row.

        Args:
            observation: At the end of the control period before, which it is a mean of.
            commands: Not recorded: what a joint does shows in its torque.
            signals: Actor → its phase, and the values of its channels.

        Raises:
            DiskError: The disk is full; every batch before this one is kept.
        """
        if observation.time < self._begin - SAME_TIME:
            return
        began = time.perf_counter()
        self._waiting.add(observation, signals)
        if len(self._waiting) >= batch_size(self.rows, self._capacity):
            self._flush()
        self.record_time += time.perf_counter() - began

    def _flush(self) -> None:
        """Write the collected rows as one batch, or leave no trace of it."""
        if len(self._waiting) == 0:
            return
        self._write(self._waiting.rows(), self._waiting.phases())
        self._waiting.clear()

    def take(self, batch: pa.RecordBatch) -> None:
        """Write rows of another recorder, before any of its own.

        Args:
            batch: As that one wrote it; a channel that it lacks is zero.

        Raises:
            DiskError: The disk is full.
        """
        rows = np.zeros((batch.num_rows, len(self.channels)))
        there = set(batch.schema.names)
        for column, channel in enumerate(self.channels):
            if channel.name in there:
                rows[:, column] = batch.column(channel.name).to_numpy()
        names = [phase_channel(actor) for actor in self._waiting.scene.actors]
        self._write(rows, [batch.column(name).to_pylist() for name in names])

    def _write(self, rows: Array, phases: Sequence[Sequence[str]]) -> None:
        """Write rows, which are rounded where a channel is single, as one batch."""
        try:
            self._file.write(self._columns.batch(rows, phases).serialize())
            self._file.flush()
        except BaseException as error:
            self._break_off()
            if isinstance(error, OSError):
                raise self._no_room(error) from error
            raise
        self._print.update(rows)
        self._whole = self._file.tell()
        self.rows += len(rows)

    def _break_off(self) -> None:
        """Close the stream after its last whole batch; half a one misleads readers.

        A stream without a batch holds nothing, but would make the folder a run's.
        """
        self._closed = True
        with suppress(OSError):
            self._file.close()
        if self._whole:
            os.truncate(self.folder / STREAM, self._whole)
        else:
            (self.folder / STREAM).unlink()

    def _no_room(self, error: OSError) -> DiskError:
        """Return the error that says what is kept."""
        kept = "nothing was recorded; make room, then run it again"
        if self.rows:
            advice = f"make room, then 'relaywalk recover {self.folder}'"
            kept = f"{self.rows} rows are kept; {advice}"
        return DiskError(self.folder / STREAM, error, kept)

    def move(self, folder: Path) -> None:
        """Go on in another folder of the same disk, in place of a stream there.

        Raises:
            OSError: It cannot be moved.
        """
        (self.folder / STREAM).replace(folder / STREAM)
        self.folder = folder

    def close_stream(self) -> None:
        """Write what is left and close the stream, which stays a stream.

        Raises:
            DiskError: It cannot be written; every batch before is kept.
        """
        self._flush()
        self._closed = True
        try:
            self._file.write(END_OF_STREAM)
            self._file.close()
        except OSError as error:
            self._break_off()
            raise self._no_room(error) from error

    def close(self) -> None:
        """Write what is left and turn the stream into a Parquet file.

        Raises:
            DiskError: It cannot be written; the stream is kept.
        """
        if self._closed:
            return
        began = time.perf_counter()
        self.close_stream()
        if self.rows:
            to_parquet(self.folder)
        self.record_time += time.perf_counter() - began
