"""The centre of mass accelerates as the ZMP asked for says, and keeps its height."""

import numpy as np
from typing_extensions import override

from relaywalk.control.reference import WholeBodyReference
from relaywalk.control.tasks import Damping, Stiffness, Task, TaskRows, Weight
from relaywalk.robots.model import RobotModel
from relaywalk.schema.quantity import Frozen
from relaywalk.types import GRAVITY


class ComTaskParams(Frozen):
    """Gains of the centre of mass.

    Attributes:
        weight: Of the level rows [-]; the walk needs at least 50 (measured).
        height_weight: Of the height's row [-].
        height_stiffness: Of the error of height [1/s²].
        height_damping: Of the error of vertical velocity [1/s].
    """

    # Over every other task: the ZMP is what keeps the body up.
    weight: Weight = 200.0
    # In the trials 10 was too weak and 1000 too strong; 100 slowed a walk of 1.0 m/s to
    # 0.81 m/s.
    height_weight: Weight = 30.0
    height_stiffness: Stiffness = 80.0
    # critical: 2 √80
    height_damping: Damping = 18.0


class ComTask(Task):
    """Asks for c̈_xy = ω² (c − p) and servoes the height (3 rows).

    ω² = g / h, p is the ZMP: the linear inverted pendulum (Kajita et al., IROS 2001).
    """

    def __init__(self, params: ComTaskParams) -> None:
        """Store the gains; weights of x, y and height (3,) [-]."""
        self._params = params
        weight = params.weight
        self._weight = np.array([weight, weight, params.height_weight])

    @override
    def rows(
        self, model: RobotModel, reference: WholeBodyReference
    ) -> tuple[TaskRows, ...]:
        legs, params, central = reference.legs, self._params, reference.legs.central
        x, y, z = model.com_in_world.tolist()
        zmp_x, zmp_y = legs.zmp_in_world.tolist()
        rise = central.climb - float(model.com_velocity[2])
        stiffness = GRAVITY / central.com_height  # ω²
        # the rate is fed forward: damped alone, the height lags by 0.13 m at 0.6 m/s
        height = (
            params.height_stiffness * (central.level + central.com_height - z)
            + params.height_damping * rise
        )
        desired = np.array([stiffness * (x - zmp_x), stiffness * (y - zmp_y), height])
        rows = TaskRows(model.com_jacobian, desired - model.com_bias, self._weight)
        return (rows,)
