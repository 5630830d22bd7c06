"""An MCAP file whose messages are written a chunk at a time.

The library's own writer takes a call for each message: of a recording there are
millions. Its records are used for all but messages and their index, which are arrays
here. The format: https://mcap.dev/spec.
"""

import zlib
from collections import Counter
from collections.abc import Mapping
from typing import Any, BinaryIO, NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from relaywalk.recording.export import library

MAGIC = b"\x89MCAP0\r\n"
MESSAGE, MESSAGE_INDEX = 0x05, 0x07  # opcodes
COMPRESSION, LEVEL = "zstd", 1  # 3 takes twice as long for a tenth less
# what comes before a message's own bytes; its length counts from the channel on
MESSAGE_HEAD = np.dtype(
    [
        ("opcode", "u1"),
        ("length", "<u8"),
        ("channel", "<u2"),
        ("sequence", "<u4"),
        ("log_time", "<u8"),
        ("publish_time", "<u8"),
    ]
)
UNCOUNTED = 9  # opcode and length of a record [byte]


class Messages(NamedTuple):
    """Messages of several channels, each of which has one at each of some times.

    Attributes:
        data: Their records, one after another.
        channels: (c,) of which there are messages.
        times: (k,) of each channel's messages [ns].
        places: (c, k) where each begins in the data [byte].
    """

    data: bytes
    channels: NDArray[np.uint16]
    times: NDArray[np.uint64]
    places: NDArray[np.uint64]


def message_head(channel: int, size: int) -> bytes:
    """Return what comes before a message of a channel, its times still zero.

    Args:
        channel: Its number.
        size: Of the message's own bytes.
    """
    head = np.zeros(1, MESSAGE_HEAD)
    head["opcode"], head["channel"] = MESSAGE, channel
    head["length"] = MESSAGE_HEAD.itemsize - UNCOUNTED + size
    return head.tobytes()


class McapFile:
    """Writes schemas and channels, then chunks of messages, then the index."""

    def __init__(self, file: BinaryIO, profile: str) -> None:
        """Begin the file.

        Args:
            file: To write to.
            profile: Of the messages, such as "ros2".

        Raises:
            MissingDependency: `mcap` is not installed.
        """
        self._file = file
        self._records: Any = library("mcap.records")
        self._new_builder: Any = library("mcap.data_stream").RecordBuilder
        self._opcode: Any = library("mcap.opcode").Opcode
        self._schemas: list[Any] = []
        self._channels: list[Any] = []
        self._chunks: list[Any] = []
        self._metadata: list[Any] = []
        self._counts: Counter[int] = Counter()
        self._spans: list[tuple[int, int]] = []  # first and last time of chunks [ns]
        self._declared: Any = self._new_builder()  # that is in no chunk yet
        file.write(MAGIC)
        self._write(self._records.Header(profile, "relaywalk"))

    def metadata(self, name: str, entries: Mapping[str, str]) -> None:
        """Write entries that belong to the whole file."""
        offset = self._file.tell()
        length = self._write(self._records.Metadata(name, dict(entries)))
        self._metadata.append(self._records.MetadataIndex(offset, length, name))

    def schema(self, name: str, encoding: str, text: str) -> int:
        """Declare what a kind of message looks like; return its number."""
        number = len(self._schemas) + 1
        kind = self._records.Schema
        self._schemas.append(kind(number, text.encode(), encoding, name))
        self._schemas[-1].write(self._declared)
        return number

    def channel(self, topic: str, schema: int, metadata: Mapping[str, str]) -> int:
        """Declare a topic of messages in CDR; return its channel's number."""
        number = len(self._channels) + 1
        entries = {"message_encoding": "cdr", "metadata": dict(metadata)}
        kind = self._records.Channel
        self._channels.append(kind(id=number, topic=topic, schema_id=schema, **entries))
        self._channels[-1].write(self._declared)
        return number

    def chunk(self, messages: Messages) -> None:
        """Write some messages of channels declared so far."""
        declared = self._declared.end()
        data = declared + messages.data
        first, last = int(messages.times.min()), int(messages.times.max())
        packed = pa.Codec(COMPRESSION, LEVEL).compress(data, asbytes=True)
        offset = self._file.tell()
        length = self._write(
            self._records.Chunk(
                compression=COMPRESSION,
                data=packed,
                message_start_time=first,
                message_end_time=last,
                uncompressed_crc=zlib.crc32(data),
                uncompressed_size=len(data),
            )
        )
        begin = self._file.tell()
        index = _message_index(messages, len(declared))
        self._file.write(index.tobytes())
        places = begin + index.itemsize * np.arange(len(index))
        self._chunks.append(
            self._records.ChunkIndex(
                chunk_length=length,
                chunk_start_offset=offset,
                compression=COMPRESSION,
                compressed_size=len(packed),
                message_end_time=last,
                message_index_length=index.nbytes,
                message_index_offsets=dict(
                    zip(messages.channels.tolist(), places.tolist(), strict=True)
                ),
                message_start_time=first,
                uncompressed_size=len(data),
            )
        )
        count = len(messages.times)
        self._counts.update(dict.fromkeys(messages.channels.tolist(), count))
        self._spans.append((first, last))

    def finish(self) -> None:
        """Write the index."""
        self._write(self._records.DataEnd(0))
        start, builder, groups = self._file.tell(), self._new_builder(), []
        for opcode, records in self._summary().items():
            begin = builder.count
            for record in records:
                record.write(builder)
            if builder.count > begin:
                place = start + begin, builder.count - begin
                groups.append(self._records.SummaryOffset(opcode, *place))
        offsets = start + builder.count
        for group in groups:
            group.write(builder)
        summary = builder.end()
        self._file.write(summary)
        footer = self._new_builder()
        self._records.Footer(start, offsets, 0).write(footer)
        end = footer.end()
        crc = zlib.crc32(end[:-4], zlib.crc32(summary))
        self._file.write(end[:-4] + crc.to_bytes(4, "little") + MAGIC)

    def _summary(self) -> dict[int, list[Any]]:
        """Return opcode → records that stand after all messages."""
        opcode, spans = self._opcode, self._spans or [(0, 0)]
        statistics = self._records.Statistics(
            attachment_count=0,
            channel_count=len(self._channels),
            channel_message_counts=dict(self._counts),
            chunk_count=len(self._chunks),
            message_count=self._counts.total(),
            message_end_time=max(last for _, last in spans),
            message_start_time=min(first for first, _ in spans),
            metadata_count=len(self._metadata),
            schema_count=len(self._schemas),
        )
        return {
            opcode.SCHEMA: self._schemas,
            opcode.CHANNEL: self._channels,
            opcode.STATISTICS: [statistics],
            opcode.CHUNK_INDEX: self._chunks,
            opcode.METADATA_INDEX: self._metadata,
        }

    def _write(self, record: Any) -> int:  # noqa: ANN401
        """Write a record; return its length [byte]."""
        builder = self._new_builder()
        record.write(builder)
        data = builder.end()
        self._file.write(data)
        return len(data)


def _message_index(messages: Messages, before: int) -> NDArray[np.void]:
    """Return one record a channel (c,): times and places of its messages.

    Args:
        messages: Of a chunk.
        before: What comes before them in the chunk [byte].
    """
    channels, count = messages.places.shape
    kind = np.dtype(
        [
            ("opcode", "u1"),
            ("length", "<u8"),
            ("channel", "<u2"),
            ("size", "<u4"),
            ("entries", "<u8", (count, 2)),
        ]
    )
    index = np.zeros(channels, kind)
    index["opcode"], index["length"] = MESSAGE_INDEX, kind.itemsize - UNCOUNTED
    index["channel"], index["size"] = messages.channels, 16 * count
    index["entries"][:, :, 0] = messages.times
    index["entries"][:, :, 1] = messages.places + np.uint64(before)
    return index
