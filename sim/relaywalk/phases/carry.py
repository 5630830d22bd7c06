"""Walk a distance with the torch upright in the right hand, and stop.

In a scene without a torch the body walks in the same posture, its hand empty.
"""

import numpy as np
from pydantic import Field

from relaywalk.phases import Demands, Phase, PhaseContext, PhaseParams
from relaywalk.phases._carrying import HAND, carrying_grip, hand_upright
from relaywalk.types import Observation, Reference

SETTLE = 1.0  # standing after the last step [s]
MARGIN = 0.05  # walked beyond the distance asked for [m]
DEMANDS = Demands(bases=("floating",))


class Params(PhaseParams):
    """How far [m] the torch is carried along x."""

    distance: float = Field(gt=0.0, le=1000.0)


class Carry(Phase):
    """Walk along the line on which the body stands."""

    def __init__(self, params: Params, context: PhaseContext) -> None:
        """Prepare."""
        self._params, self._context = params, context
        self._posture = context.card.pose("stand", "hand_open", "carry")
        self._grip = carrying_grip(context)
        self._stopped: float | None = None

    def start(self, observation: Observation) -> None:
        """Set out."""
        root = self._context.root
        walker = self._context.legs()
        goal = float(walker.middle_of_feet()[0]) + self._params.distance + MARGIN
        self._upright = hand_upright(observation, self._context)
        walker.start(float(root[1]), goal)

    def update(self, observation: Observation) -> Reference:
        """Return the walking reference."""
        walker = self._context.legs()
        reference = self._context.on_feet(
            observation,
            posture=self._posture,
            upright={HAND: self._upright},
            grip={HAND: self._grip},
        )
        if not walker.walking and self._stopped is None:
            self._stopped = observation.time
        return reference

    def finished(self, observation: Observation) -> bool:
        """Say whether the body has stopped and settled."""
        if self._stopped is None:
            return False
        return bool(np.greater(observation.time, self._stopped + SETTLE))


def build(params: Params, context: PhaseContext) -> Carry:
    """Return the phase."""
    return Carry(params, context)
