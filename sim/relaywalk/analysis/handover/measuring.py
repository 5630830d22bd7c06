"""Finds exchanges and measures them: their figures, and in what each failed."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np

from relaywalk.analysis.handover.exchange import Exchange, exchange_of
from relaywalk.analysis.handover.exchange_phases import NAMES, TRANSFER
from relaywalk.analysis.handover.grip import grip_ratio
from relaywalk.analysis.handover.hand_force import HandForce
from relaywalk.analysis.handover.handover import BROKEN_OFF, Handover, handovers
from relaywalk.analysis.handover.holding import Holding, Touch, period_of, stretches
from relaywalk.analysis.handover.measures import ExchangeMeasures
from relaywalk.analysis.handover.slip import slip_over
from relaywalk.analysis.handover.thresholds import UNLIMITED, ExchangeLimits
from relaywalk.analysis.kinematics import pose_of, tilt
from relaywalk.recording.recording import Recording
from relaywalk.robots.card import PropCard, RobotCard
from relaywalk.types import Array

AFTER = 1.0  # the giver's release: until then a prop that is let fall counts [s]
MOST = 0.5  # of the load, from which on a hand's grip is judged [-]


def exchanges(
    recording: Recording,
    touch: Touch,
    cards: Mapping[str, RobotCard],
    props: Mapping[str, PropCard],
    limits: ExchangeLimits = UNLIMITED,
) -> tuple[Exchange, ...]:
    """Return every exchange of a recording in full, measured, in time order.

    Args:
        recording: Of the run.
        touch: Of all hands and props.
        cards: Actor → card.
        props: Prop → card.
        limits: What the scenario allows.
    """

    def measured(handover: Handover) -> Exchange:
        found = exchange_of(recording, handover, cards, props)
        measures = measures_of(recording, found, cards, touch, limits)
        return replace(found, handover=replace(handover, measures=measures))

    return tuple(map(measured, handovers(recording, touch, cards)))


def measures_of(
    recording: Recording,
    exchange: Exchange,
    cards: Mapping[str, RobotCard],
    touch: Touch,
    limits: ExchangeLimits = UNLIMITED,
) -> ExchangeMeasures:
    """Return the figures of an exchange.

    Args:
        recording: Of the run.
        exchange: In full.
        cards: Actor → card.
        touch: Of all hands and props.
        limits: What the scenario allows.
    """
    both, handover = exchange.touched, exchange.handover
    internal = exchange.internal_force[both]
    slip = _slip(recording, exchange, cards[handover.receiver])
    unheld = _unheld(recording, exchange, touch)
    shares = exchange.share
    return ExchangeMeasures(
        **{f"{_long(name)}_time": _duration(exchange, name) for name in NAMES},
        balance_error=exchange.balance_error,
        peak_internal_force=float(internal.max()),
        rms_internal_force=float(np.sqrt(np.mean(internal**2))),
        giver_peak_force=float(exchange.giver.contact[both].max()),
        receiver_peak_force=float(exchange.receiver.contact[both].max()),
        slip=slip,
        tilt=_tilt(recording, exchange),
        giver_com_shift=_com_shift(recording, exchange, handover.giver),
        receiver_com_shift=_com_shift(recording, exchange, handover.receiver),
        giver_grip_ratio=_least_ratio(exchange.giver, shares.giver, both),
        receiver_grip_ratio=_least_ratio(exchange.receiver, shares.receiver, both),
        drop_margin=_least(exchange.drop_margin, both),
        unheld=unheld,
        failures=tuple(_failures(exchange, limits, slip, unheld)),
    )


def _long(name: str) -> str:
    """Return a phase's name so that its time is not taken for the whole exchange's."""
    return "load_transfer" if name == TRANSFER else name


def _duration(exchange: Exchange, name: str) -> float | None:
    """Return how long a phase was [s]; None if it was not begun."""
    phase = exchange.phase(name)
    return None if phase is None else phase.duration


def _rows(exchange: Exchange) -> slice:
    """Return the rows of the recording from first to last contact."""
    both, first = exchange.touched, exchange.rows.start
    return slice(first + both.start, first + both.stop)


def _slip(recording: Recording, exchange: Exchange, card: RobotCard) -> float | None:
    """Return how far the prop slipped in the receiver from its load on [m]."""
    transfer, rows = exchange.phase(TRANSFER), _rows(exchange)
    if transfer is None:
        return None
    first = int(np.searchsorted(recording.time, transfer.start))
    seen = np.arange(min(first, rows.stop - 1), rows.stop)
    hold = Holding(*exchange.handover.grips[1], int(seen[0]), int(seen[-1]))
    return slip_over(recording, card, hold, seen).largest


def _tilt(recording: Recording, exchange: Exchange) -> float:
    """Return how far the prop leaned at most [rad]."""
    pose = pose_of(recording, exchange.handover.prop, _rows(exchange))
    return float(tilt(pose[:, 3:]).max())


def _com_shift(recording: Recording, exchange: Exchange, actor: str) -> float | None:
    """Return how far a body's CoM went from where it was at first contact [m]."""
    names = [f"{actor}.com.{axis}" for axis in "xy"]
    if not set(names) <= set(recording.channels):
        return None
    place = recording.matrix(names, _rows(exchange))
    return float(np.linalg.norm(place - place[0], axis=1).max())


def _least_ratio(hand: HandForce, share: Array, both: slice) -> float | None:
    """Return the least grip over load of a hand while it bore most of the load [-]."""
    if hand.grip is None:
        return None
    ratio = np.where(share >= MOST, grip_ratio(hand.grip, hand.force), np.nan)
    return _least(ratio, both)


def _least(values: Array | None, both: slice) -> float | None:
    """Return the least of what is a number; None if nothing is."""
    if values is None or np.all(np.isnan(values[both])):
        return None
    return float(np.nanmin(values[both]))


def _unheld(recording: Recording, exchange: Exchange, touch: Touch) -> float:
    """Return the longest time in which no hand touched the prop [s]."""
    rows, handover, time = _rows(exchange), exchange.handover, recording.time
    stop = int(np.searchsorted(time, handover.end + AFTER, side="right"))
    hands = [rows_ for grip, rows_ in touch.items() if grip[2] == handover.prop]
    nobody = ~np.any([hand[rows.start : stop] for hand in hands], axis=0)
    lengths = [last - first + 1 for first, last in stretches(nobody)]
    return max((period_of(recording) * length for length in lengths), default=0.0)


def _failures(
    exchange: Exchange, limits: ExchangeLimits, slip: float | None, unheld: float
) -> Iterator[str]:
    """Yield in what an exchange failed."""
    if exchange.handover.outcome == BROKEN_OFF:
        yield BROKEN_OFF
    if unheld > 0.0:
        yield "dropped"
    if exchange.handover.peak_force > limits.force:
        yield "force exceeded"
    if slip is not None and slip > limits.slip:
        yield "slipped"
