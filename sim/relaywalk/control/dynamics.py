"""The equations of motion of a robot on its stance feet, linear in what is unknown."""

from dataclasses import dataclass

import numpy as np

from relaywalk.robots.model import RobotModel
from relaywalk.types import Array

BASE_ROWS = 6  # rows of the free base


@dataclass(frozen=True, slots=True)
class WholeBodyDynamics:
    """M v̇ + h = Sᵀ τ + Σ Jᵀ w, with the joint torques τ eliminated.

    The unknowns are z = (v̇, w): the generalised acceleration (nv,), then one wrench
    (6,) a stance foot, at its sole frame, world axes. The left side minus the contact
    forces is matrix · z + bias; its first six rows are zero, the others are τ.

    Attributes:
        model: Updated for the present state.
        stance: Contact-frame names of the feet that bear load.
        matrix: (nv, nv + 6 k) (M, −Jᵀ).
        bias: (nv,) h.
    """

    model: RobotModel
    stance: tuple[str, ...]
    matrix: Array
    bias: Array

    @classmethod
    def of(cls, model: RobotModel, stance: tuple[str, ...]) -> "WholeBodyDynamics":
        """Return the equations for the present state.

        Args:
            model: Updated for it.
            stance: Contact-frame names of the feet that bear load.
        """
        nv = model.nv
        # Torques are no unknowns: v̇ and w say what they are, so that the QP is smaller
        # by as many variables and equalities as there are joints.
        matrix = np.empty((nv, nv + 6 * len(stance)))
        matrix[:, :nv] = model.mass_matrix
        for number, foot in enumerate(stance):
            jacobian = model.frame_motion(model.card.feet[foot].frame)[0]
            matrix[:, nv + 6 * number : nv + 6 * number + 6] = -jacobian.T
        return cls(model, stance, matrix, model.bias)

    @property
    def size(self) -> int:
        """How many unknowns there are."""
        return self.matrix.shape[1]

    def wrench(self, number: int) -> slice:
        """Return the unknowns of the wrench of a stance foot, by its number."""
        begin = self.model.nv + 6 * number
        return slice(begin, begin + 6)

    def torque(self, unknowns: Array) -> Array:
        """Return the joint torques τ (n,) [N·m] of a solution z."""
        torque: Array = (self.matrix @ unknowns + self.bias)[BASE_ROWS:]
        return torque
