"""Times of a run that can be compared with another run's: walking, standing still."""

from typing import NamedTuple

from relaywalk.analysis.gait.gait import Gait
from relaywalk.errors import RecordingError
from relaywalk.recording.recording import Recording
from relaywalk.robots.card import RobotCard

STILL = 0.5  # of standing, at the end of a phase [s]


class Window(NamedTuple):
    """A time of a run: what the body does in it, start and end [s]."""

    name: str
    start: float
    end: float


def walking(recording: Recording, card: RobotCard, actor: str, phase: str) -> Window:
    """Return the steady walking of a phase: whole strides of the first foot.

    Args:
        recording: Of a run.
        card: Of the actor, which has feet.
        actor: Who walks.
        phase: In which.

    Raises:
        RecordingError: There is no such phase, or no steady stride in it.
    """
    times = phase_times(recording, actor, phase)
    foot = next(iter(card.feet))
    strides = Gait.of(recording, card, actor).of_foot(foot, *times)
    if not strides:
        raise RecordingError(
            f"{recording.path}: {actor}.{phase} has no steady stride: a longer way"
        )
    return Window("walking", strides[0].start, strides[-1].end)


def standing(recording: Recording, actor: str, phase: str) -> Window:
    """Return the last `STILL` seconds of a phase, in which the body stands.

    Args:
        recording: Of a run.
        actor: Who stands.
        phase: In which.

    Raises:
        RecordingError: There is no such phase.
    """
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
