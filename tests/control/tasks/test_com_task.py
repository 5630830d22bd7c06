"""The CoM accelerates away from the ZMP and is brought to its height."""

import numpy as np
import pytest

from relaywalk.control.reference import CentralReference
from relaywalk.control.tasks.com_task import ComTask, ComTaskParams

PARAMS = ComTaskParams(
    weight=150.0, height_weight=20.0, height_stiffness=90.0, height_damping=17.0
)
ZMP, HEIGHT = np.array([0.1, 0.05]), 0.8  # [m]
LEVEL, CLIMB = 0.15, -0.4  # [m], [m/s]


def test_rows_are_derivatives_and_ask_for_the_pendulums_acceleration(moved, asks):
    """c̈_xy = g/h (c − p); a spring over the ground, a damper about its own rate."""
    com = moved.model.com_in_world
    reference = moved.reference(
        zmp_in_world=ZMP, central=CentralReference(HEIGHT, LEVEL, CLIMB)
    )
    (rows,) = ComTask(PARAMS).rows(moved.model, reference)

    def acceleration(velocity):
        height = 90.0 * (LEVEL + HEIGHT - com[2]) + 17.0 * (CLIMB - velocity[2])
        return np.array([*(9.81 / HEIGHT * (com[:2] - ZMP)), height])

    asks(rows, None, slice(0, 3), acceleration)
    np.testing.assert_array_equal(rows.weight, [150.0, 150.0, 20.0])


def test_at_rest_over_the_zmp_nothing_is_asked_for(standing):
    (rows,) = ComTask(PARAMS).rows(standing.model, standing.reference())
    np.testing.assert_allclose(rows.desired, 0.0, atol=1e-12)


@pytest.mark.parametrize("axis", [0, 1])
def test_a_zmp_1_cm_ahead_brakes(standing, axis):
    com = standing.model.com_in_world
    ahead = com[:2] + 0.01 * np.eye(2)[axis]
    (rows,) = ComTask(PARAMS).rows(
        standing.model, standing.reference(zmp_in_world=ahead)
    )
    expected = -0.01 * 9.81 / com[2] * np.eye(3)[axis]
    np.testing.assert_allclose(rows.desired, expected, atol=1e-12)
