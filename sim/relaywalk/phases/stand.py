"""Stand still."""

import numpy as np
from pydantic import Field

from relaywalk.phases import Demands, Phase, PhaseContext, PhaseParams
from relaywalk.types import Grip, Observation, Reference

DEMANDS = Demands(bases=("floating", "guided"))


class Params(PhaseParams):
    """How long to stand [s]."""

    duration: float = Field(default=1.0, ge=0.0)


class Stand(Phase):
    """Keep the posture and the balance."""

    def __init__(self, params: Params, context: PhaseContext) -> None:
        """Prepare."""
        self._params, self._context = params, context
        self._posture = context.card.pose("stand", "hand_open")
        self._end = 0.0
        self._idle = Reference(posture=self._posture)

    def start(self, observation: Observation) -> None:
        """Stand from now on; a guided body stays as it is."""
        self._end = observation.time + self._params.duration
        if self._context.walker is None:
            state = self._context.own(observation).state
            self._idle = Reference(posture=state.joint_position.copy())

    def update(self, observation: Observation) -> Reference:
        """Return the standing reference."""
        walker = self._context.walker
        if walker is None:
            return self._idle
        return self._context.on_feet(
            observation,
            posture=self._posture,
            grip={hand: Grip() for hand in self._context.card.hands},
        )

    def finished(self, observation: Observation) -> bool:
        """Say whether the time is over."""
        return bool(np.greater_equal(observation.time, self._end))


def build(params: Params, context: PhaseContext) -> Stand:
    """Return the phase."""
    return Stand(params, context)
