"""Wrist force: what each hand of a body feels, low-passed twice."""

from typing import Annotated, NamedTuple

import numpy as np

from relaywalk.robots.card import RobotCard
from relaywalk.schema.quantity import Frozen, quantity
from relaywalk.types import ActorObservation, Array

TimeConstant = Annotated[float, quantity("s", 0.0, 10.0)]


class WristForceParams(Frozen):
    """Time constants of the two filters.

    Attributes:
        quick: Of what the arm answers to [s].
        slow: Of what is decided by [s]; as slow as a hand's own grip reflex (Delhaye
            et al. 2024), for noisy encoders shake the arm, which is felt as ± 8 N for
            moments.
    """

    quick: TimeConstant = 0.02
    slow: TimeConstant = 0.1


class FeltForce(NamedTuple):
    """The force that a forearm exerts on its hand, in the hand's frame.

    It is only of use while the hand keeps its orientation.

    Attributes:
        quick, slow: (3,) as the two filters have it [N].
    """

    quick: Array
    slow: Array


class WristForce:
    """Filters the reaction force at the last joint of every arm."""

    def __init__(
        self, card: RobotCard, period: float, params: WristForceParams
    ) -> None:
        """Begin with the first force that is felt.

        Args:
            card: Of the body.
            period: Control period [s].
            params: Time constants.
        """
        self._hands = tuple(card.hands)
        self._wrists = card.index(tuple(card.arm(hand)[-1] for hand in self._hands))
        constants = np.array([params.quick, params.slow])[:, None, None]
        self._fraction = period / (constants + period)
        self._force: Array | None = None

    def update(self, seen: ActorObservation) -> dict[str, FeltForce]:
        """Take in one observation; return what each hand feels, by its name."""
        force = seen.joint_wrench[self._wrists, :3]
        if self._force is None:
            self._force = np.stack((force, force))
        self._force = self._force + self._fraction * (force - self._force)
        quick, slow = self._force
        return {
            hand: FeltForce(quick[number], slow[number])
            for number, hand in enumerate(self._hands)
        }
