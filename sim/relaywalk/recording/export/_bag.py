"""A file of ROS 2 messages: MCAP, messages by `rosbags`."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from relaywalk.recording.export import library
from relaywalk.recording.export._mcap_file import (
    MESSAGE_HEAD,
    McapFile,
    Messages,
    message_head,
)
from relaywalk.types import Array

# kept for who subscribes late: history keep last, reliable, transient local
# (rmw/types.h of ROS 2 Humble; the form of rosbag2's metadata, version 8)
LATCHED = """\
- {history: 1, depth: 1, reliability: 1, durability: 1, liveliness: 1,
   deadline: {sec: 9223372036, nsec: 854775807},
   lifespan: {sec: 9223372036, nsec: 854775807},
   liveliness_lease_duration: {sec: 9223372036, nsec: 854775807},
   avoid_ros_namespace_conventions: false}
"""
SECOND = 10**9  # [ns]
CHUNK = 2**20  # of messages that are packed together [byte]
# a stamp that no message has otherwise, by which the place of stamps is found
MARK = (0x5AC3F00D, 0x2B1E55ED)


class Topic(NamedTuple):
    """A topic whose messages differ in their stamps and numbers alone.

    Attributes:
        channel: Its number.
        message: Numbers (n,) and stamp → message.
        numbers: n.
    """

    channel: int
    message: Callable[[Sequence[float], Any], object]
    numbers: int


class Pattern(NamedTuple):
    """A message in CDR, and where in it stamps and numbers stand [byte].

    Attributes:
        encoded: The message.
        stamps: Where each begins: seconds and nanoseconds, four bytes each.
        numbers: (n,) where each begins: double precision.
    """

    encoded: bytes
    stamps: tuple[int, ...]
    numbers: NDArray[np.intp]


class Bag:
    """Writes messages; used in a `with` block.

    Attributes:
        types: Name → class of a message.
    """

    def __init__(self, path: Path, scenario: str) -> None:
        """Open the file.

        Args:
            path: Of the file.
            scenario: Kept in the file's metadata.

        Raises:
            MissingDependency: `mcap` or `rosbags` is not installed.
        """
        typesys = library("rosbags.typesys")
        self._store = typesys.get_typestore(typesys.Stores.ROS2_HUMBLE)
        self.types: Mapping[str, Any] = self._store.types
        self._kinds: dict[int, str] = {}  # channel → type of its messages
        self._schemas: dict[str, int] = {}
        library("mcap.records")  # before there is a file
        self._file = path.open("wb")
        self._mcap = McapFile(self._file, "ros2")
        self._mcap.metadata("relaywalk", {"scenario": scenario})

    def topic(self, name: str, kind: str, meaning: str, latched: bool = False) -> int:
        """Declare a topic and return its channel.

        Args:
            name: Such as "/joint_states".
            kind: Of its messages, such as "sensor_msgs/msg/JointState".
            meaning: Kept in the channel's metadata.
            latched: Whether who subscribes late gets the last message.
        """
        if kind not in self._schemas:
            text, _ = self._store.generate_msgdef(kind, ros_version=2)
            self._schemas[kind] = self._mcap.schema(kind, "ros2msg", text)
        metadata = {"meaning": meaning}
        if latched:
            metadata["offered_qos_profiles"] = LATCHED
        channel = self._mcap.channel(name, self._schemas[kind], metadata)
        self._kinds[channel] = kind
        return channel

    def write(self, channel: int, message: object, time: int) -> None:
        """Write one message.

        Args:
            channel: Of its topic.
            message: Of the topic's type.
            time: Simulated [ns].
        """
        encoded = self._encoded(channel, message)
        pattern = Pattern(encoded, (), np.empty(0, dtype=np.intp))
        rows = Rows([(channel, pattern)])
        times = np.array([time], dtype=np.uint64)
        self._mcap.chunk(rows.messages(times, [np.empty((1, 0))]))

    def rows(self, topics: Sequence[Topic]) -> "Rows":
        """Return what makes rows of messages, one of each topic."""
        return Rows([(topic.channel, self._pattern(topic)) for topic in topics])

    def write_rows(
        self, rows: "Rows", times: NDArray[np.uint64], tables: Sequence[Array]
    ) -> None:
        """Write a message of every topic for each of some times, time after time.

        Args:
            rows: From `rows`.
            times: (k,) simulated [ns].
            tables: Numbers (k, n) of each topic.
        """
        step = max(CHUNK // rows.size, 1)
        for first in range(0, len(times), step):
            part = slice(first, first + step)
            found = rows.messages(times[part], [table[part] for table in tables])
            self._mcap.chunk(found)

    def _pattern(self, topic: Topic) -> Pattern:
        """Return the pattern of a topic's messages, found by numbers like no other."""
        marks = 1.0 + np.arange(1, topic.numbers + 1) / 3.0**20
        stamp = self.types["builtin_interfaces/msg/Time"](*MARK)
        encoded = self._encoded(topic.channel, topic.message(marks.tolist(), stamp))
        numbers = [encoded.index(mark.tobytes()) for mark in marks.astype("<f8")]
        mark = np.array(MARK, dtype="<u4").tobytes()
        stamps = tuple(_places(encoded, mark))
        return Pattern(encoded, stamps, np.array(numbers, dtype=np.intp))

    def _encoded(self, channel: int, message: object) -> bytes:
        """Return a message of a topic's type in CDR, little end first."""
        kind = self._kinds[channel]
        return bytes(self._store.serialize_cdr(message, kind, little_endian=True))

    def __enter__(self) -> "Bag":
        """Return the bag."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the file; its index is written if all went well."""
        try:
            if error is None:
                self._mcap.finish()
        finally:
            self._file.close()


class Rows:
    """Messages of several topics side by side, as bytes; filled for many rows at once.

    Attributes:
        size: Of a row [byte].
    """

    def __init__(self, patterns: Sequence[tuple[int, Pattern]]) -> None:
        """Lay the messages out.

        Args:
            patterns: Channel and message of each topic.
        """
        template, starts = b"", []
        self._stamps: list[int] = []  # where in the row each begins [byte]
        self._numbers: list[list[tuple[int, slice]]] = []  # of each topic
        for channel, pattern in patterns:
            starts.append(len(template))
            template += message_head(channel, len(pattern.encoded))
            begin = len(template)
            self._stamps += [begin + place for place in pattern.stamps]
            self._numbers.append(list(_runs(begin + pattern.numbers)))
            template += pattern.encoded
        self.size = len(template)
        self._template = np.frombuffer(template, dtype=np.uint8)
        self._starts = np.array(starts, dtype=np.uint64)
        self._channels = np.array([c for c, _ in patterns], dtype=np.uint16)

    def messages(self, times: NDArray[np.uint64], tables: Sequence[Array]) -> Messages:
        """Return the messages of some rows.

        Args:
            times: (k,) simulated [ns].
            tables: Numbers (k, n) of each topic.
        """
        count = len(times)
        rows = np.tile(self._template, (count, 1))
        clock = np.column_stack((times, times)).astype("<u8")
        head = MESSAGE_HEAD.fields["log_time"][1]  # type: ignore[index]
        for start in self._starts.tolist():
            _put(rows, start + head, clock)
        stamp = np.column_stack(np.divmod(times, np.uint64(SECOND))).astype("<u4")
        for place in self._stamps:
            _put(rows, place, stamp)
        for runs, table in zip(self._numbers, tables, strict=True):
            for place, columns in runs:
                _put(rows, place, table[:, columns].astype("<f8"))
        begin = self.size * np.arange(count, dtype=np.uint64)
        places = self._starts[:, None] + begin
        return Messages(rows.tobytes(), self._channels, times, places)


def _put(rows: NDArray[np.uint8], place: int, numbers: NDArray[Any]) -> None:
    """Write numbers (k, m) into rows of bytes (k, size), from a place on."""
    raw = np.ascontiguousarray(numbers).view(np.uint8)
    rows[:, place : place + raw.shape[1]] = raw


def _runs(places: NDArray[np.intp]) -> "list[tuple[int, slice]]":
    """Return where numbers begin that stand side by side, and which they are."""
    if len(places) == 0:
        return []
    cuts = np.flatnonzero(np.diff(places) != np.dtype("f8").itemsize) + 1
    firsts, lasts = [0, *cuts.tolist()], [*cuts.tolist(), len(places)]
    return [
        (int(places[first]), slice(first, last))
        for first, last in zip(firsts, lasts, strict=True)
    ]


def _places(text: bytes, part: bytes) -> list[int]:
    """Return where a part stands in a text, every time."""
    found, place = [], text.find(part)
    while place >= 0:
        found.append(place)
        place = text.find(part, place + len(part))
    return found
