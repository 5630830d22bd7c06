"""Which channels of a recording a replay has, how often and how finely."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from relaywalk.recording.channels import POSE, WRENCH
from relaywalk.recording.recording import Recording
from relaywalk.robots.card import RobotCard
from relaywalk.types import Array
from relaywalk.view.replay.tracks import Tracks, encoded

RATE = 50.0  # samples of a replay [1/s]
MOST = 16_000  # samples: of more than 320 s they are fewer a second, lest a page burst
TIME = 1e-5  # resolutions: of the time [s],
ANGLE = 5e-5  # of a joint's position [rad],
PLACE = 5e-5  # of a pose and of points in world [m], [-]
LOAD_STEPS = 8192  # of torque and velocity, from the least to the greatest [-]
AT_ONCE = 64  # channels held in memory
WRENCH_STEPS = 4096  # of forces and moments, likewise [-]
POINTS = ("com.x", "com.y", "com.z", "dcm.x", "dcm.y", "cop.x", "cop.y")


class Wanted(NamedTuple):
    """A channel, and how fine it must be.

    Attributes:
        name: Of the channel.
        resolution: Absolute [unit]; 0 where only `steps` counts.
        steps: Resolutions from the least value to the greatest [-].
    """

    name: str
    resolution: float
    steps: int = 1


def sampled_rows(recording: Recording) -> NDArray[np.intp]:
    """Return the rows (k,) of a recording that a replay has, first and last among them.

    They are rows as recorded: what the page shows at a sample is what was measured.
    """
    time = recording.time
    if len(time) < 2:
        return np.arange(len(time))
    period = float(np.median(np.diff(time)))
    every = max(1, round(1.0 / (RATE * period)), -(-len(time) // MOST))
    rows = np.arange(0, len(time), every)
    return rows if rows[-1] == len(time) - 1 else np.append(rows, len(time) - 1)


def motion(cards: dict[str, RobotCard], moved: Iterable[str]) -> Iterator[Wanted]:
    """Yield the channels that say where everything is.

    Args:
        cards: Actor → card.
        moved: Props and loose objects.
    """
    yield Wanted("time", TIME)
    for actor, card in cards.items():
        yield from (Wanted(f"{actor}.base.{axis}", PLACE) for axis, _ in POSE)
        for joint in card.joints:
            yield Wanted(f"{actor}.{joint}.position", ANGLE)
    for name in moved:
        yield from (Wanted(f"{name}.{axis}", PLACE) for axis, _ in POSE)


def torques(cards: dict[str, RobotCard]) -> Iterator[Wanted]:
    """Yield what the actuators did."""
    for actor, card in cards.items():
        for joint in card.joints:
            for kind in ("velocity", "torque"):
                yield Wanted(f"{actor}.{joint}.{kind}", 0.0, LOAD_STEPS)


def wrenches(cards: dict[str, RobotCard]) -> Iterator[Wanted]:
    """Yield reactions, contacts, and the points on and over the ground."""
    for actor, card in cards.items():
        names = [*card.joints, *(f"{name}.contact" for name in card.contact_frames)]
        for name in names:
            for axis, _ in WRENCH:
                yield Wanted(f"{actor}.{name}.{axis}", 0.0, WRENCH_STEPS)
        yield from (Wanted(f"{actor}.{point}", PLACE) for point in POINTS)


def sampled(
    recording: Recording, rows: NDArray[np.intp], wanted: Iterable[Wanted]
) -> Tracks:
    """Return those of some channels that the recording has.

    Args:
        recording: Of a run.
        rows: (k,) to take.
        wanted: Channels; each once.
    """
    there = [channel for channel in wanted if channel.name in recording.channels]
    some = range(0, len(there), AT_ONCE)  # of a long run, all would fill the memory
    parts = [_encoded(recording, rows, there[i : i + AT_ONCE]) for i in some]
    tracks = [track for part in parts for track in part.tracks]
    return Tracks(tracks, b"".join(part.data for part in parts))


def _encoded(
    recording: Recording, rows: NDArray[np.intp], wanted: list[Wanted]
) -> Tracks:
    """Return some channels as tracks."""
    names = [channel.name for channel in wanted]
    values = recording.matrix(names, rows)
    units = [recording.channels[name].unit for name in names]
    return encoded(names, units, values, _resolution(wanted, values))


def _resolution(wanted: list[Wanted], values: Array) -> Array:
    """Return the resolution (n,) of each channel."""
    known = np.where(np.isfinite(values), values, 0.0)
    spans = np.ptp(known, axis=0)
    return np.array(
        [w.resolution or s / w.steps for w, s in zip(wanted, spans, strict=True)]
    )
