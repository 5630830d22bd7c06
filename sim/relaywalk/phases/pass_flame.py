"""Hold the own torch out, upright and still, until it and another one burn."""

from typing_extensions import override

from relaywalk.phases import (
    Distance,
    Duration,
    Phase,
    PhaseContext,
    Situation,
    Time,
)
from relaywalk.phases._carrying import arm_motion, carrying_grip, hand_upright
from relaywalk.phases._grip_height import hands_at
from relaywalk.phases._other_torch import both_burn, nearest_other
from relaywalk.scenario.demands import Demands
from relaywalk.scenario.parts import Name
from relaywalk.schema.quantity import Frozen
from relaywalk.types import Goal

DEMANDS = Demands(bases=("floating",), prop=True, other=True)


class Params(Frozen):
    """Which flame is passed, and how long it is waited for.

    Attributes:
        other: The torch that is met; null for the nearest.
        move_time: In which the arm comes to its carrying pose [s].
        patience: It gives up if not both burn within this time [s].
        clear: From the own torch's axis to any other hand, at least, before the phase
            is over [m].
        settling_time: Standing still after that [s].
    """

    other: Name | None = None
    move_time: Duration = 1.0
    patience: Duration = 28.0
    # Both have drawn back: a burner is 0.06 m wide, a hand is behind its torch.
    clear: Distance = 0.4
    settling_time: Time = 0.5


class PassFlame(Phase):
    """Hold still; another bearer comes with its torch, and goes."""

    def __init__(self, params: Params, context: PhaseContext) -> None:
        """Choose the posture.

        Args:
            params: What is waited for.
            context: Of the body.
        """
        self._params, self._context = params, context
        self._carry = context.card.pose_of(context.hand, "carry")

    @override
    def start(self, situation: Situation) -> None:
        context, params = self._context, self._params
        self._other = params.other or nearest_other(situation.observation, context)
        self._posture = arm_motion(situation, context, self._carry, params.move_time)
        self._upright = {context.hand: hand_upright(situation.observation, context)}
        self._grip = {context.hand: carrying_grip(situation, context)}
        self._began, self._since = situation.time, situation.time
        self.gave_up = ""

    @override
    def update(self, situation: Situation) -> Goal:
        passed = both_burn(situation, self._context, self._other)
        if not passed or any(hands_at(situation, self._context, self._params.clear)):
            self._since = situation.time
        if not passed and situation.time > self._began + self._params.patience:
            waited = f"within {self._params.patience:g} s"
            self.gave_up = f"'{self._other}' did not pass its flame {waited}"
        posture = self._posture.sample(situation.time)[0]
        return Goal(posture, upright=self._upright, grip=self._grip)

    @override
    def finished(self, situation: Situation) -> bool:
        still = situation.time - self._since
        return bool(self.gave_up) or still > self._params.settling_time


def build(params: Params, context: PhaseContext) -> PassFlame:
    """Return the phase."""
    return PassFlame(params, context)
