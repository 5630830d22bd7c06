"""Frames: where everything is at one moment, of a run under way or of a recording."""

from collections import deque
from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol

import numpy as np

from relaywalk.recording.row_block import RowBlock
from relaywalk.types import ActorSignals, Array, Observation

Columns = Mapping[str, int]  # channel → its place in a row


class BodyPose(NamedTuple):
    """Where an actor is.

    Attributes:
        base: (7,) pose of its base in world, [m] and quaternion xyzw.
        joints: (n,) positions, card order [rad].
    """

    base: Array
    joints: Array


class Frame(NamedTuple):
    """One moment.

    Attributes:
        time: [s].
        bodies: Actor → where it is.
        props: Prop or loose object → (7,) pose in world, [m] and quaternion xyzw.
        row: (channels,) what is recorded of it.
        columns: Of the row.
    """

    time: float
    bodies: Mapping[str, BodyPose]
    props: Mapping[str, Array]
    row: Array
    columns: Columns


def observed(
    rows: RowBlock,
    columns: Columns,
    observation: Observation,
    signals: Mapping[str, ActorSignals],
) -> Frame:
    """Return the frame of a control period.

    Args:
        rows: Room for one row of what is recorded, empty before and after.
        columns: Of the row.
        observation: At the period's beginning.
        signals: Actor → what it tells of itself.
    """
    states = {name: observation.actors[name].state for name in rows.scene.actors}
    rows.add(observation, signals)
    row = rows.rows()[0].copy()
    rows.clear()
    return Frame(
        observation.time,
        {
            n: BodyPose(s.pose_base_in_world, s.joint_position)
            for n, s in states.items()
        },
        {name: observation.props[name].pose_in_world for name in rows.scene.moved},
        row,
        columns,
    )


class Past(Protocol):
    """What was before the frame that is shown."""

    def series(self, channels: Sequence[str]) -> tuple[Array, ...]:
        """Return times (k,) [s] and, channel by channel, values (k,)."""


class Seen:
    """The frames of the last seconds of a run under way."""

    def __init__(self, frames: int) -> None:
        """Have seen nothing; keep so many frames."""
        self._frames = deque[Frame](maxlen=frames)

    def add(self, frame: Frame) -> None:
        """Keep a frame."""
        self._frames.append(frame)

    def series(self, channels: Sequence[str]) -> tuple[Array, ...]:
        """Return times (k,) [s] and values (k,); not a number where there is none."""
        kept = list(self._frames)
        times = np.array([frame.time for frame in kept])
        return times, *(
            np.array([_value(frame, channel) for frame in kept]) for channel in channels
        )


def _value(frame: Frame, channel: str) -> float:
    """Return the value of a channel."""
    column = frame.columns.get(channel)
    return np.nan if column is None else float(frame.row[column])
