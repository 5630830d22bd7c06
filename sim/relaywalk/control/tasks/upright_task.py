"""A hand keeps what it holds upright and does not shake, wherever its arm takes it."""

import math

import numpy as np
from typing_extensions import override

from relaywalk.control.reference import CentralReference, WholeBodyReference
from relaywalk.control.tasks import (
    Damping,
    FrameRows,
    Stiffness,
    Task,
    Weight,
)
from relaywalk.control.tasks._pose import (
    OrientationGains,
    orientation_gains,
    orientation_reference,
)
from relaywalk.robots.model import RobotModel
from relaywalk.spatial import rotation_about_z
from relaywalk.types import STILL, Array, FrameReference

NOWHERE = np.eye(3)  # rotation of a frame whose orientation is free
NOWHERE.setflags(write=False)


class UprightTaskParams(OrientationGains):
    """Gains of the orientation of a hand, and of its heaving and swaying.

    Attributes:
        heave_damping: Of its vertical velocity over that of the ground's level [1/s].
        sway_damping: Of its horizontal velocity over the walk's mean [1/s].
        heave_weight, sway_weight: Of these rows at the gait's full pace; at rest they
            are 0 [-].
    """

    # Critically damped: 2 √100. Where the arm takes the hand is the posture's.
    stiffness: Stiffness = 100.0
    damping: Damping = 20.0
    weight: Weight = 1.0
    # Damped against the world, not against the body, which heaves and turns in every
    # step: at 1.42 m/s a torch crept down the hand of a Kuavo 5 by 16 mm in 100 m. At
    # rest it would only slow the arm on its way to its posture.
    heave_damping: Damping = 40.0
    heave_weight: Weight = 10.0
    sway_damping: Damping = 40.0
    # At 10 the pelvis of a Kuavo 5 turns more, and it fell at 1.37 m/s after 35 m.
    sway_weight: Weight = 5.0


class UprightTask(Task):
    """Asks for the orientation of each grasp frame that has one (6 rows a hand)."""

    def __init__(self, params: UprightTaskParams) -> None:
        """Store the gains of every hand that is kept upright."""
        self._gains = orientation_gains(params)
        steady = np.zeros((3, 6))
        steady[1, :3] = params.sway_damping, params.sway_damping, params.heave_damping
        steady[2, :3] = params.sway_weight, params.sway_weight, params.heave_weight
        self._steady, self._pace, self._paced = steady, 1.0, steady

    @override
    def rows(
        self, model: RobotModel, reference: WholeBodyReference
    ) -> tuple[FrameRows, ...]:
        upright, central = reference.goal.upright, reference.legs.central
        if not upright:
            return ()
        hands, turn = model.card.hands, central.heading_rate
        heading = rotation_about_z(central.heading)
        rows = [
            FrameRows(
                hands[hand].frame,
                orientation_reference(heading @ rotation, turn),
                self._gains,
            )
            for hand, rotation in upright.items()
        ]
        if central.pace > 0.0:
            aim, gains = _walk(central), self._steadied(central.pace)
            rows += [FrameRows(hands[hand].frame, aim, gains) for hand in upright]
        return tuple(rows)

    def _steadied(self, pace: float) -> Array:
        """Return the gains at a pace; the same array as before at the same pace."""
        if pace != self._pace:
            self._pace, self._paced = pace, self._steady.copy()
            self._paced[2] *= pace
        return self._paced


def _walk(central: CentralReference) -> FrameReference:
    """Return the velocity of the walk, as that of a frame whose place is free."""
    c, s = math.cos(central.heading), math.sin(central.heading)
    walk = np.array([central.advance * c, central.advance * s, central.climb])
    return FrameReference(STILL, NOWHERE, walk, STILL, STILL, STILL)
