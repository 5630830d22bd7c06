"""A file of ROS 2 messages: MCAP by `mcap`, messages by `rosbags`."""

import struct
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

from relaywalk.recording.export import library

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


class Pattern:
    """A message of which only the stamp and the numbers at its end change.

    Encoding it anew for every row would take most of an export's time. In CDR the
    header's stamp follows the four bytes that say how the rest is encoded.
    """

    def __init__(self, encoded: bytes, numbers: int) -> None:
        """Keep one message.

        Args:
            encoded: It begins with a header and ends with the numbers.
            numbers: How many, of double precision.
        """
        self._buffer = bytearray(encoded)
        self._stamp, self._numbers = struct.Struct("<iI"), struct.Struct(f"<{numbers}d")
        self._end = len(encoded) - self._numbers.size

    def encoded(self, values: Sequence[float], time: int) -> bytes:
        """Return the message with other numbers at another time [ns]."""
        self._stamp.pack_into(self._buffer, 4, *divmod(time, SECOND))
        self._numbers.pack_into(self._buffer, self._end, *values)
        return bytes(self._buffer)


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
        typesys, mcap = library("rosbags.typesys"), library("mcap.writer")
        self._store = typesys.get_typestore(typesys.Stores.ROS2_HUMBLE)
        self.types: Mapping[str, Any] = self._store.types
        self._kinds: dict[int, str] = {}  # channel → type of its messages
        self._schemas: dict[str, int] = {}
        self._file = path.open("wb")
        self._writer = mcap.Writer(self._file)
        self._writer.start(profile="ros2", library="relaywalk")
        self._writer.add_metadata("relaywalk", {"scenario": scenario})

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
            self._schemas[kind] = self._writer.register_schema(
                name=kind, encoding="ros2msg", data=text.encode()
            )
        metadata = {"meaning": meaning}
        if latched:
            metadata["offered_qos_profiles"] = LATCHED
        channel: int = self._writer.register_channel(
            topic=name,
            message_encoding="cdr",
            schema_id=self._schemas[kind],
            metadata=metadata,
        )
        self._kinds[channel] = kind
        return channel

    def stamp(self, time: int) -> Any:  # noqa: ANN401
        """Return the stamp of a time [ns]."""
        return self.types["builtin_interfaces/msg/Time"](*divmod(time, SECOND))

    def encoded(self, channel: int, message: object) -> bytes:
        """Return a message of a topic's type in CDR, little end first."""
        kind = self._kinds[channel]
        return bytes(self._store.serialize_cdr(message, kind, little_endian=True))

    def write(self, channel: int, encoded: bytes, time: int) -> None:
        """Write a message.

        Args:
            channel: Of its topic.
            encoded: In CDR.
            time: Simulated [ns].
        """
        self._writer.add_message(channel, time, encoded, time)

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
                self._writer.finish()
        finally:
            self._file.close()
