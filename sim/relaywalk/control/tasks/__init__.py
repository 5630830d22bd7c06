"""Tasks: the cost of the whole-body QP, as weighted least squares of v̇.

Each file is one task. A task looks at the model and the reference and returns rows
that ask for J v̇ = a; none where it has nothing to ask. The QP adds them up and knows
none of them.
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Annotated, NamedTuple

from relaywalk.control.reference import WholeBodyReference
from relaywalk.robots.model import RobotModel
from relaywalk.schema.quantity import quantity
from relaywalk.types import Array

Stiffness = Annotated[float, quantity("1/s²", 0.0, 1e5)]
Damping = Annotated[float, quantity("1/s", 0.0, 1e4)]
Weight = Annotated[float, quantity("-", 0.0, 1e6)]


class TaskRows(NamedTuple):
    """Rows of the cost ½ Σ w (J v̇ − a)².

    Attributes:
        jacobian: (k, nv) J.
        desired: (k,) a [m/s²] or [rad/s²].
        weight: (k,) w [-].
    """

    jacobian: Array
    desired: Array
    weight: Array


class JointRows(NamedTuple):
    """Rows of the same cost whose Jacobian is the identity of the joints.

    Attributes:
        desired: (k,) acceleration of every joint of the model [rad/s²].
        weight: (k,) [-].
    """

    desired: Array
    weight: Array


class Task(ABC):
    """One thing that the body should do, as rows of the cost."""

    @abstractmethod
    def rows(
        self, model: RobotModel, reference: WholeBodyReference
    ) -> Sequence[TaskRows | JointRows]:
        """Return what the task asks for in this control period; often nothing.

        Args:
            model: Updated for the present state.
            reference: What to track.
        """
