"""A hand keeps what it holds upright and does not shake, wherever its arm takes it."""

import numpy as np
from typing_extensions import override

from relaywalk.control.reference import CentralReference, WholeBodyReference
from relaywalk.control.tasks import Damping, Stiffness, Task, TaskRows, Weight
from relaywalk.control.tasks._pose import OrientationGains, orientation_rows
from relaywalk.robots.model import RobotModel
from relaywalk.spatial import rotation_about_z


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
        self._gains = params

    @override
    def rows(
        self, model: RobotModel, reference: WholeBodyReference
    ) -> tuple[TaskRows, ...]:
        if not reference.goal.upright:
            return ()
        hands, gains, central = model.card.hands, self._gains, reference.legs.central
        heading, turn = rotation_about_z(central.heading), central.heading_rate
        rows = [
            orientation_rows(model, hands[hand].frame, heading @ rotation, gains, turn)
            for hand, rotation in reference.goal.upright.items()
        ]
        if central.pace > 0.0:
            frames = (hands[hand].frame for hand in reference.goal.upright)
            rows += [self._steadied(model, frame, central) for frame in frames]
        return tuple(rows)

    def _steadied(
        self, model: RobotModel, frame: str, central: CentralReference
    ) -> TaskRows:
        """Return the rows that damp a hand's velocity about the walk's."""
        jacobian, twist, drift = model.frame_motion(frame)
        c, s = np.cos(central.heading), np.sin(central.heading)
        walk = np.array([central.advance * c, central.advance * s, central.climb])
        gains = self._gains
        damping = np.array(
            [gains.sway_damping, gains.sway_damping, gains.heave_damping]
        )
        weight = np.array([gains.sway_weight, gains.sway_weight, gains.heave_weight])
        desired = damping * (walk - twist[:3]) - drift[:3]
        return TaskRows(jacobian[:3], desired, central.pace * weight)
