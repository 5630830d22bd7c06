"""What a recording shows of one carrier: how far it carried what, and how."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from relaywalk.analysis.handover.holding import Holding, Touch, longest_hold
from relaywalk.analysis.handover.slip import slip_of
from relaywalk.analysis.kinematics import POSE, tilt
from relaywalk.analysis.verdict.course import Course
from relaywalk.recording.recording import EVERY, Recording
from relaywalk.robots.card import RobotCard


@dataclass(frozen=True, slots=True)
class Carrier:
    """One carrier, as it was seen; zeros of what it did not hold.

    Attributes:
        actor: Its name.
        hand, prop: What it alone held longest, and in which hand; empty if nothing.
        distance: How far it moved along its path meanwhile [m].
        time: How long that was [s].
        speed: The distance over the time [m/s].
        path_length: Of the path that it was asked to walk [m].
        max_base_tilt: Over the whole run [rad].
        max_off_path: From its path, while it held the prop [m].
        held: Whether it held a prop, off the ground all the while.
        max_slip: Largest change of the prop's pose in the hand, as a distance at the
            grip [m].
        max_torch_tilt: Of the prop, while it held it [rad].
    """

    actor: str
    hand: str = ""
    prop: str = ""
    distance: float = 0.0
    time: float = 0.0
    speed: float = 0.0
    path_length: float = 0.0
    max_base_tilt: float = 0.0
    max_off_path: float = 0.0
    held: bool = False
    max_slip: float = 0.0
    max_torch_tilt: float = 0.0


def speed(distance: float, time: float) -> float:
    """Return the speed over a distance [m] in a time [s]; 0 where nothing was held."""
    return distance / max(time, 1e-9)


def carrier_of(
    recording: Recording, cards: Mapping[str, RobotCard], touch: Touch, course: Course
) -> Carrier:
    """Return what a recording shows of a carrier.

    Args:
        recording: Of the run.
        cards: Actor → card.
        touch: Of all hands and props.
        course: Who carries, and where.
    """
    actor, length = course.carrier, course.path.length
    base_tilt = _largest_tilt(recording, f"{actor}.base")
    hold = longest_hold(touch, actor)
    if hold is None:
        return Carrier(actor, path_length=length, max_base_tilt=base_tilt)
    rows, time = slice(hold.first, hold.last + 1), recording.time
    axes = [f"{actor}.base.{axis}" for axis in POSE[:2]]
    base = recording.matrix(axes, slice(hold.last + 1))
    trace = course.trace(base, float(time[0]))
    distance = float(trace.along[hold.last] - trace.along[hold.first])
    duration = float(time[hold.last] - time[hold.first])
    return Carrier(
        actor=actor,
        hand=hold.hand,
        prop=hold.prop,
        distance=distance,
        time=duration,
        speed=speed(distance, duration),
        path_length=length,
        max_base_tilt=base_tilt,
        max_off_path=float(trace.off[rows].max()),
        held=_lowest(recording, course, hold) > 0.0,
        max_slip=slip_of(recording, cards[actor], hold).largest,
        max_torch_tilt=_largest_tilt(recording, hold.prop, rows),
    )


def _largest_tilt(recording: Recording, what: str, rows: slice = EVERY) -> float:
    """Return how far a body leaned at most in some rows [rad]."""
    names = [f"{what}.{axis}" for axis in POSE[3:]]
    blocks = recording.blocks(names, rows)
    return float(np.max([tilt(block).max() for _, block in blocks]))


def _lowest(recording: Recording, course: Course, hold: Holding) -> float:
    """Return the least height of what is held above the ground [m]."""
    names = [f"{hold.prop}.{axis}" for axis in POSE[:3]]
    blocks = recording.blocks(names, slice(hold.first, hold.last + 1))
    return float(np.min([course.clearance(block).min() for _, block in blocks]))
