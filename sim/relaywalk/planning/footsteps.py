"""Footstep plan: along a straight path, faster, steadily, slower, to its end."""

from dataclasses import dataclass
from typing import Annotated

import numpy as np

from relaywalk.schema.quantity import Frozen, quantity
from relaywalk.types import Array, Path


@dataclass(frozen=True, slots=True)
class GaitParameters:
    """How a robot walks.

    Attributes:
        step_length: Of a full step, foot to other foot [m].
        swing_time: Single support [s].
        double_support_time: [s].
        width: Between the soles' origins [m].
        swing_height: Of the foot over the ground [m].
        acceleration: Of the mean speed [m/s²].
        zmp_forward: ZMP reference ahead of the sole's origin [m].
        zmp_lateral: ZMP reference's lateral position over the foot's [-].
        crouch: How far the CoM is below its height in the standing pose [m].
    """

    step_length: float = 0.40
    swing_time: float = 0.45
    # Short, but not none: over it the load passes from foot to foot, which keeps the
    # joints' loads smooth.
    double_support_time: float = 0.04
    # Width and height of a step: Kuavo's own controller has 0.20 m and 0.06 m.
    width: float = 0.20
    swing_height: float = 0.05
    acceleration: float = 0.20
    # Towards the middle of the sole, which reaches further forward than back.
    zmp_forward: float = 0.02
    # Inwards of the sole's middle: the body sways less from side to side.
    zmp_lateral: float = 0.9
    crouch: float = 0.0

    @property
    def step_time(self) -> float:
        """From one touchdown to the next [s]."""
        return self.swing_time + self.double_support_time


class FootstepParams(Frozen):
    """How footsteps follow a path.

    Attributes:
        shortest: A step towards the end of the path is at least this long [m].
        arrival_tolerance: A foot this far before the end has arrived [m].
        line_correction: Largest lateral correction towards the path, a step [m].
    """

    # The speed falls as √(2 a r): without a least step the end is never reached.
    shortest: Annotated[float, quantity("m", 0.0, 0.5, open_low=True)] = 0.06
    arrival_tolerance: Annotated[float, quantity("m", 0.0, 0.2)] = 0.01
    # Bounded: unbounded, the walk diverged after pushes.
    line_correction: Annotated[float, quantity("m", 0.0, 0.2)] = 0.015


def sign(foot: str) -> float:
    """Return +1 for the left foot, −1 for the right."""
    return 1.0 if foot.startswith("left") else -1.0


def other(foot: str) -> str:
    """Return the other foot's contact-frame name."""
    return "right_foot" if foot == "left_foot" else "left_foot"


@dataclass(frozen=True, slots=True)
class StraightWalk:
    """The rule by which the next foothold follows from the last two.

    Attributes:
        gait: How the robot walks.
        params: How footsteps follow the path.
        path: Along world x, straddled by the feet.
    """

    gait: GaitParameters
    params: FootstepParams
    path: Path

    @property
    def goal_x(self) -> float:
        """World x of the end of the path [m]."""
        return self.path.x + self.path.length

    def foothold(self, foot: str, stance: Array, length: float) -> tuple[Array, float]:
        """Return where a foot lands (2,) [m], and the length of that step [m].

        The speed rises by the gait's acceleration a and falls as √(2 a r), r being
        what remains of the path.

        Args:
            foot: The one that steps.
            stance: (2,) the other one's position in world [m].
            length: Of the step before [m].
        """
        gait, params = self.gait, self.params
        remaining = self.goal_x - stance[0]
        braking = np.sqrt(max(2.0 * gait.acceleration * remaining, 0.0))
        # a step later the speed is higher by a T, so the step is longer by a T²
        longer = length + gait.acceleration * gait.step_time**2
        slower = max(braking * gait.step_time, params.shortest)
        step = float(min(longer, gait.step_length, slower, max(remaining, 0.0)))
        # From the foot that stands, not from the line: the width stays right, and what
        # is off the line is walked off over some steps.
        beside = stance[1] + sign(foot) * gait.width
        on_line = self.path.y + sign(foot) * gait.width / 2.0
        maximum = params.line_correction
        correction = np.clip(on_line - beside, -maximum, maximum)
        return np.array([stance[0] + step, beside + correction]), step

    def braking_distance(self, length: float) -> float:
        """Return the distance v² / 2a in which to stop [m].

        Args:
            length: Of the latest step [m].
        """
        speed = length / self.gait.step_time
        return speed**2 / (2.0 * self.gait.acceleration)

    def arrived(self, feet: tuple[Array, Array]) -> bool:
        """Say whether both feet (2,) are at the end of the path."""
        end = self.goal_x - self.params.arrival_tolerance
        return all(foot[0] > end for foot in feet)
