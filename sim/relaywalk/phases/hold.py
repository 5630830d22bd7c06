"""Stand with the torch upright in the hand, the arm as asked for."""

from typing import Annotated

import numpy as np
from numpy.typing import NDArray
from pydantic import Field
from typing_extensions import override

from relaywalk.errors import ScenarioError
from relaywalk.phases import Phase, PhaseContext, Situation
from relaywalk.phases._carrying import carrying_grip, hand_upright
from relaywalk.planning.minimum_jerk import MinimumJerk
from relaywalk.scenario.demands import Demands
from relaywalk.schema.quantity import Angle, Frozen, quantity
from relaywalk.types import Array, Goal

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

        Raises:
            ScenarioError: `arm` is not one angle a joint, or the card has no such
                pose.
        """
        self._params, self._context = params, context
        _check_pose(params.pose, context)
        self._desired = context.card.pose("stand", "hand_open", "carry")
        arm = _arm(context)
        self._desired[arm] = context.card.pose("stand", "carry", params.pose)[arm]
        if params.arm is not None:
            self._desired[arm] = _angles(params.arm, context)
        self._grip = {context.hand: carrying_grip(context)}

    @override
    def start(self, situation: Situation) -> None:
        here, time = self._desired.copy(), situation.time
        arm = _arm(self._context)
        here[arm] = situation.own.state.joint_position[arm]
        move_time = self._params.move_time
        self._posture = MinimumJerk(here, self._desired, time, move_time)
        rotation = hand_upright(situation.observation, self._context)
        self._upright = {self._context.hand: rotation}
        self._end = time + move_time + self._params.duration

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


def _arm(context: PhaseContext) -> NDArray[np.intp]:
    """Return the indices of the arm's joints in the card's arrays."""
    return context.card.index(context.card.arm(context.hand))


def _check_pose(pose: str, context: PhaseContext) -> None:
    """Refuse a pose that the card does not have."""
    if pose not in context.card.poses:
        raise ScenarioError(
            f"{context.actor}: hold: pose: {pose}: a pose of {context.card.path}: "
            + ", ".join(context.card.poses)
        )


def _angles(arm: tuple[float, ...], context: PhaseContext) -> Array:
    """Return the arm's angles (n,) [rad]; refuse a wrong number of them."""
    joints = context.card.arm(context.hand)
    if len(arm) != len(joints):
        raise ScenarioError(
            f"{context.actor}: hold: arm: {len(arm)} angles; allowed: one each for "
            + ", ".join(joints)
        )
    return np.array(arm)
