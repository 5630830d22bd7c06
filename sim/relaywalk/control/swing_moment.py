"""What swinging a leg adds to the body's angular momentum, computed from the model."""

import numpy as np
import pinocchio as pin

from relaywalk.robots.model import RobotModel
from relaywalk.types import GRAVITY, Array

ALONG, PITCH = 0, 4  # rows of a twist: forwards, and about the axis to the left


def swing_moment(model: RobotModel, q: Array) -> float:
    """Return κ of p = cop − κ ẍ, ẍ the swing sole's acceleration forwards [s²].

    κ = k / (m g), k = −∂L_y/∂ẋ: with the sole kept level a leg's joints move as the
    inverse of its Jacobian says, and the centroidal momentum matrix says what angular
    momentum that is (Orin, Goswami and Lee, Auton. Robots 35, 2013).

    Args:
        model: Of the robot; its data are overwritten.
        q: (nq,) the pose in which it walks; the base's rotation does not matter.
    """
    q = q.copy()
    q[3:7] = (0.0, 0.0, 0.0, 1.0)
    matrix = pin.computeCentroidalMap(model.model, model.data, q).copy()
    model.locate(q)
    found = [
        _of_leg(model, matrix, model.card.feet[foot].frame, model.card.groups[leg])
        for foot, leg in (("left_foot", "left_leg"), ("right_foot", "right_leg"))
    ]
    return float(np.mean(found)) / (model.mass * GRAVITY)


def _of_leg(
    model: RobotModel, matrix: Array, sole: str, joints: tuple[str, ...]
) -> float:
    """Return −∂L_y/∂ẋ of one sole [kg·m]."""
    base = model.nv - len(model.joints)
    columns = [base + model.joints.index(name) for name in joints]
    forwards = np.zeros(6)
    forwards[ALONG] = 1.0
    jacobian = model.jacobian(sole)[:, columns]
    speed = np.linalg.lstsq(jacobian, forwards, rcond=None)[0]
    return -float(matrix[PITCH, columns] @ speed)
