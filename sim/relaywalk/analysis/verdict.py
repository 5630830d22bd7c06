"""The verdict: decided from recorded physics, out of the controller's reach."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from relaywalk.analysis.handover import Handover, handovers
from relaywalk.analysis.holding import longest_hold, touching
from relaywalk.analysis.kinematics import pose_of, tilt
from relaywalk.analysis.slip import slip_of
from relaywalk.recording.recording import Recording
from relaywalk.robots.card import PropCard, RobotCard

HAND = "right_hand"


@dataclass(frozen=True, slots=True)
class Criteria:
    """What a run must show; names and units as in a scenario's `success` block."""

    distance: float
    max_base_tilt: float
    max_slip: float
    max_torch_tilt: float
    max_off_line: float
    max_contact_force: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the recording shows; units are metres, seconds, radians, newtons.

    Attributes:
        distance: The carrier's way along x while it alone held the torch.
        speed: That over its time.
        max_base_tilt: Of the carrier, whole run.
        max_off_line: Of the carrier from the line it started on, while carrying.
        held: Whether the carrier's right hand alone held the torch on the way, off
            the ground.
        max_slip: Largest change of the torch's pose in the hand, as a distance at
            the grip.
        max_torch_tilt: While carried.
        handovers: In time order.
        shortcomings: What falls short of the criteria, one sentence each.
    """

    distance: float
    speed: float
    max_base_tilt: float
    max_off_line: float
    held: bool
    max_slip: float
    max_torch_tilt: float
    handovers: tuple[Handover, ...]
    shortcomings: tuple[str, ...]


def judge(
    recording: Recording,
    cards: Mapping[str, RobotCard],
    props: Mapping[str, PropCard],
    carrier: str,
    criteria: Criteria,
) -> Verdict:
    """Return what a recording shows of a carrier, against criteria."""
    base = pose_of(recording, f"{carrier}.base")
    base_tilt = float(tilt(base[:, 3:]).max())
    if not props:
        return _checked(
            Verdict(0.0, 0.0, base_tilt, 0.0, False, 0.0, 0.0, (), ()), criteria
        )
    prop = next(iter(props))
    touch = touching(recording, cards)
    hold = longest_hold(touch, carrier, HAND)
    exchanges = handovers(recording, touch, cards)
    if hold is None:
        return _checked(
            Verdict(0.0, 0.0, base_tilt, 0.0, False, 0.0, 0.0, exchanges, ()), criteria
        )
    rows = slice(hold.first, hold.last + 1)
    time = recording.time[rows]
    way = float(base[hold.last, 0] - base[hold.first, 0])
    torch = pose_of(recording, prop)
    return _checked(
        Verdict(
            distance=way,
            speed=way / max(float(time[-1] - time[0]), 1e-9),
            max_base_tilt=base_tilt,
            max_off_line=float(np.abs(base[rows, 1] - base[0, 1]).max()),
            held=bool(torch[rows, 2].min() > 0.0),
            max_slip=slip_of(recording, cards[carrier], prop, hold).largest,
            max_torch_tilt=float(tilt(torch[rows, 3:]).max()),
            handovers=exchanges,
            shortcomings=(),
        ),
        criteria,
    )


def _checked(verdict: Verdict, criteria: Criteria) -> Verdict:
    """Return the verdict with what falls short of the criteria."""
    short = []
    limits = (
        ("base tilt", verdict.max_base_tilt, criteria.max_base_tilt, "rad"),
        ("torch slip", verdict.max_slip, criteria.max_slip, "m"),
        ("torch tilt", verdict.max_torch_tilt, criteria.max_torch_tilt, "rad"),
        ("off the line", verdict.max_off_line, criteria.max_off_line, "m"),
    )
    for what, value, limit, unit in limits:
        if not value <= limit:  # not a number is no pass either
            short.append(f"{what} {value:.4g} {unit} is over {limit:g} {unit}")
    if criteria.distance > 0.0 and verdict.distance < criteria.distance:
        short.append(
            f"carried {verdict.distance:.3f} m alone, {criteria.distance:g} m asked"
        )
    if criteria.distance > 0.0 and not verdict.held:
        short.append("the torch was not held by the right hand alone, off the ground")
    for exchange in verdict.handovers:
        if exchange.peak_force > criteria.max_contact_force:
            short.append(
                f"{exchange.giver} and {exchange.receiver} pulled with "
                f"{exchange.peak_force:.1f} N, over {criteria.max_contact_force:g} N"
            )
    fields = {name: getattr(verdict, name) for name in verdict.__dataclass_fields__}
    return Verdict(**{**fields, "shortcomings": tuple(short)})
