"""A hand that carries keeps its orientation, and does not heave; the rest is free."""

import numpy as np
import pinocchio as pin
import pytest

from relaywalk.control.reference import CentralReference
from relaywalk.control.tasks.upright_task import UprightTask, UprightTaskParams

PARAMS = UprightTaskParams(
    stiffness=80.0,
    damping=16.0,
    weight=1.5,
    heave_damping=12.0,
    heave_weight=0.7,
    sway_damping=9.0,
    sway_weight=0.4,
)


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
    np.testing.assert_array_equal(rows.dense(moved.model).weight, np.full(3, 1.5))


@pytest.mark.parametrize("heading", [0.0, 2.0])
def test_a_hand_goes_as_the_walk_does_and_does_not_shake(moved, asks, aim, heading):
    """9 and, upwards, 12 (v* − v), v* the walk's mean speed ahead and its climb."""
    hands = dict.fromkeys(("left_hand", "right_hand"), aim.rotation_to_world)
    central = CentralReference(0.8, climb=0.1, heading=heading, pace=0.5, advance=1.2)
    reference = moved.reference(moved.goal(upright=hands), central=central)
    *_, left, right = UprightTask(PARAMS).rows(moved.model, reference)
    walk = np.array([1.2 * np.cos(heading), 1.2 * np.sin(heading), 0.1])

    def acceleration(velocity):
        return np.array([9.0, 9.0, 12.0]) * (walk - velocity[:3])

    for rows, frame in ((left, "left_grasp"), (right, "right_grasp")):
        asks(rows, frame, slice(0, 3), acceleration)
        np.testing.assert_allclose(rows.dense(moved.model).weight, [0.2, 0.2, 0.35])


def test_at_rest_a_hand_only_keeps_its_orientation(moved, aim):
    goal = moved.goal(upright={"left_hand": aim.rotation_to_world})
    assert len(UprightTask(PARAMS).rows(moved.model, moved.reference(goal))) == 1


def test_a_hand_that_need_not_is_not_asked(standing):
    assert UprightTask(PARAMS).rows(standing.model, standing.reference()) == ()
