"""A toy controller: every joint is servoed to the posture, whatever else is asked."""

from typing import Annotated

import numpy as np
from typing_extensions import override

from relaywalk.control.controllers import Controller
from relaywalk.schema.quantity import Frozen, quantity
from relaywalk.types import Channel, Command

BASES = ("floating", "guided")


LEGS = ("left_leg", "right_leg")  # groups of a card


class Params(Frozen):
    """Gains of the servo over a joint's peak torque [1/rad], [s/rad].

    Attributes:
        stiffness, damping: Of a joint above the legs.
        leg_stiffness, leg_damping: Of a leg's joint, which bears the weight.
    """

    stiffness: Annotated[float, quantity("1/rad", 0.0, 100.0)] = 5.0
    damping: Annotated[float, quantity("s/rad", 0.0, 1.0)] = 0.01
    leg_stiffness: Annotated[float, quantity("1/rad", 0.0, 100.0)] = 60.0
    leg_damping: Annotated[float, quantity("s/rad", 0.0, 1.0)] = 0.1


class HoldPosture(Controller):
    """A servo; it neither walks nor grips."""

    CHANNELS = (Channel("furthest", "rad", "largest error of a joint"),)

    def __init__(self, params, body, seen):
        """Keep the gains."""
        card, self._envelope = body.card, body.card.envelope()
        peak = self._envelope.peak
        self._stiffness, self._damping = params.stiffness * peak, params.damping * peak
        legs = [joint for group in LEGS for joint in card.groups.get(group, ())]
        leg = card.index(tuple(legs))
        self._stiffness[leg] = params.leg_stiffness * peak[leg]
        self._damping[leg] = params.leg_damping * peak[leg]
        self.reset(seen)

    @override
    def reset(self, seen):
        self._furthest, self._waits = 0.0, False

    @override
    def command(self, seen, goal):
        error = goal.posture - seen.state.joint_position
        self._furthest = float(np.abs(error).max())
        self._waits = goal.path is not None
        rest = np.zeros(len(error))
        gains = (self._stiffness, self._damping)
        return Command(rest, goal.posture, rest, *gains, self._envelope)

    @override
    def arrived(self):
        return not self._waits

    @override
    def signals(self):
        return np.array([self._furthest])

    @override
    def state(self):
        return {"furthest": self._furthest, "waits": self._waits}

    @override
    def set_state(self, state):
        self._furthest, self._waits = state["furthest"], state["waits"]
