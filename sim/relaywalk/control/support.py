"""Where the ZMP may lie: under one sole, or under two soles and between them."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from relaywalk.control.clip import clip
from relaywalk.errors import ScenarioError
from relaywalk.robots.card import RobotCard, Sole
from relaywalk.types import Array

SAME_POINT = 1e-9  # square of a distance between soles that counts as none [m²]


class Rectangle(NamedTuple):
    """Where the ZMP may lie under one sole.

    Attributes:
        middle: (2,) in the sole frame [m].
        half: (2,) half of its size [m].
    """

    middle: Array
    half: Array

    @classmethod
    def inside(cls, sole: Sole, margin: float) -> "Rectangle":
        """Return a sole's rectangle less a margin [m].

        Raises:
            ScenarioError: The margin leaves nothing of it.
        """
        lower = np.array([sole.x_min, sole.y_min])
        upper = np.array([sole.x_max, sole.y_max])
        half = 0.5 * (upper - lower)
        if margin >= half.min():
            raise ScenarioError(
                f"controller: walker.balance.zmp_margin: {margin:g}: less than half "
                f"the width that the ankles reach, {half.min():.4g} [m]"
            )
        return cls(0.5 * (lower + upper), half - margin)


@dataclass(frozen=True, slots=True)
class Support:
    """The Minkowski sum of a sole's rectangle and the segment between two soles.

    Both soles have the world's heading.

    Attributes:
        first, last: (2,) origins of the sole frames in world [m].
        region: Where the ZMP may lie about them.
    """

    first: Array
    last: Array
    region: Rectangle

    def clip(self, zmp: Array) -> Array:
        """Return the point (2,) of the region next to a ZMP (2,) [m]."""
        middle, half = self.region
        displacement = self.last - self.first
        length = float(displacement @ displacement)
        start = self.first + middle
        fraction = 0.0
        if length >= SAME_POINT:
            fraction = float((zmp - start) @ displacement) / length
        # A point of the segment plus one of the rectangle: inside by construction,
        # where a search of the nearest point would need the hull's edges.
        axis = start + min(max(fraction, 0.0), 1.0) * displacement
        inside: Array = axis + clip(zmp - axis, -half, half)
        return inside


def reachable_sole(
    card: RobotCard, sole: Sole, load: float, ankle_fraction: float, margin: float
) -> Sole:
    """Return the part of a sole to which the ankle can bring the ZMP.

    The ankle's axes are over the sole frame's origin, so the ZMP is at most τ / f_z
    from it. A margin is added that the support takes off again.

    Args:
        card: Of the robot; both ankles are alike.
        sole: The rectangle that touches the ground.
        load: Vertical force f_z on one foot [N].
        ankle_fraction: τ over the ankle's peak torque [-].
        margin: That the ZMP keeps inside the soles [m].
    """
    foot = next(iter(card.feet.values()))
    pitch, roll = (
        card.ratings[joint].peak_torque.value
        for joint in (foot.ankle_pitch, foot.ankle_roll)
    )
    along, across = ankle_fraction * pitch / load, ankle_fraction * roll / load
    return Sole(
        x_min=max(sole.x_min, -along - margin),
        x_max=min(sole.x_max, along + margin),
        y_min=max(sole.y_min, -across - margin),
        y_max=min(sole.y_max, across + margin),
    )
