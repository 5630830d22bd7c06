"""How a body holds its hand while it carries the torch, or as if it did."""

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from scipy.spatial.transform import Rotation

from relaywalk.phases import PhaseContext, Situation
from relaywalk.phases._grip_height import held_height
from relaywalk.phases._torch import torch_upright
from relaywalk.planning.minimum_jerk import MinimumJerk
from relaywalk.robots.card import RobotCard
from relaywalk.robots.full_model import FullModel
from relaywalk.types import Array, Grip, Observation

UPRIGHT = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0)  # pose of the base


def arm_joints(context: PhaseContext) -> NDArray[np.intp]:
    """Return the indices of the carrying arm's joints in the card's arrays."""
    return context.card.index(context.card.arm(context.hand))


def arm_motion(
    situation: Situation, context: PhaseContext, posture: Array, duration: float
) -> MinimumJerk:
    """Return a motion of the arm from where it is into a posture; the rest is there.

    Args:
        situation: Of the tick in which it begins.
        context: Of the body.
        posture: (n,) where it ends [rad].
        duration: [s].
    """
    here, arm = posture.copy(), arm_joints(context)
    here[arm] = situation.own.state.joint_position[arm]
    return MinimumJerk(here, posture, situation.time, duration)


def hand_upright(observation: Observation, context: PhaseContext) -> Array:
    """Return the hand's rotation (3, 3) to the body's heading, its torch upright.

    In a scene without a torch the grasp frame itself is level.
    """
    if context.prop_name:
        return torch_upright(observation, context)
    return np.eye(3)


def carrying_grip(situation: Situation, context: PhaseContext) -> Grip:
    """Return the grip on the torch, where the hand is on it now.

    In a scene without one the fingers stand so that they weigh on the arm as they
    would around it, and the known payload is 0.
    """
    if context.prop_name:
        return context.grip(held_height(situation, context), 1.0, 1.0)
    return Grip(closure=closure_around(context.card, context.hand), payload=0.0)


def closure_around(card: RobotCard, hand: str) -> float:
    """Return the closure of an empty hand that weighs on the wrist as around the torch.

    The closure c at which, with the fingers level, gravity's torque on the arm's last
    joint is that of the pose "hand_grip".

    Args:
        card: Of the body.
        hand: Contact-frame name.
    """
    model, fingers = FullModel(card), card.index(card.groups[hand])
    opened, gripping, closed = (
        card.pose(f"hand_{name}")[fingers] for name in ("open", "grip", "closed")
    )
    q = np.concatenate((UPRIGHT, np.zeros(len(model.joints))))
    # the base is turned until the hand is level, as it is in carrying
    level = model.rotation(card.hands[hand].frame, q).T
    q[3:7] = Rotation.from_matrix(level).as_quat()
    wrist = model.joints.index(card.arm(hand)[-1])
    still = np.zeros(model.free + len(model.joints))

    def weight(pose: Array) -> float:
        """Return gravity's torque on the wrist for some fingers (k,) [N·m]."""
        position = np.zeros(len(card.joints))
        position[fingers] = pose
        q[7:] = position[model.select]
        force = model.generalised_force(q, still, still, {})
        return float(force[model.free + wrist])

    desired = weight(gripping)
    found = minimize_scalar(
        lambda c: (weight(opened + c * (closed - opened)) - desired) ** 2,
        bounds=(0.0, 1.0),
        method="bounded",
    )
    return float(found.x)
