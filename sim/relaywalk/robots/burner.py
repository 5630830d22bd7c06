"""How near the burners of two torches are to each other."""

from typing import NamedTuple

import numpy as np

from relaywalk.robots.card import PropCard
from relaywalk.spatial import rotate
from relaywalk.types import Array

UP = np.array([0.0, 0.0, 1.0])  # a prop's axis, from its end to its burner


class BurnersApart(NamedTuple):
    """How two burners lie to each other; arrays of one length, or numbers.

    Attributes:
        gap: Between the rims of both mouths, side by side [m].
        tilt: Between both axes [rad].
    """

    gap: Array
    tilt: Array


def burners_apart(
    cards: tuple[PropCard, PropCard], poses: tuple[Array, Array]
) -> BurnersApart:
    """Return how two burners lie to each other: |m₁ − m₂| − r₁ − r₂, acos z₁·z₂.

    Args:
        cards: Of both props.
        poses: (7,) or (rows, 7) of each in world.
    """
    axes = [rotate(pose[..., 3:], UP) for pose in poses]
    first, second = (
        pose[..., :3] + card.burner * axis
        for card, pose, axis in zip(cards, poses, axes, strict=True)
    )
    apart = np.linalg.norm(first - second, axis=-1)
    cosine = np.clip(np.sum(axes[0] * axes[1], axis=-1), -1.0, 1.0)
    rims = sum(card.burner_radius for card in cards)
    return BurnersApart(apart - rims, np.arccos(cosine))
