"""A hand that carries keeps its orientation; its position is left to others."""

import numpy as np
import pinocchio as pin

from relaywalk.control.tasks.upright_task import UprightTask, UprightTaskParams

PARAMS = UprightTaskParams(stiffness=80.0, damping=16.0, weight=1.5)


def test_rows_ask_for_the_orientation_of_the_grasp_frame(moved, asks, aim):
    """80 log(R* Rᵀ) − 16 ω."""
    goal = moved.goal(upright={"left_hand": aim.rotation_to_world})
    (rows,) = UprightTask(PARAMS).rows(moved.model, moved.reference(goal))
    turn = pin.log3(aim.rotation_to_world @ moved.place("left_grasp")[1].T)
    asks(
        rows,
        "left_grasp",
        slice(3, 6),
        lambda velocity: 80.0 * turn - 16.0 * velocity[3:],
    )
    np.testing.assert_array_equal(rows.weight, np.full(3, 1.5))


def test_a_hand_that_need_not_is_not_asked(standing):
    assert UprightTask(PARAMS).rows(standing.model, standing.reference()) == ()
