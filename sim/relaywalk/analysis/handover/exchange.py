"""Exchanges in full: phases, load shares and forces of both hands, row by row."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from relaywalk.analysis.handover.exchange_phases import (
    ExchangePhase,
    Reach,
    broken_off_phases,
    exchange_phases,
    reach,
)
from relaywalk.analysis.handover.grip import drop_margin
from relaywalk.analysis.handover.hand_force import HandForce, hand_force
from relaywalk.analysis.handover.handover import DONE, Handover
from relaywalk.analysis.handover.holding import Grip, period_of
from relaywalk.analysis.handover.internal_force import internal_force
from relaywalk.analysis.handover.load_share import LoadShare, load_of, load_share
from relaywalk.analysis.handover.thresholds import DEFAULT, ExchangeThresholds
from relaywalk.recording.recording import Recording
from relaywalk.robots.card import PropCard, RobotCard
from relaywalk.types import Array


@dataclass(frozen=True, slots=True)
class Exchange:
    """One exchange, from the receiver's approach to the giver's retreat.

    Attributes:
        handover: Who, what, and when.
        rows: Of the recording, k neighbours.
        time: (k,) [s].
        phases: In time order; those that were begun.
        giver, receiver: What each hand does to the prop.
        share: Of the load, of each.
        internal: (k, 3) what both exert against each other, on the giver's side [N].
    """

    handover: Handover
    rows: slice
    time: Array
    phases: tuple[ExchangePhase, ...]
    giver: HandForce
    receiver: HandForce
    share: LoadShare
    internal: Array

    @property
    def touched(self) -> slice:
        """Where in `time` both take part: first to last contact."""
        h = self.handover
        first = int(np.searchsorted(self.time, h.start))
        return slice(first, int(np.searchsorted(self.time, h.end, side="right")))

    @property
    def internal_force(self) -> Array:
        """Magnitude of what both exert against each other (k,) [N]."""
        return np.asarray(np.linalg.norm(self.internal, axis=1))

    @property
    def balance_error(self) -> float:
        """Largest |sum of the shares − 1| from first to last contact [-]."""
        return float(np.max(np.abs(self.share.balance[self.touched] - 1.0)))

    @property
    def drop_margin(self) -> Array | None:
        """By how much friction could bear more than the load (k,) [-].

        None where nobody recorded how hard the hands squeeze.
        """
        hands = self.giver, self.receiver
        grips = [hand.grip for hand in hands if hand.grip is not None]
        if len(grips) < len(hands):
            return None
        frictions = [hand.friction for hand in hands]
        return drop_margin(grips, frictions, [hand.force for hand in hands])

    def phase(self, name: str) -> ExchangePhase | None:
        """Return a phase; None if it was not begun."""
        return next((phase for phase in self.phases if phase.name == name), None)


def exchange_of(
    recording: Recording,
    handover: Handover,
    cards: Mapping[str, RobotCard],
    props: Mapping[str, PropCard],
    thresholds: ExchangeThresholds = DEFAULT,
) -> Exchange:
    """Return an exchange in full.

    Args:
        recording: Of a run.
        handover: That was found in it.
        cards: Actor → card.
        props: Prop → card.
        thresholds: Where its phases are cut.
    """
    rows = _rows(recording, handover, cards, props, thresholds)
    time, prop = recording.time[rows], props[handover.prop]
    giver, receiver = (
        hand_force(recording, grip, cards[grip[0]], prop, rows)
        for grip in handover.grips
    )
    load = load_of(recording, handover.prop, prop, rows)
    width = round(thresholds.smoothing / period_of(recording))
    share = load_share(load, giver.force[:, 2], receiver.force[:, 2], width)
    cut = exchange_phases if handover.outcome == DONE else broken_off_phases
    touch = np.searchsorted(time, (handover.start, handover.end))
    return Exchange(
        handover=handover,
        rows=rows,
        time=time,
        phases=cut(time, (int(touch[0]), int(touch[1])), share.receiver, thresholds),
        giver=giver,
        receiver=receiver,
        share=share,
        internal=internal_force(giver.force, receiver.force),
    )


def _rows(
    recording: Recording,
    handover: Handover,
    cards: Mapping[str, RobotCard],
    props: Mapping[str, PropCard],
    thresholds: ExchangeThresholds,
) -> slice:
    """Return the rows from the receiver's approach to the giver's retreat."""
    looked = handover.start - thresholds.look, handover.end + thresholds.look
    touch = handover.start, handover.end
    begin, first, last, end = np.searchsorted(
        recording.time, (looked[0], *touch, looked[1])
    )
    end = min(int(end), len(recording) - 1)

    def near(grip: Grip, begin: int, end: int) -> Reach:
        span = slice(int(begin), int(end) + 1)
        return reach(recording, grip, cards[grip[0]], props[grip[2]], span)

    giver, receiver = handover.grips
    start = near(receiver, begin, first).last_beyond(thresholds.near)
    return slice(start, near(giver, last, end).first_beyond(thresholds.near) + 1)
