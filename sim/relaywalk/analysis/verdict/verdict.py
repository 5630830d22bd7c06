"""The verdict: decided from recorded physics, out of the controller's reach."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from relaywalk.analysis.handover.handover import Handover, handovers
from relaywalk.analysis.handover.holding import longest_hold, touching
from relaywalk.analysis.handover.slip import slip_of
from relaywalk.analysis.kinematics import POSE, tilt
from relaywalk.analysis.verdict.course import Course
from relaywalk.analysis.verdict.criteria import Criteria, Torch, criteria_of
from relaywalk.recording.recording import EVERY, Recording
from relaywalk.robots.card import PropCard, RobotCard

HAND = "right_hand"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the recording shows; units are metres, seconds, radians, newtons.

    Attributes:
        distance: How far the carrier moved along its path while it alone held the
            torch.
        speed: That over its time.
        max_base_tilt: Of the carrier, whole run.
        max_off_path: Of the carrier from its path, while carrying.
        path_length: Of the path that the carrier was asked to walk.
        torch: What was carried; the first prop.
        handovers: In time order.
        shortcomings: What falls short of the criteria, one sentence each.
    """

    distance: float
    speed: float
    max_base_tilt: float
    max_off_path: float
    path_length: float
    torch: Torch
    handovers: tuple[Handover, ...]
    shortcomings: tuple[str, ...] = ()


def judge(
    recording: Recording,
    cards: Mapping[str, RobotCard],
    props: Mapping[str, PropCard],
    course: Course,
    criteria: Criteria,
) -> Verdict:
    """Return what a recording shows of a carrier, against criteria.

    Args:
        recording: Of the run.
        cards: Actor → card.
        props: Prop → card; the first is the torch.
        course: Who carries, and where.
        criteria: Of the scenario.
    """
    verdict = _seen(recording, cards, props, course)
    lines = criteria_of(verdict, criteria, carries=bool(props))
    short = tuple(line.shortcoming for line in lines if not line.holds)
    return replace(verdict, shortcomings=short)


def _seen(
    recording: Recording,
    cards: Mapping[str, RobotCard],
    props: Mapping[str, PropCard],
    course: Course,
) -> Verdict:
    """Return what a recording shows of a carrier."""
    carrier, length = course.carrier, course.path.length
    base_tilt = _largest_tilt(recording, f"{carrier}.base")
    if not props:
        none = Torch(0.0, False, 0.0, 0.0)
        return Verdict(0.0, 0.0, base_tilt, 0.0, length, none, ())
    prop, card = next(iter(props.items()))
    touch = touching(recording, cards)
    hold = longest_hold(touch, carrier, HAND)
    exchanges = handovers(recording, touch, cards)
    if hold is None:
        never = Torch(card.mass, False, 0.0, 0.0)
        return Verdict(0.0, 0.0, base_tilt, 0.0, length, never, exchanges)
    rows = slice(hold.first, hold.last + 1)
    time = recording.time
    axes = [f"{carrier}.base.{axis}" for axis in POSE[:2]]
    base = recording.matrix(axes, slice(hold.last + 1))
    trace = course.trace(base, float(time[0]))
    distance = float(trace.along[hold.last] - trace.along[hold.first])
    return Verdict(
        distance=distance,
        speed=distance / max(float(time[hold.last] - time[hold.first]), 1e-9),
        max_base_tilt=base_tilt,
        max_off_path=float(trace.off[rows].max()),
        path_length=length,
        torch=Torch(
            mass=card.mass,
            held=_lowest(recording, course, prop, rows) > 0.0,
            max_slip=slip_of(recording, cards[carrier], prop, hold).largest,
            max_tilt=_largest_tilt(recording, prop, rows),
        ),
        handovers=exchanges,
    )


def _largest_tilt(recording: Recording, what: str, rows: slice = EVERY) -> float:
    """Return how far a body leaned at most in some rows [rad]."""
    names = [f"{what}.{axis}" for axis in POSE[3:]]
    blocks = recording.blocks(names, rows)
    return float(np.max([tilt(block).max() for _, block in blocks]))


def _lowest(recording: Recording, course: Course, prop: str, rows: slice) -> float:
    """Return the least height of a prop above the ground in some rows [m]."""
    blocks = recording.blocks([f"{prop}.{axis}" for axis in POSE[:3]], rows)
    return float(np.min([course.clearance(block).min() for _, block in blocks]))
