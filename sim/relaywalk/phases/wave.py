"""Wave with the free hand, the torch upright in the other one."""

import math
from typing import Annotated

from pydantic import Field
from typing_extensions import override

from relaywalk.phases import Duration, Phase, PhaseContext, Situation
from relaywalk.phases._carrying import carrying_grip, hand_upright
from relaywalk.planning.minimum_jerk import MinimumJerk
from relaywalk.robots.card import RobotCard
from relaywalk.scenario.demands import Demands
from relaywalk.schema.faults import Refusals
from relaywalk.schema.quantity import Angle, Frozen, refusal
from relaywalk.types import Goal

DEMANDS = Demands(bases=("floating",))


class Params(Frozen):
    """How to wave.

    Attributes:
        times: How often to and fro.
        swing_time: Of once to and fro [s].
        amplitude: Of the joint that waves, from its pose to either side [rad].
        move_time: In which the arm rises, and sinks again [s].
        pose: Of the card, that the free arm waves in.
        joint: Of that arm, from the shoulder, that waves; the first is 1.
    """

    times: Annotated[int, Field(ge=1, le=100, strict=True)] = 3
    swing_time: Duration = 1.2
    amplitude: Angle = 0.35
    move_time: Duration = 2.0
    pose: str = "wave"
    joint: Annotated[int, Field(ge=1, le=10, strict=True)] = 3


class Wave(Phase):
    """Raise the free arm, wave, let it sink."""

    def __init__(self, params: Params, context: PhaseContext) -> None:
        """Choose the postures.

        Args:
            params: How to wave.
            context: Of the body; its hand is the one that does not wave.
        """
        self._params, self._context = params, context
        card = context.card
        free = free_hand(card, context.hand)
        self._rest = card.pose_of(context.hand, "carry")
        self._raised = self._rest.copy()
        arm = card.index(card.arm(free))
        self._raised[arm] = card.pose_of(free, params.pose)[arm]
        self._joint = arm[params.joint - 1]

    @override
    def start(self, situation: Situation) -> None:
        context, time, params = self._context, situation.time, self._params
        here = situation.own.state.joint_position.copy()
        self._rising = MinimumJerk(here, self._raised, time, params.move_time)
        self._lowering = time + params.move_time + params.times * params.swing_time
        self._upright = {context.hand: hand_upright(situation.observation, context)}
        self._grip = {context.hand: carrying_grip(situation, context)}
        self._sinking = MinimumJerk(
            self._raised, self._rest, self._lowering, params.move_time
        )

    @override
    def update(self, situation: Situation) -> Goal:
        time = situation.time
        path = self._rising if time < self._lowering else self._sinking
        posture = path.sample(time)[0].copy()
        posture[self._joint] += self._swing(time)
        return Goal(posture, upright=self._upright, grip=self._grip)

    def _swing(self, time: float) -> float:
        """Return by how much the joint is off its pose at a time [s], in [rad]."""
        params = self._params
        since = time - (self._lowering - params.times * params.swing_time)
        if since < 0.0 or time >= self._lowering:
            return 0.0
        return params.amplitude * math.sin(2.0 * math.pi * since / params.swing_time)

    @override
    def finished(self, situation: Situation) -> bool:
        return self._sinking.done(situation.time)


def free_hand(card: RobotCard, hand: str) -> str:
    """Return the hand that is not in use."""
    return next(name for name in card.hands if name != hand)


def build(params: Params, context: PhaseContext) -> Wave:
    """Return the phase."""
    return Wave(params, context)


def unfit(params: Params, card: RobotCard, hand: str) -> Refusals:
    """Refuse a body with one hand, a pose it lacks, and a joint its arm lacks.

    Args:
        params: Of a scenario.
        card: Of the body that is to wave.
        hand: Contact-frame name of the hand that does not.
    """
    if len(card.hands) < 2:
        yield refusal("a phase of a body with a free hand", ("kind",), value="wave")
        return
    if params.pose not in card.poses:
        allowed = f"a pose of {card.name}: " + ", ".join(card.poses)
        yield refusal(allowed, ("pose",), value=params.pose)
    joints = card.arm(free_hand(card, hand))
    if params.joint > len(joints):
        allowed = f"1 to {len(joints)}, from the shoulder of {card.name}"
        yield refusal(allowed, ("joint",), value=params.joint)
