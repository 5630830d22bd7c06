"""A hand follows its path."""

from typing_extensions import override

from relaywalk.control.reference import WholeBodyReference
from relaywalk.control.tasks import Damping, FrameRows, Stiffness, Task, Weight
from relaywalk.control.tasks._pose import PoseGains, pose_gains
from relaywalk.robots.model import RobotModel


class HandTaskParams(PoseGains):
    """Gains of a hand that is led along a path."""

    # Critically damped: 2 √150 = 24.5.
    position_stiffness: Stiffness = 150.0
    position_damping: Damping = 24.0
    rotation_stiffness: Stiffness = 150.0
    rotation_damping: Damping = 24.0
    # Far below CoM and feet: a hand gives way before the balance does.
    weight: Weight = 2.0


class HandTask(Task):
    """Asks for the pose of each grasp frame that has a path (6 rows a hand)."""

    def __init__(self, params: HandTaskParams) -> None:
        """Store the gains of every hand that is led."""
        self._gains = pose_gains(params)

    @override
    def rows(
        self, model: RobotModel, reference: WholeBodyReference
    ) -> tuple[FrameRows, ...]:
        if not reference.goal.hand:
            return ()
        hands, gains = model.card.hands, self._gains
        return tuple(
            FrameRows(hands[hand].frame, path, gains)
            for hand, path in reference.goal.hand.items()
        )
