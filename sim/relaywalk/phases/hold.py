"""Stand with the torch upright in the hand, the arm as asked for."""

from typing import Annotated

from pydantic import Field
from typing_extensions import override

from relaywalk.phases import Phase, PhaseContext, Situation
from relaywalk.phases._carrying import (
    arm_joints,
    arm_motion,
    carrying_grip,
    hand_upright,
)
from relaywalk.robots.card import RobotCard
from relaywalk.scenario.demands import Demands
from relaywalk.schema.faults import Refusals
from relaywalk.schema.quantity import Angle, Frozen, quantity, refusal
from relaywalk.types import Goal

DEMANDS = Demands(bases=("floating",))


class Params(Frozen):
    """How to hold the torch.

    Attributes:
        duration: Standing still, after the arm is there [s].
        move_time: In which the arm goes there [s].
        pose: Of the card; it says where the arm goes. The hand keeps the torch upright,
            whatever the last joints say.
        arm: The arm's joints in card order [rad], instead of the pose's.
    """

    duration: Annotated[float, quantity("s", 0.0, 3600.0)] = 1.0
    move_time: Annotated[float, quantity("s", 0.0, 60.0, open_low=True)] = 2.0
    pose: str = "carry"
    arm: Annotated[tuple[Angle, ...], Field(min_length=1)] | None = None


class Hold(Phase):
    """Bring the arm to its pose and keep it there."""

    def __init__(self, params: Params, context: PhaseContext) -> None:
        """Choose posture and grip.

        Args:
            params: How to hold it.
            context: Of the body.
        """
        self._params, self._context = params, context
        card, hand = context.card, context.hand
        self._desired = card.pose_of(hand, "carry")
        arm = arm_joints(context)
        self._desired[arm] = card.pose_of(hand, "carry", params.pose)[arm]
        if params.arm is not None:
            self._desired[arm] = params.arm

    @override
    def start(self, situation: Situation) -> None:
        context, move_time = self._context, self._params.move_time
        self._posture = arm_motion(situation, context, self._desired, move_time)
        rotation = hand_upright(situation.observation, context)
        self._upright = {context.hand: rotation}
        self._grip = {context.hand: carrying_grip(situation, context)}
        self._end = situation.time + move_time + self._params.duration

    @override
    def update(self, situation: Situation) -> Goal:
        posture = self._posture.sample(situation.time)[0]
        return Goal(posture, upright=self._upright, grip=self._grip)

    @override
    def finished(self, situation: Situation) -> bool:
        return situation.time >= self._end


def build(params: Params, context: PhaseContext) -> Hold:
    """Return the phase."""
    return Hold(params, context)


def unfit(params: Params, card: RobotCard, hand: str) -> Refusals:
    """Refuse a pose that the card does not have, and a wrong number of angles.

    Args:
        params: Of a scenario.
        card: Of the body that is to hold.
        hand: Contact-frame name.
    """
    if params.pose not in card.poses:
        allowed = f"a pose of {card.name}: " + ", ".join(card.poses)
        yield refusal(allowed, ("pose",), value=params.pose)
    joints = card.arm(hand)
    if params.arm is not None and len(params.arm) != len(joints):
        allowed = "one angle each for " + ", ".join(joints)
        yield refusal(allowed, ("arm",), value=list(params.arm))
