"""Where the feet go: along a straight line, faster, on, slower, to a goal."""

from dataclasses import dataclass

import numpy as np

from relaywalk.types import Array

SHORTEST = 0.06  # a step towards the goal is at least this long [m]
AT_GOAL = 0.01  # [m]
LINE_CORRECTION = 0.015  # largest correction towards the line a step [m]


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
        zmp_lateral: ZMP reference's lateral place over the foot's [-].
        crouch: How far the CoM is below its height in the standing pose [m].
    """

    step_length: float = 0.40
    swing_time: float = 0.45
    double_support_time: float = 0.04
    width: float = 0.20
    swing_height: float = 0.05
    acceleration: float = 0.20
    zmp_forward: float = 0.02
    zmp_lateral: float = 0.9
    crouch: float = 0.0

    @property
    def step_time(self) -> float:
        """From one touchdown to the next [s]."""
        return self.swing_time + self.double_support_time


def sign(side: str) -> float:
    """Return +1 for the left side, −1 for the right."""
    return 1.0 if side.startswith("left") else -1.0


def other(foot: str) -> str:
    """Return the other foot's contact-frame name."""
    return "right_foot" if foot == "left_foot" else "left_foot"


@dataclass(frozen=True, slots=True)
class StraightWalk:
    """The rule by which the next foothold follows from the last two.

    Attributes:
        gait: How the robot walks.
        line_y: Of the line that the feet straddle [m].
        goal_x: Where both feet end [m].
    """

    gait: GaitParameters
    line_y: float
    goal_x: float

    def foothold(self, foot: str, stance: Array, length: float) -> tuple[Array, float]:
        """Return where a foot lands (2,) [m], and the length of that step [m].

        Args:
            foot: The one that steps.
            stance: (2,) the other one's place [m].
            length: Of the step before [m].
        """
        gait = self.gait
        remaining = self.goal_x - stance[0]
        braking = np.sqrt(max(2.0 * gait.acceleration * remaining, 0.0))
        longer = length + gait.acceleration * gait.step_time**2
        step = min(longer, gait.step_length, max(braking * gait.step_time, SHORTEST))
        step = float(min(step, max(remaining, 0.0)))
        beside = stance[1] + sign(foot) * gait.width
        on_line = self.line_y + sign(foot) * gait.width / 2.0
        correction = np.clip(on_line - beside, -LINE_CORRECTION, LINE_CORRECTION)
        return np.array([stance[0] + step, beside + correction]), step

    def arrived(self, feet: tuple[Array, Array]) -> bool:
        """Say whether both feet (2,) are at the goal."""
        return all(foot[0] > self.goal_x - AT_GOAL for foot in feet)
