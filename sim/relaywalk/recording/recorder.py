"""The recorder: one row a control period, streamed while the run goes on.

Rows are collected for a fraction of a simulated second, then written as one batch
of an Arrow IPC stream: of a killed run no more is lost. At the end the stream
becomes a Parquet file.
"""

import json
import os
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from relaywalk.errors import DiskError
from relaywalk.recording.channels import RecordedScene, channel_table, phase_channel
from relaywalk.recording.file_names import STREAM
from relaywalk.recording.fingerprint import Fingerprint
from relaywalk.recording.recover import VERSION, to_parquet
from relaywalk.types import (
    ActorObservation,
    ActorSignals,
    Array,
    Channel,
    Command,
    Observation,
)

FLUSH = 0.5  # longest simulated time between two batches [s]; a reader may ask for 1
FEWEST = 20  # rows in a batch, at the beginning of a run
BATCH_DIVISOR = 30  # a batch is 1/30 of all rows so far: a kill costs 3 % of them
SAME_TIME = 1e-6  # times this close are one [s]


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
        self._scene, self._begin = scene, head.begin
        self._capacity = max(round(FLUSH / head.period), 1)
        self._buffer = np.zeros((self._capacity, len(self.channels)))
        self._phases = {name: [""] * self._capacity for name in scene.actors}
        self._single = np.array([not c.precise for c in self.channels])
        self._filled, self._print = 0, Fingerprint()
        metadata = {
            "relaywalk": VERSION,
            "scenario": head.scenario,
            "versions": json.dumps(dict(head.versions), ensure_ascii=False),
        }
        self._schema = _schema(self.channels, tuple(scene.actors), metadata)
        self._closed, self._whole = False, 0
        try:
            self._file = (folder / STREAM).open("wb")
            # Of what a kill leaves, an Arrow stream keeps every batch; an Arrow file or
            # Parquet has its index at its end, and keeps none.
            self._writer = pa.ipc.new_stream(self._file, self._schema)
        except OSError as error:
            raise DiskError(folder / STREAM, error, "nothing was simulated") from error

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
        for name in self._phases:
            self._phases[name][self._filled] = signals[name].phase
        parts = row_parts(self._scene, observation, signals)
        np.concatenate(parts, out=self._buffer[self._filled])
        self._filled += 1
        if self._filled >= batch_size(self.rows, self._capacity):
            self._flush()
        self.record_time += time.perf_counter() - began

    def _flush(self) -> None:
        """Write the collected rows as one batch, or leave no trace of it."""
        if self._filled == 0:
            return
        rows = self._buffer[: self._filled]
        # Rounded before the fingerprint: it is of what a reader gets.
        rows[:, self._single] = rows[:, self._single].astype(np.float32)
        self._write(rows, self._phases.values())
        self._filled = 0

    def take(self, batch: pa.RecordBatch) -> None:
        """Write rows of another recorder, before any of its own.

        Args:
            batch: As that one wrote it; a channel that it lacks is zero.

        Raises:
            DiskError: The disk is full.
        """
        rows = np.zeros((batch.num_rows, len(self.channels)))
        for column, channel in enumerate(self.channels):
            if channel.name in batch.schema.names:
                rows[:, column] = batch.column(channel.name).to_numpy()
        phases = [batch.column(phase_channel(n)).to_pylist() for n in self._phases]
        self._write(rows, phases)

    def _write(self, rows: Array, phases: Iterable[list[str]]) -> None:
        """Write rows, rounded where a channel is single, and phases as one batch."""
        try:
            self._writer.write_batch(self._batch(rows, phases))
            self._file.flush()
        except BaseException as error:
            self._break_off()
            if isinstance(error, OSError):
                raise self._no_room(error) from error
            raise
        self._print.update(rows)
        self._whole = self._file.tell()
        self.rows += len(rows)

    def _batch(self, rows: Array, phases: Iterable[list[str]]) -> pa.RecordBatch:
        """Return rows, already rounded where a channel is single, as a batch."""
        precise = _columns(rows[:, ~self._single])
        single = _columns(rows[:, self._single].astype(np.float32))
        arrays = [next(precise if c.precise else single) for c in self.channels]
        arrays += [pa.array(n[: len(rows)]).dictionary_encode() for n in phases]
        return pa.record_batch(arrays, schema=self._schema)

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
            self._writer.close()
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


def row_parts(
    scene: RecordedScene,
    observation: Observation,
    signals: Mapping[str, ActorSignals],
) -> list[Array]:
    """Return a row in parts, in the order of `channel_table`.

    Args:
        scene: Whose quantities are recorded.
        observation: At the end of a control period.
        signals: Actor → the values of its channels.
    """
    parts: list[Array] = [np.array([observation.time])]
    for name, card in scene.actors.items():
        parts.extend(_measured(observation.actors[name], card.contact_frames))
        parts.append(signals[name].values)
    parts.extend(observation.props[name].pose_in_world for name in scene.moved)
    return parts


def _measured(seen: ActorObservation, frames: Iterable[str]) -> list[Array]:
    """Return the engine's part of an actor's row, in the order of `channel_table`."""
    state = seen.state
    return [
        state.pose_base_in_world,
        state.twist_base_in_base,
        state.joint_position,
        state.joint_velocity,
        seen.joint_torque,
        seen.joint_wrench.ravel(),
        *(seen.contact_wrench[frame] for frame in frames),
    ]


def _columns(block: NDArray[Any]) -> Iterator[pa.Array]:
    """Yield the columns of a block (k, m), all of one array: many are slow to make."""
    rows, columns = block.shape
    whole = pa.array(block.ravel(order="F"))
    return (whole.slice(column * rows, rows) for column in range(columns))


def _schema(
    channels: tuple[Channel, ...],
    actors: tuple[str, ...],
    metadata: Mapping[str, str],
) -> pa.Schema:
    """Return the Arrow schema; unit and meaning ride on every field."""
    fields = [
        pa.field(
            channel.name,
            pa.float64() if channel.precise else pa.float32(),
            metadata={"unit": channel.unit, "meaning": channel.meaning},
        )
        for channel in channels
    ]
    fields += [
        pa.field(
            phase_channel(actor),
            pa.dictionary(pa.int32(), pa.string()),
            metadata={"unit": "", "meaning": "phase of the actor's script"},
        )
        for actor in actors
    ]
    return pa.schema(fields, metadata=dict(metadata))
