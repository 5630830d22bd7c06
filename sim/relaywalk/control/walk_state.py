"""Where a walk is: all that decides how it goes on, in one place."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from relaywalk.planning.dcm import ZmpSegment
from relaywalk.types import Array, Path


@dataclass(frozen=True, slots=True)
class Swing:
    """One foot in the air.

    Attributes:
        foot: Which one.
        lift_off: (3,) where its sole left the ground, in world [m].
        nominal: (3,) foothold of the plan [m].
        target: (3,) where it is to land now [m].
    """

    foot: str
    lift_off: Array
    nominal: Array
    target: Array


@dataclass(slots=True)
class WalkState:
    """All that decides how the walk goes on.

    The walker replaces its values, and never writes into them.

    Attributes:
        feet: Foot → (3,) sole in world, where it stands or stood last [m].
        heading: Yaw of feet and pelvis [rad].
        com_height: That is kept, above the ground [m].
        path: That the goal names.
        followed: That is walked along: the same, or shortened to stop early.
        walking: Whether it is on its way.
        next_foot: That steps next.
        step_length: Of the latest step [m].
        segments: ZMP plan from the beginning of the present support to rest.
        dcm_start: (2,) DCM reference at the beginning of that [m].
        clock: Time since then [s].
        swing: The foot in the air, if there is one.
        integral: (2,) of the DCM error while standing [m].
    """

    feet: Mapping[str, Array]
    heading: float
    com_height: float
    path: Path | None = None
    followed: Path | None = None
    walking: bool = False
    next_foot: str = "left_foot"
    step_length: float = 0.0
    segments: tuple[ZmpSegment, ...] = ()
    dcm_start: Array = field(default_factory=lambda: np.zeros(2))
    clock: float = 0.0
    swing: Swing | None = None
    integral: Array = field(default_factory=lambda: np.zeros(2))
