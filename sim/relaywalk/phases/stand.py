"""Stand still."""

from typing_extensions import override

from relaywalk.phases import Phase, PhaseContext, Situation, Time
from relaywalk.scenario.demands import Demands
from relaywalk.schema.quantity import Frozen
from relaywalk.types import Goal, Grip

DEMANDS = Demands(bases=("floating", "guided"))


class Params(Frozen):
    """How long to stand.

    Attributes:
        duration: Of the phase [s].
    """

    duration: Time = 1.0


class Stand(Phase):
    """Keep the posture (n,) [rad], and the balance if there is one to keep."""

    def __init__(self, params: Params, context: PhaseContext) -> None:
        """Choose the posture.

        Args:
            params: How long.
            context: Of the body.
        """
        self._params, self._context = params, context
        self._end = 0.0
        self._goal = Goal(
            context.card.pose("stand", "hand_open"),
            grip={hand: Grip() for hand in context.card.hands},
        )

    @override
    def start(self, situation: Situation) -> None:
        self._end = situation.time + self._params.duration
        if self._context.card.base == "guided":  # it stays as it is
            self._goal = Goal(situation.own.state.joint_position.copy())

    @override
    def update(self, situation: Situation) -> Goal:
        return self._goal

    @override
    def finished(self, situation: Situation) -> bool:
        return situation.time >= self._end


def build(params: Params, context: PhaseContext) -> Stand:
    """Return the phase."""
    return Stand(params, context)
