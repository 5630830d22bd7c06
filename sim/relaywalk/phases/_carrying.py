"""How a body holds its hand while it carries the torch, or as if it did."""

import numpy as np

from relaywalk.phases import PhaseContext, torch_upright
from relaywalk.robots.card import RobotCard
from relaywalk.types import Array, Grip, Observation

HAND = "right_hand"


def hand_upright(observation: Observation, context: PhaseContext) -> Array:
    """Return the rotation (3, 3) to world of the hand that keeps the torch upright.

    In a scene without a torch the grasp frame itself is level.
    """
    if context.prop_name:
        return torch_upright(observation, context, HAND)
    return np.eye(3)


def carrying_grip(context: PhaseContext) -> Grip:
    """Return the grip on the torch.

    In a scene without one the fingers stand where they would around it, so that
    their own weight does not change with the torch's; the known payload is 0.
    """
    if context.prop_name:
        return Grip(closure=1.0, payload=1.0)
    return Grip(closure=closure_around(context.card), payload=0.0)


def closure_around(card: RobotCard) -> float:
    """Return the closure c of an empty hand that comes nearest to "hand_grip".

    Least squares over the fingers: c = (g − o)·(k − o) / |k − o|², with the open,
    gripping and closed poses o, g, k.
    """
    fingers = card.index(card.groups[HAND])
    opened = card.pose("hand_open")[fingers]
    span = card.pose("hand_closed")[fingers] - opened
    wanted = card.pose("hand_grip")[fingers] - opened
    return float(wanted @ span / (span @ span))
