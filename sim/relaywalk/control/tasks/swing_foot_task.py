"""A foot in the air follows its path."""

from typing_extensions import override

from relaywalk.control.reference import WholeBodyReference
from relaywalk.control.tasks import Damping, FrameRows, Stiffness, Task, Weight
from relaywalk.control.tasks._pose import PoseGains, pose_gains
from relaywalk.robots.model import RobotModel


class SwingFootTaskParams(PoseGains):
    """Gains of a swinging foot."""

    # Critically damped: 2 √600 = 49, and 2 √400 = 40.
    position_stiffness: Stiffness = 600.0
    position_damping: Damping = 49.0
    rotation_stiffness: Stiffness = 400.0
    rotation_damping: Damping = 40.0
    weight: Weight = 10.0


class SwingFootTask(Task):
    """Asks for the pose of the sole of each foot in the air (6 rows a foot)."""

    def __init__(self, params: SwingFootTaskParams) -> None:
        """Store the gains of the foot in the air."""
        self._gains = pose_gains(params)

    @override
    def rows(
        self, model: RobotModel, reference: WholeBodyReference
    ) -> tuple[FrameRows, ...]:
        if not reference.legs.swing:
            return ()
        feet, gains = model.card.feet, self._gains
        return tuple(
            FrameRows(feet[foot].frame, path, gains)
            for foot, path in reference.legs.swing.items()
        )
