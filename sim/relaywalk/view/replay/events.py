"""What happened in a run and when, for the time line."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from relaywalk.analysis.recovery.pushes import recorded_pushes

if TYPE_CHECKING:
    from relaywalk.runs.run import Run

JsonObject = dict[str, Any]


def phases(run: "Run") -> list[JsonObject]:
    """Return the phases of all actors, by actor, in time order."""
    return [
        {
            "actor": record.actor,
            "name": record.phase.replace("_", " "),
            "from": record.start,
            "to": record.end,
            "outcome": record.outcome,
        }
        for record in run.result.phases
    ]


def events(run: "Run") -> list[JsonObject]:
    """Return handovers, pushes, recoveries and the end, in time order.

    Each has `kind`, `from` and `to` [s], and `text`; a push also `actor`, `link` and
    `impulse` (3,) in world [N·s].
    """
    found = [*_handovers(run), *_pushes(run), *_recoveries(run), _end(run)]
    return sorted(found, key=lambda event: float(event["from"]))


def _handovers(run: "Run") -> Iterator[JsonObject]:
    """Yield the exchanges, from first touch to release."""
    for h in run.result.handovers:
        text = f"{h.giver} hands over to {h.receiver}, peak {h.peak_force:.1f} N"
        yield _event("handover", h.start, h.end, text)


def _pushes(run: "Run") -> Iterator[JsonObject]:
    """Yield the pushes that bodies met."""
    for actor, card in run.cards.items():
        for push in recorded_pushes(run.recording, card, actor):
            size = float(np.linalg.norm(push.impulse))
            text = f"{actor} is pushed at {push.link}: {size:.1f} N·s"
            end = push.time + push.duration
            where = {"actor": actor, "link": push.link}
            impulse = push.impulse.round(3).tolist()
            yield {**_event("push", push.time, end, text), **where, "impulse": impulse}


def _recoveries(run: "Run") -> Iterator[JsonObject]:
    """Yield when the carrier caught itself."""
    for recovery in run.result.recoveries:
        text = f"recovery: {recovery.outcome}, {recovery.steps} steps"
        yield _event("recovery", recovery.time, recovery.time, text)


def _end(run: "Run") -> JsonObject:
    """Return how the run ended."""
    last = float(run.recording.time[-1])
    return _event("end", last, last, f"{run.result.outcome}: {run.result.reason}")


def _event(kind: str, start: float, end: float, text: str) -> JsonObject:
    """Return one event; times in [s]."""
    return {"kind": kind, "from": start, "to": end, "text": text}
