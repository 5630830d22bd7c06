"""Times of a run that can be compared with another run's: walking, standing still."""

from typing import NamedTuple

import numpy as np

from relaywalk.analysis.holding import stretches
from relaywalk.errors import RecordingError
from relaywalk.recording.recording import Recording
from relaywalk.types import Array

LOADED = 15.0  # vertical force from which a foot is on the ground [N]
SHORTEST_SWING = 0.15  # a shorter time in the air is a bounce [s]
LEFT_OUT = 2  # strides at each end of the walk, in which it starts and stops
STILL = 0.5  # of standing, at the end of a phase [s]


class Window(NamedTuple):
    """A time of a run: what the body does in it, start and end [s]."""

    name: str
    start: float
    end: float


def touchdowns(
    recording: Recording, actor: str, foot: str, start: float, end: float
) -> Array:
    """Return when a foot lands after a swing (k,) [s].

    Args:
        recording: Of a run.
        actor: Whose foot.
        foot: "left_foot" or "right_foot".
        start: First time looked at [s].
        end: Last time looked at [s].
    """
    time = recording.time
    airborne = recording[f"{actor}.{foot}.contact.fz"] < LOADED
    landed = [
        time[last + 1]
        for first, last in stretches(airborne)
        if last + 1 < len(time) and time[last] - time[first] >= SHORTEST_SWING
    ]
    return np.array([t for t in landed if start <= t <= end])


def walking(recording: Recording, actor: str, phase: str) -> Window:
    """Return the steady part of a walk: whole strides of the left foot.

    It begins at the third touchdown and ends at the third last, so that the start,
    the stop and parts of strides do not count.

    Raises:
        RecordingError: The walk is too short for that.
    """
    begin, end = phase_times(recording, actor, phase)
    times = touchdowns(recording, actor, "left_foot", begin, end)
    if len(times) < 2 * LEFT_OUT + 2:
        raise RecordingError(
            f"{recording.path}: {actor}.{phase} has {len(times)} strides; steady "
            f"walking needs {2 * LEFT_OUT + 2}: a longer way"
        )
    return Window("walking", float(times[LEFT_OUT]), float(times[-1 - LEFT_OUT]))


def standing(recording: Recording, actor: str, phase: str) -> Window:
    """Return the last `STILL` seconds of a phase, in which the body stands."""
    begin, end = phase_times(recording, actor, phase)
    return Window("standing", max(end - STILL, begin), end)


def phase_times(recording: Recording, actor: str, phase: str) -> tuple[float, float]:
    """Return start and end of an actor's longest phase of a name [s].

    Raises:
        RecordingError: The actor has no such phase; lists those it has.
    """
    phases = recording.phases(actor)
    found = [(start, end) for name, start, end in phases if name == phase]
    if not found:
        there = ", ".join(dict.fromkeys(name for name, _, _ in phases)) or "none"
        raise RecordingError(
            f"{recording.path}: {actor} has no phase '{phase}'; there are: {there}"
        )
    return max(found, key=lambda times: times[1] - times[0])
