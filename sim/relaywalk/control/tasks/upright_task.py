"""A hand keeps what it holds upright, wherever its arm takes it."""

from typing_extensions import override

from relaywalk.control.reference import WholeBodyReference
from relaywalk.control.tasks import Damping, Stiffness, Task, TaskRows, Weight
from relaywalk.control.tasks._pose import OrientationGains, orientation_rows
from relaywalk.robots.model import RobotModel
from relaywalk.spatial import rotation_about_z


class UprightTaskParams(OrientationGains):
    """Gains of the orientation of a hand."""

    # Critically damped: 2 √100. Where the arm takes the hand is the posture's.
    stiffness: Stiffness = 100.0
    damping: Damping = 20.0
    weight: Weight = 1.0


class UprightTask(Task):
    """Asks for the orientation of each grasp frame that has one (3 rows a hand)."""

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
        return tuple(
            orientation_rows(model, hands[hand].frame, heading @ rotation, gains, turn)
            for hand, rotation in reference.goal.upright.items()
        )
