"""A hand that carries keeps its orientation; its position is left to others."""

import numpy as np
import pinocchio as pin
import pytest

from relaywalk.control.reference import CentralReference
from relaywalk.control.tasks.upright_task import UprightTask, UprightTaskParams

PARAMS = UprightTaskParams(stiffness=80.0, damping=16.0, weight=1.5)


@pytest.mark.parametrize("heading", [0.0, 0.5, -2.5])
def test_rows_ask_for_the_orientation_in_the_frame_of_the_heading(
    moved, asks, aim, heading
):
    """80 log(R* Rᵀ) + 16 (ω* − ω), R* seen from where the pelvis looks."""
    goal, rate = moved.goal(upright={"left_hand": aim.rotation_to_world}), 0.2
    central = CentralReference(0.8, heading=heading, heading_rate=rate)
    (rows,) = UprightTask(PARAMS).rows(
        moved.model, moved.reference(goal, central=central)
    )
    desired = pin.exp3(np.array([0.0, 0.0, heading])) @ aim.rotation_to_world
    turn = pin.log3(desired @ moved.place("left_grasp")[1].T)

    def acceleration(velocity):
        return 80.0 * turn + 16.0 * (np.array([0.0, 0.0, rate]) - velocity[3:])

    asks(rows, "left_grasp", slice(3, 6), acceleration)
    np.testing.assert_array_equal(rows.weight, np.full(3, 1.5))


def test_a_hand_that_need_not_is_not_asked(standing):
    assert UprightTask(PARAMS).rows(standing.model, standing.reference()) == ()
