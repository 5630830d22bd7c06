"""Tasks: the cost of the whole-body QP, as weighted least squares of v̇.

Each file is one task. A task looks at the model and the reference and returns rows
that ask for J v̇ = a; none where it has nothing to ask. The QP adds them up and knows
none of them.
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Annotated, NamedTuple

import numpy as np

from relaywalk.control.reference import WholeBodyReference
from relaywalk.robots.model import RobotModel, rotation_error
from relaywalk.schema.quantity import quantity
from relaywalk.types import Array, FrameReference

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


class FrameRows(NamedTuple):
    """Rows of the same cost that servo a frame to a reference.

    J v̇ = a* + k_p e + k_d ė − J̇ v, linear first; e is the error of position, then the
    rotation vector log(R* Rᵀ), in world.

    Attributes:
        frame: In the URDF.
        reference: Where it should be.
        gains: (3, 6) k_p [1/s²], k_d [1/s] and weight [-] of the six rows; a row of
            weight 0 is not asked for.
    """

    frame: str
    reference: FrameReference
    gains: Array

    def dense(self, model: RobotModel) -> TaskRows:
        """Return the rows that have a weight.

        Args:
            model: Updated for the present state.
        """
        jacobian, twist, drift = model.frame_motion(self.frame)
        position, rotation = model.placement(self.frame)
        aim, (stiffness, damping, weight) = self.reference, self.gains
        error = np.empty((3, 6))  # of pose, of twist, and a* − J̇ v
        error[0, :3] = aim.position_in_world - position
        error[0, 3:] = rotation_error(aim.rotation_to_world, rotation)
        error[1, :3] = aim.velocity_in_world
        error[1, 3:] = aim.angular_velocity_in_world
        error[2, :3] = aim.acceleration_in_world
        error[2, 3:] = aim.angular_acceleration_in_world
        error[1:] -= twist, drift
        desired = stiffness * error[0] + damping * error[1] + error[2]
        asked = weight > 0.0
        return TaskRows(jacobian[asked], desired[asked], weight[asked])


Rows = TaskRows | JointRows | FrameRows


class Task(ABC):
    """One thing that the body should do, as rows of the cost."""

    @abstractmethod
    def rows(self, model: RobotModel, reference: WholeBodyReference) -> Sequence[Rows]:
        """Return what the task asks for in this control period; often nothing.

        Args:
            model: Updated for the present state.
            reference: What to track.
        """
