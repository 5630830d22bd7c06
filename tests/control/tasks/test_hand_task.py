"""A hand with a path is led along it, no other."""

import numpy as np
import pinocchio as pin

from relaywalk.control.tasks.hand_task import HandTask, HandTaskParams

PARAMS = HandTaskParams()


def test_rows_ask_for_the_path_of_the_grasp_frame(moved, asks, aim):
    goal = moved.goal(hand={"right_hand": aim})
    (rows,) = HandTask(PARAMS).rows(moved.model, moved.reference(goal))
    position, rotation = moved.place("right_grasp")
    gap = aim.position_in_world - position
    turn = pin.log3(aim.rotation_to_world @ rotation.T)

    def acceleration(velocity):
        """a* + 150 e + 24 ė, ω̇* + 150 log(R* Rᵀ) + 24 (ω* − ω)."""
        rate = aim.velocity_in_world - velocity[:3]
        linear = aim.acceleration_in_world + 150.0 * gap + 24.0 * rate
        spin = aim.angular_velocity_in_world - velocity[3:]
        angular = aim.angular_acceleration_in_world + 150.0 * turn + 24.0 * spin
        return np.concatenate((linear, angular))

    asks(rows, "right_grasp", slice(0, 6), acceleration)
    np.testing.assert_array_equal(
        rows.dense(moved.model).weight, np.full(6, PARAMS.weight)
    )


def test_each_hand_that_has_a_path_is_asked_for(standing, aim):
    task = HandTask(PARAMS)
    for count, hands in enumerate(((), ("left_hand",), ("left_hand", "right_hand"))):
        goal = standing.goal(hand=dict.fromkeys(hands, aim))
        assert len(task.rows(standing.model, standing.reference(goal))) == count


def test_the_hand_accelerates_as_it_is_asked_to(standing, solve, aim):
    """1 m/s² forwards, with the hand where it should be and its weight high."""
    position, rotation = standing.place("right_grasp")
    ahead = np.array([1.0, 0.0, 0.0])
    path = type(aim)(position, rotation, np.zeros(3), ahead)
    goal = standing.goal(hand={"right_hand": path})
    strong = HandTask(HandTaskParams(weight=1000.0))
    solved = solve(standing, standing.reference(goal), tasks=[strong])
    moves = standing.model.jacobian("right_grasp") @ solved.acceleration
    np.testing.assert_allclose(moves[:3], ahead, atol=0.05)
