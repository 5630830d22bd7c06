"""Where a walk is: all that decides how it goes on, in one place."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from relaywalk.control.swing import Swing
from relaywalk.planar_path import PlanarPath, PlanarPose
from relaywalk.planning.dcm import ZmpSegment
from relaywalk.planning.footstep import Footstep
from relaywalk.planning.walk import Walk
from relaywalk.types import Array


@dataclass(slots=True)
class WalkState:
    """All that decides how the walk goes on.

    The walker replaces its values, and never writes into them.

    Attributes:
        feet: Foot → where it stands or stood last.
        home: Foot → where it stood at rest, before anything drove it away.
        heading, heading_rate: Yaw of the pelvis [rad], [rad/s].
        lean: Pitch of the pelvis [rad].
        advance: Mean speed along the heading [m/s].
        pace: From 0 at rest, or while it catches itself, to 1 in full steps [-].
        com_height, height_rate: Over the ground [m], [m/s].
        level, level_rate: Height of the ground under the CoM in world [m], [m/s].
        path, speed, place: That the goal names.
        walk: The rule of the footsteps that is on; None at rest.
        next_foot: That steps next.
        step_length: Of the latest step [m].
        segments: ZMP plan from the beginning of the present support to rest.
        dcm_reference: (2,) ξ_ref now, in world [m].
        dcm_offset: (2,) b, DCM over foothold at the touchdown of the plan [m].
        clock: Time since the support began [s].
        swing: The foot in the air, if there is one.
        disturbance: (2,) d, by which a steady force moves the DCM, in world [m].
        observed_dcm: (2,) ξ as the observer of the disturbance sees it, in world [m].
        settling: (2,) by which the desired DCM is not between the feet yet [m].
        outside: For how long the DCM has been outside both feet's support [s].
        catching: Whether a step was taken that no plan had, and is not yet made good.
        steps, retimed_steps: So far.
        walking_height, kappa: CoM height of the gait [m] and κ of the swing leg's
            moment [s²], of the body as it was known when the walker was built.
    """

    feet: Mapping[str, Footstep]
    home: Mapping[str, Footstep]
    heading: float
    com_height: float
    level: float
    heading_rate: float = 0.0
    lean: float = 0.0
    advance: float = 0.0
    pace: float = 0.0
    height_rate: float = 0.0
    level_rate: float = 0.0
    path: PlanarPath | None = None
    speed: float | None = None
    place: PlanarPose | None = None
    walk: Walk | None = None
    next_foot: str = "left_foot"
    step_length: float = 0.0
    segments: tuple[ZmpSegment, ...] = ()
    dcm_reference: Array = field(default_factory=lambda: np.zeros(2))
    dcm_offset: Array = field(default_factory=lambda: np.zeros(2))
    clock: float = 0.0
    swing: Swing | None = None
    disturbance: Array = field(default_factory=lambda: np.zeros(2))
    observed_dcm: Array = field(default_factory=lambda: np.zeros(2))
    settling: Array = field(default_factory=lambda: np.zeros(2))
    outside: float = 0.0
    catching: bool = False
    steps: int = 0
    retimed_steps: int = 0
    walking_height: float = 0.0
    kappa: float = 0.0

    @property
    def busy(self) -> bool:
        """Whether it catches itself by a step that no plan had."""
        return self.catching or (self.swing is not None and self.swing.retimed)

    @property
    def footholds(self) -> tuple[Footstep, Footstep]:
        """Where left and right foot stand, or are to land."""
        feet = dict(self.feet)
        if self.swing is not None:
            feet[self.swing.foot] = self.swing.landing
        return feet["left_foot"], feet["right_foot"]
