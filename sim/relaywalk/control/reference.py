"""What the whole-body controller tracks in one control period."""

import math
from collections.abc import Mapping
from typing import NamedTuple

from relaywalk.types import GRAVITY, Array, FrameReference, Goal


class CentralReference(NamedTuple):
    """Where CoM and pelvis should be.

    Attributes:
        com_height: Over the ground [m].
        level: Height of the ground under the CoM in world [m].
        climb: Rate of both together [m/s].
        heading, heading_rate: Yaw of the pelvis [rad], [rad/s].
        lean: Pitch of the pelvis, forwards positive [rad].
        pace: From 0 at rest, or while it catches itself, to 1 in full steps [-].
        advance: Mean speed along the heading, the swaying of the steps left out [m/s].
    """

    com_height: float
    level: float = 0.0
    climb: float = 0.0
    heading: float = 0.0
    heading_rate: float = 0.0
    lean: float = 0.0
    pace: float = 0.0
    advance: float = 0.0


class LegReference(NamedTuple):
    """What the legs should do now, as the walker decides it.

    Attributes:
        zmp_in_world: (2,) zero-moment point asked for, less what the swing leg's
            momentum takes [m].
        dcm_in_world: (2,) divergent component of motion as the balance counts it, with
            what a lasting force adds [m].
        dcm_desired_in_world: (2,) that of the plan [m].
        central: Where CoM and pelvis should be.
        stance: Contact-frame names of the feet that bear load.
        swing: Contact-frame name of the foot in the air → where it should be.
    """

    zmp_in_world: Array
    dcm_in_world: Array
    dcm_desired_in_world: Array
    central: CentralReference
    stance: tuple[str, ...]
    swing: Mapping[str, FrameReference]

    @property
    def heading(self) -> float:
        """Yaw of the pelvis [rad]."""
        return self.central.heading

    @property
    def com_height(self) -> float:
        """Height of the CoM over the ground [m]."""
        return self.central.com_height

    @property
    def omega(self) -> float:
        """Natural frequency √(g / h) of the inverted pendulum [1/s]."""
        return math.sqrt(GRAVITY / self.central.com_height)


class WholeBodyReference(NamedTuple):
    """What tasks and limits may look at.

    Attributes:
        goal: What the body should do, as its phase says.
        legs: What its legs should do, as the walker says.
    """

    goal: Goal
    legs: LegReference
