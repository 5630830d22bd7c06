"""What gives way when the torch is too heavy: a joint, the grip, the balance.

Everything is read from the recording of a run that failed, in the order in which it
happened, so that the first finding is the cause and the later ones may follow from it.
"""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from relaywalk.analysis.handover.holding import (
    Holding,
    longest_hold,
    stretches,
    touching,
)
from relaywalk.analysis.handover.slip import slip_over
from relaywalk.analysis.kinematics import pose_of, tilt
from relaywalk.analysis.verdict.course import Course
from relaywalk.analysis.verdict.criteria import Criteria
from relaywalk.recording.recording import Recording
from relaywalk.robots.card import RobotCard
from relaywalk.types import Array

# Torques are means over a period, in single precision: hardly ever equal to it.
FULL = 0.999  # fraction of what the actuator can give that counts as all of it [-]
SUSTAINED = 0.05  # at its clamp for so long a joint is saturated [s]
SETTLE = 0.1  # of the grip, before slip counts [s]
SAMPLES = 1000  # rows looked at for the slip


class Finding(NamedTuple):
    """Something that gave way.

    Attributes:
        time: When first [s].
        what: "joint", "grip", "balance" or "torch".
        detail: One clause, with its figure.
    """

    time: float
    what: str
    detail: str


def findings(
    recording: Recording,
    cards: Mapping[str, RobotCard],
    course: Course,
    prop: str,
    criteria: Criteria,
    usual: Array | None = None,
) -> tuple[Finding, ...]:
    """Return all that gave way in a run, first things first.

    Args:
        recording: Of the run.
        cards: Actor → card.
        course: Who carries, and where.
        prop: The torch.
        criteria: Of the scenario.
        usual: (n,) `saturation` of a run that went well, to tell what is new [-].
    """
    actor = course.carrier
    found = _saturated(recording, cards[actor], actor, usual)
    found += _balance(recording, course, criteria)
    hold = longest_hold(touching(recording, cards, (prop,)), actor, prop)
    if hold is not None:
        found += _torch(recording, cards[actor], hold, criteria)
    else:
        end = float(recording.time[-1])
        detail = f"{actor} never held the torch alone"
        found.append(Finding(end, "grip", detail))
    return tuple(sorted(found))


def saturation(recording: Recording, card: RobotCard, actor: str) -> Array:
    """Return the fraction of the rows (n,) in which each joint is at its clamp [-].

    The clamp is the peak torque, less beyond the speed limit; card order.
    """
    fractions: Array = _at_clamp(recording, card, actor).mean(axis=0)
    return fractions


def _at_clamp(recording: Recording, card: RobotCard, actor: str) -> NDArray[np.bool_]:
    """Return where (rows, n) the torque is all that the actuator can give."""
    envelope = card.envelope()
    torque, velocity = (
        recording.matrix([f"{actor}.{joint}.{what}" for joint in card.joints])
        for what in ("torque", "velocity")
    )
    limits = [envelope.limits(row) for row in velocity]
    lower, upper = (np.array([pair[side] for pair in limits]) for side in (0, 1))
    clamped: NDArray[np.bool_] = (torque >= FULL * upper) | (torque <= FULL * lower)
    return clamped


def _saturated(
    recording: Recording, card: RobotCard, actor: str, usual: Array | None
) -> list[Finding]:
    """Return when each joint first stayed at its clamp; fingers press there always."""
    fingers = {j for hand in card.hands for j in card.groups.get(hand, ())}
    clamped, found = _at_clamp(recording, card, actor), []
    for index, joint in enumerate(card.joints):
        since = _first_sustained(recording.time, clamped[:, index])
        if since is None or joint in fingers:
            continue
        fraction = 100.0 * clamped[:, index].mean()
        detail = f"{joint} saturates, {fraction:.1f} % of the run at its clamp"
        if usual is not None:
            detail += f" ({100.0 * usual[index]:.1f} % when it is carried)"
        found.append(Finding(since, "joint", detail))
    return found


def _first_sustained(time: Array, mask: NDArray[np.bool_]) -> float | None:
    """Return when a mask (rows,) first holds for SUSTAINED [s]; None if never."""
    spans = ((time[first], time[last]) for first, last in stretches(mask))
    return next((float(a) for a, b in spans if b - a >= SUSTAINED), None)


def _balance(recording: Recording, course: Course, criteria: Criteria) -> list[Finding]:
    """Return when the base first tilts or strays too far."""
    base, time = pose_of(recording, f"{course.carrier}.base"), recording.time
    return [
        *_first(
            time,
            tilt(base[:, 3:]),
            criteria.max_base_tilt,
            ("balance", "the base tilts", "rad"),
        ),
        *_first(
            time,
            course.trace(base, float(time[0])).off,
            criteria.max_off_path,
            ("balance", "the body leaves its path", "m"),
        ),
    ]


def _torch(
    recording: Recording, card: RobotCard, hold: Holding, criteria: Criteria
) -> list[Finding]:
    """Return when the torch first slips or tilts too far in the hand, or is lost."""
    time, torch = recording.time, pose_of(recording, hold.prop)
    first = int(np.searchsorted(time, time[hold.first] + SETTLE))
    if first >= hold.last:
        return []
    rows = np.unique(np.linspace(first, hold.last, SAMPLES).astype(np.intp))
    slip = slip_over(recording, card, hold, rows).distance
    checks = (
        (slip, criteria.max_slip, ("grip", "the torch slips in the hand", "m")),
        (tilt(torch[rows, 3:]), criteria.max_torch_tilt, ("torch", "it tilts", "rad")),
    )
    return [
        finding
        for values, threshold, words in checks
        for finding in _first(time[rows], values, threshold, words)
    ]


def _first(
    time: Array, values: Array, threshold: float, words: tuple[str, str, str]
) -> list[Finding]:
    """Return when a quantity (rows,) first exceeds its limit, if it does."""
    over = np.flatnonzero(values > threshold)
    if len(over) == 0:
        return []
    what, clause, unit = words
    detail = (
        f"{clause}, beyond {threshold:.3g} {unit} (at most {values.max():.3g} {unit})"
    )
    return [Finding(float(time[over[0]]), what, detail)]
