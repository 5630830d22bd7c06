"""What the whole-body controller tracks in one control period."""

import math
from collections.abc import Mapping
from typing import NamedTuple

from relaywalk.types import GRAVITY, Array, FrameReference, Goal


class LegReference(NamedTuple):
    """What the legs should do now, as the walker decides it.

    Attributes:
        zmp_in_world: (2,) zero-moment point asked for [m].
        dcm_in_world: (2,) divergent component of motion as it is measured [m].
        dcm_desired_in_world: (2,) that of the plan [m].
        com_height: Above the ground [m].
        heading: Yaw of the pelvis [rad].
        stance: Contact-frame names of the feet that bear load.
        swing: Contact-frame name of the foot in the air → where it should be.
    """

    zmp_in_world: Array
    dcm_in_world: Array
    dcm_desired_in_world: Array
    com_height: float
    heading: float
    stance: tuple[str, ...]
    swing: Mapping[str, FrameReference]

    @property
    def omega(self) -> float:
        """Natural frequency √(g / h) of the inverted pendulum [1/s]."""
        return math.sqrt(GRAVITY / self.com_height)


class WholeBodyReference(NamedTuple):
    """What tasks and limits may look at.

    Attributes:
        goal: What the body should do, as its phase says.
        legs: What its legs should do, as the walker says.
    """

    goal: Goal
    legs: LegReference
