"""The verdict: decided from recorded physics, out of the controller's reach."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from relaywalk.analysis.handover.handover import Handover, handovers
from relaywalk.analysis.handover.holding import longest_hold, touching
from relaywalk.analysis.handover.slip import slip_of
from relaywalk.analysis.kinematics import pose_of, tilt
from relaywalk.analysis.verdict.criteria import Criteria, Torch, criteria_of
from relaywalk.recording.recording import Recording
from relaywalk.robots.card import PropCard, RobotCard

HAND = "right_hand"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the recording shows; units are metres, seconds, radians, newtons.

    Attributes:
        distance: The carrier's displacement along x while it alone held the torch.
        speed: That over its time.
        max_base_tilt: Of the carrier, whole run.
        max_off_line: Of the carrier from the line it started on, while carrying.
        torch: What was carried; the first prop.
        handovers: In time order.
        shortcomings: What falls short of the criteria, one sentence each.
    """

    distance: float
    speed: float
    max_base_tilt: float
    max_off_line: float
    torch: Torch
    handovers: tuple[Handover, ...]
    shortcomings: tuple[str, ...] = ()


def judge(
    recording: Recording,
    cards: Mapping[str, RobotCard],
    props: Mapping[str, PropCard],
    carrier: str,
    criteria: Criteria,
) -> Verdict:
    """Return what a recording shows of a carrier, against criteria."""
    verdict = _seen(recording, cards, props, carrier)
    lines = criteria_of(verdict, criteria, carries=bool(props))
    short = tuple(line.shortcoming for line in lines if not line.holds)
    return replace(verdict, shortcomings=short)


def _seen(
    recording: Recording,
    cards: Mapping[str, RobotCard],
    props: Mapping[str, PropCard],
    carrier: str,
) -> Verdict:
    """Return what a recording shows of a carrier."""
    base = pose_of(recording, f"{carrier}.base")
    base_tilt = float(tilt(base[:, 3:]).max())
    if not props:
        return Verdict(0.0, 0.0, base_tilt, 0.0, Torch(0.0, False, 0.0, 0.0), ())
    prop, card = next(iter(props.items()))
    touch = touching(recording, cards)
    hold = longest_hold(touch, carrier, HAND)
    exchanges = handovers(recording, touch, cards)
    if hold is None:
        never = Torch(card.mass, False, 0.0, 0.0)
        return Verdict(0.0, 0.0, base_tilt, 0.0, never, exchanges)
    rows = slice(hold.first, hold.last + 1)
    time = recording.time[rows]
    distance = float(base[hold.last, 0] - base[hold.first, 0])
    torch = pose_of(recording, prop)
    return Verdict(
        distance=distance,
        speed=distance / max(float(time[-1] - time[0]), 1e-9),
        max_base_tilt=base_tilt,
        max_off_line=float(np.abs(base[rows, 1] - base[0, 1]).max()),
        torch=Torch(
            mass=card.mass,
            held=bool(torch[rows, 2].min() > 0.0),
            max_slip=slip_of(recording, cards[carrier], prop, hold).largest,
            max_tilt=float(tilt(torch[rows, 3:]).max()),
        ),
        handovers=exchanges,
    )
