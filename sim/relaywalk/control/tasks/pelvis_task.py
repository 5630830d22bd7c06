"""The pelvis keeps the walker's heading, level or leaning a little."""

from typing_extensions import override

from relaywalk.control.reference import WholeBodyReference
from relaywalk.control.tasks import Damping, FrameRows, Stiffness, Task, Weight
from relaywalk.control.tasks._pose import (
    OrientationGains,
    orientation_gains,
    orientation_reference,
)
from relaywalk.robots.model import RobotModel
from relaywalk.spatial import rotation_of


class PelvisTaskParams(OrientationGains):
    """Gains of the pelvis; a weight of 1 lets it drift by 1 m in 20 m of walking."""

    # Critically damped: 2 √100.
    stiffness: Stiffness = 100.0
    damping: Damping = 20.0
    # It drifts in yaw: the hip's yaw actuator, of 22 N·m, is what gives way. With a
    # weight of 10 the drift is 1 mm in 20 m.
    weight: Weight = 10.0


class PelvisTask(Task):
    """Asks for the orientation of the base link (3 rows)."""

    def __init__(self, params: PelvisTaskParams) -> None:
        """Store the gains."""
        self._gains = orientation_gains(params)

    @override
    def rows(
        self, model: RobotModel, reference: WholeBodyReference
    ) -> tuple[FrameRows, ...]:
        central, base = reference.legs.central, model.card.base_link
        desired = rotation_of(central.heading, central.lean)
        aim = orientation_reference(desired, central.heading_rate)
        return (FrameRows(base, aim, self._gains),)
