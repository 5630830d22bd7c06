"""The recorder: one row a control period, streamed while the run goes on.

Rows are collected for a simulated second, then written as one batch of an Arrow
IPC stream: of a killed run a second at most is lost. At the end the stream becomes
a Parquet file.
"""

import hashlib
import time
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pyarrow as pa

from relaywalk.errors import RecordingError
from relaywalk.recording.channels import Channel, channel_table, phase_channel
from relaywalk.recording.recover import STREAM, to_parquet
from relaywalk.robots.card import PropCard, RobotCard
from relaywalk.types import ActorObservation, Array, Observation

ROWS = 250  # in a batch: at the usual period, two a simulated second


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
        actors: Mapping[str, RobotCard],
        props: Mapping[str, PropCard],
        scenario: str,
    ) -> None:
        """Open the stream.

        Args:
            folder: The run folder.
            actors: Actor → card.
            props: Prop → card.
            scenario: The scenario's YAML, kept in the metadata.

        Raises:
            RecordingError: The folder cannot be written.
        """
        self.folder, self.rows, self.record_time = folder, 0, 0.0
        self.channels = channel_table(actors, props)
        self._actors, self._props = dict(actors), tuple(props)
        self._buffer = np.zeros((ROWS, len(self.channels)))
        self._frames = {n: tuple(c.contact_frames) for n, c in actors.items()}
        self._phases: dict[str, list[str]] = {name: [] for name in actors}
        self._filled, self._hash = 0, hashlib.sha256()
        self._schema = _schema(self.channels, self._actors, scenario)
        self._closed = False
        try:
            self._file = (folder / STREAM).open("wb")
            self._writer = pa.ipc.new_stream(self._file, self._schema)
        except OSError as error:
            raise RecordingError(f"{folder}: cannot record: {error}") from error

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the numbers written so far."""
        return self._hash.hexdigest()

    def write(
        self,
        observation: Observation,
        phases: Mapping[str, str],
        balance: Mapping[str, Array],
    ) -> None:
        """Write one row.

        Args:
            observation: At the end of the control period.
            phases: Actor → name of its phase.
            balance: Actor → (7,) CoM, DCM and centre of pressure in world [m];
                floating bases only.

        Raises:
            RecordingError: The disk is full or the folder went away.
        """
        began = time.perf_counter()
        parts: list[Array] = [np.array([observation.time])]
        for name in self._actors:
            seen = observation.actors[name]
            frames = self._frames[name]
            parts.extend(self._actor(seen, frames, balance.get(name)))
            self._phases[name].append(phases[name])
        parts.extend(observation.props[name].pose_in_world for name in self._props)
        np.concatenate(parts, out=self._buffer[self._filled])
        self._filled += 1
        if self._filled == ROWS:
            self._flush()
        self.record_time += time.perf_counter() - began

    def _actor(
        self,
        seen: ActorObservation,
        frames: tuple[str, ...],
        balance: Array | None,
    ) -> list[Array]:
        """Return an actor's part of the row, in the order of `channel_table`."""
        state = seen.state
        parts = [
            state.pose_base_in_world,
            state.twist_base_in_base,
            state.joint_position,
            state.joint_velocity,
            seen.joint_torque,
            seen.joint_wrench.ravel(),
            *(seen.contact_wrench[frame] for frame in frames),
        ]
        if balance is not None:
            parts.append(balance)
        return parts

    def _flush(self) -> None:
        """Write the collected rows as one batch."""
        if self._filled == 0:
            return
        rows = self._buffer[: self._filled]
        columns = np.ascontiguousarray(rows.T)
        arrays = [
            pa.array(column if channel.precise else column.astype(np.float32))
            for channel, column in zip(self.channels, columns, strict=True)
        ]
        for names in self._phases.values():
            arrays.append(pa.array(names).dictionary_encode())
            names.clear()
        self._hash.update(rows.tobytes())
        try:
            self._writer.write_batch(pa.record_batch(arrays, schema=self._schema))
            self._file.flush()
        except OSError as error:
            raise RecordingError(
                f"{self.folder}: cannot go on recording: {error}"
            ) from error
        self.rows += self._filled
        self._filled = 0

    def close(self) -> None:
        """Write what is left and turn the stream into a Parquet file.

        Raises:
            RecordingError: It cannot be written; the stream is kept.
        """
        if self._closed:
            return
        began = time.perf_counter()
        self._closed = True
        try:
            self._flush()
            self._writer.close()
        except OSError as error:
            raise RecordingError(
                f"{self.folder}: the recording's end is lost: {error}"
            ) from error
        finally:
            self._file.close()
        if self.rows:
            to_parquet(self.folder)
        self.record_time += time.perf_counter() - began


def _schema(
    channels: tuple[Channel, ...], actors: Mapping[str, RobotCard], scenario: str
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
    return pa.schema(fields, metadata={"relaywalk": "1", "scenario": scenario})
