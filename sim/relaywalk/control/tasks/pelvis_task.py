"""The pelvis keeps the walker's heading, level or leaning a little."""

from typing_extensions import override

from relaywalk.control.reference import WholeBodyReference
from relaywalk.control.tasks import Damping, Stiffness, Task, TaskRows, Weight
from relaywalk.control.tasks._pose import OrientationGains, orientation_rows
from relaywalk.robots.model import RobotModel
from relaywalk.spatial import rotation_about_y, rotation_about_z


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
        self._gains = params

    @override
    def rows(
        self, model: RobotModel, reference: WholeBodyReference
    ) -> tuple[TaskRows, ...]:
        central, base = reference.legs.central, model.card.base_link
        desired = rotation_about_z(central.heading) @ rotation_about_y(central.lean)
        turn = central.heading_rate
        return (orientation_rows(model, base, desired, self._gains, turn),)
