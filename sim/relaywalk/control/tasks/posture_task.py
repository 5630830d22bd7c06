"""Every joint stays near the goal's posture, as far as nothing else leads it."""

from collections.abc import Iterable

import numpy as np
from typing_extensions import override

from relaywalk.control.reference import WholeBodyReference
from relaywalk.control.tasks import Damping, JointRows, Stiffness, Task, Weight
from relaywalk.robots.card import RobotCard
from relaywalk.robots.model import RobotModel
from relaywalk.schema.quantity import Frozen
from relaywalk.types import Array

LEGS = ("left_leg", "right_leg")  # groups of a card


class PostureTaskParams(Frozen):
    """Gains of the joints.

    Attributes:
        stiffness: Of the error of the joints [1/s²].
        damping: Of their velocity; critically damped by default [1/s].
        weight: Of a joint above the legs [-].
        leg_weight: Of a leg's joint, which CoM and feet lead [-].
        led_weight: Of an arm's joint while its hand follows a path [-].
    """

    stiffness: Stiffness = 60.0
    damping: Damping = 2.0 * 60.0**0.5
    weight: Weight = 0.3
    # Enough to choose where feet and CoM leave a choice, too little to be felt by them.
    leg_weight: Weight = 0.02
    # An arm has seven joints and its hand six rows: this chooses the elbow.
    led_weight: Weight = 0.01


class PostureTask(Task):
    """Asks for θ̈ = k_p (θ* − θ) − k_d θ̇ of every joint of the model."""

    def __init__(
        self, params: PostureTaskParams, card: RobotCard, joints: tuple[str, ...]
    ) -> None:
        """Set the weight of every joint.

        Args:
            params: Gains.
            card: Of the robot.
            joints: Of its model.
        """
        self._params = params
        legs = {joint for group in LEGS for joint in card.groups[group]}
        free, leg, led = params.weight, params.leg_weight, params.led_weight
        self._weight = np.array([leg if name in legs else free for name in joints])
        self._led_weight = {
            hand: np.where([n in card.arm(hand) for n in joints], led, self._weight)
            for hand in card.hands
        }

    @override
    def rows(
        self, model: RobotModel, reference: WholeBodyReference
    ) -> tuple[JointRows, ...]:
        params, goal = self._params, reference.goal
        posture = goal.posture[model.select]
        desired = (
            params.stiffness * (posture - model.q[7:]) - params.damping * model.v[6:]
        )
        return (JointRows(desired, self._weights(goal.hand)),)

    def _weights(self, led_hands: Iterable[str]) -> Array:
        """Return the weight (k,) of every joint."""
        weight = self._weight
        for hand in led_hands:
            # each led hand lowers the weights of its own arm
            weight = np.minimum(weight, self._led_weight[hand])
        return weight
