"""Pushes beside the recoveries that answered them."""

from collections.abc import Sequence
from typing import NamedTuple

from relaywalk.analysis.recovery.pushes import RecordedPush, recorded_pushes
from relaywalk.analysis.recovery.recoveries import Recovery, stepping
from relaywalk.recording.recording import Recording
from relaywalk.robots.card import RobotCard

CAUSE = 1.0  # a recovery that begins so soon after a push answers it [s]


class Response(NamedTuple):
    """A push and the recovery from it; one of them may be missing.

    Attributes:
        push: None where a body caught itself though nobody had pushed it.
        recovery: None where a push needed none.
    """

    push: RecordedPush | None
    recovery: Recovery | None

    @property
    def time(self) -> float:
        """When it began [s]."""
        begun = self.push if self.push is not None else self.recovery
        return begun.time if begun is not None else 0.0


def responses_in(
    recording: Recording, card: RobotCard, actor: str, *, fell: bool
) -> tuple[Response, ...]:
    """Return the pushes that a body met and its recoveries, in time order.

    Args:
        recording: Of the run.
        card: Of the body.
        actor: Its name.
        fell: Whether the run ended in a fall.
    """
    caught = stepping(recording, actor, fell=fell)
    return responses(recorded_pushes(recording, card, actor), caught.recoveries)


def responses(
    pushes: Sequence[RecordedPush], recoveries: Sequence[Recovery]
) -> tuple[Response, ...]:
    """Return every push and every recovery once, in time order.

    A recovery answers the last push that began at most `CAUSE` before it.

    Args:
        pushes: In time order.
        recoveries: In time order.
    """
    answers: dict[int, Recovery] = {}
    alone = []
    for recovery in recoveries:
        before = [
            number
            for number, push in enumerate(pushes)
            if 0.0 <= recovery.time - push.time <= CAUSE
        ]
        if before and before[-1] not in answers:
            answers[before[-1]] = recovery
        else:
            alone.append(Response(None, recovery))
    found = [Response(push, answers.get(n)) for n, push in enumerate(pushes)]
    return tuple(sorted([*found, *alone], key=lambda response: response.time))
