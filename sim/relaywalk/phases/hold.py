"""Stand with the torch upright in the right hand, the arm as asked for."""

from typing import Annotated

import numpy as np
from pydantic import Field

from relaywalk.errors import ScenarioError
from relaywalk.phases import Demands, Phase, PhaseContext, PhaseParams
from relaywalk.phases._carrying import HAND, carrying_grip, hand_upright
from relaywalk.planning.hand_path import MinimumJerk
from relaywalk.schema.quantity import Angle
from relaywalk.types import Array, Observation, Reference

DEMANDS = Demands(bases=("floating",))


class Params(PhaseParams):
    """How to hold the torch.

    Attributes:
        duration: Standing still, after the arm is there [s].
        move_time: In which the arm goes there [s].
        pose: Of the card; it says where the right arm goes. The hand keeps the torch
            upright, whatever the last joints say.
        arm: The right arm's joints in card order [rad], instead of the pose's.
    """

    duration: float = Field(default=1.0, ge=0.0, le=3600.0)
    move_time: float = Field(default=2.0, gt=0.0, le=60.0)
    pose: str = "carry"
    arm: Annotated[tuple[Angle, ...], Field(min_length=1)] | None = None


class Hold(Phase):
    """Bring the arm to its pose and keep it there."""

    def __init__(self, params: Params, context: PhaseContext) -> None:
        """Prepare.

        Raises:
            ScenarioError: `arm` is not one angle a joint, or the card has no such
                pose.
        """
        self._params, self._context = params, context
        _check_pose(params.pose, context)
        self._there = context.card.pose("stand", "hand_open", "carry")
        arm = _arm(context)
        self._there[arm] = context.card.pose("stand", "carry", params.pose)[arm]
        if params.arm is not None:
            self._there[arm] = _angles(params.arm, context)
        self._grip = carrying_grip(context)

    def start(self, observation: Observation) -> None:
        """Begin to move the arm from where it is."""
        here = self._there.copy()
        arm = _arm(self._context)
        here[arm] = self._context.own(observation).state.joint_position[arm]
        time = self._params.move_time
        self._posture = MinimumJerk(here, self._there, observation.time, time)
        self._upright = hand_upright(observation, self._context)
        self._end = observation.time + time + self._params.duration

    def update(self, observation: Observation) -> Reference:
        """Return the reference of this moment."""
        return self._context.on_feet(
            observation,
            posture=self._posture.sample(observation.time)[0],
            upright={HAND: self._upright},
            grip={HAND: self._grip},
        )

    def finished(self, observation: Observation) -> bool:
        """Say whether the time is over."""
        return bool(np.greater_equal(observation.time, self._end))


def build(params: Params, context: PhaseContext) -> Hold:
    """Return the phase."""
    return Hold(params, context)


def _arm(context: PhaseContext) -> "np.typing.NDArray[np.intp]":
    """Return the places of the right arm's joints in the card's arrays."""
    return context.card.index(context.card.groups["right_arm"])


def _check_pose(pose: str, context: PhaseContext) -> None:
    """Refuse a pose that the card does not have."""
    if pose not in context.card.poses:
        raise ScenarioError(
            f"{context.actor}: hold: pose: {pose}: a pose of {context.card.path}: "
            + ", ".join(context.card.poses)
        )


def _angles(arm: tuple[float, ...], context: PhaseContext) -> Array:
    """Return the arm's angles (n,) [rad]; refuse a wrong number of them."""
    joints = context.card.groups["right_arm"]
    if len(arm) != len(joints):
        raise ScenarioError(
            f"{context.actor}: hold: arm: {len(arm)} angles; allowed: one each for "
            + ", ".join(joints)
        )
    return np.array(arm)
