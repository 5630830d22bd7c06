"""A foot that bears load does not move."""

import numpy as np
from typing_extensions import override

from relaywalk.control.reference import WholeBodyReference
from relaywalk.control.tasks import Damping, FrameRows, Task, Weight
from relaywalk.control.tasks._pose import orientation_reference
from relaywalk.robots.model import RobotModel
from relaywalk.schema.quantity import Frozen


class StanceTaskParams(Frozen):
    """Gains of the stance feet.

    Attributes:
        damping: Of the sole's twist [1/s].
        weight: Of the task [-].
    """

    # No stiffness: a foot that has landed is right where it is, and a contact that is
    # pulled back to a place bears no high gain (Baumgarte; crocoddyl#605).
    damping: Damping = 20.0
    # Ten times the swing foot's: the foot that stands must not move for the one that
    # swings.
    weight: Weight = 100.0


class StanceTask(Task):
    """Asks for a = −k_d · twist − J̇v of each stance foot's sole (6 rows a foot)."""

    def __init__(self, params: StanceTaskParams) -> None:
        """Store the gains; one weight for all six rows of a foot."""
        gains = [[0.0], [params.damping], [params.weight]]
        self._gains = np.repeat(gains, 6, axis=1)
        # without stiffness it does not matter where
        self._rest = orientation_reference(np.eye(3))

    @override
    def rows(
        self, model: RobotModel, reference: WholeBodyReference
    ) -> tuple[FrameRows, ...]:
        feet = model.card.feet
        return tuple(
            FrameRows(feet[foot].frame, self._rest, self._gains)
            for foot in reference.legs.stance
        )
