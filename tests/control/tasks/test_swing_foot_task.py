"""A foot in the air follows its path, one on the ground has none."""

import numpy as np
import pinocchio as pin

from relaywalk.control.tasks.swing_foot_task import SwingFootTask, SwingFootTaskParams

PARAMS = SwingFootTaskParams()


def test_rows_ask_for_the_path_of_the_sole(moved, asks, aim):
    reference = moved.reference(stance=("left_foot",), swing={"right_foot": aim})
    (rows,) = SwingFootTask(PARAMS).rows(moved.model, reference)
    position, rotation = moved.place("right_sole")
    gap = aim.position_in_world - position
    turn = pin.log3(aim.rotation_to_world @ rotation.T)

    def acceleration(velocity):
        """a* + 600 e + 49 ė, ω̇* + 400 log(R* Rᵀ) + 40 (ω* − ω)."""
        rate = aim.velocity_in_world - velocity[:3]
        linear = aim.acceleration_in_world + 600.0 * gap + 49.0 * rate
        spin = aim.angular_velocity_in_world - velocity[3:]
        angular = aim.angular_acceleration_in_world + 400.0 * turn + 40.0 * spin
        return np.concatenate((linear, angular))

    asks(rows, "right_sole", slice(0, 6), acceleration)
    np.testing.assert_array_equal(
        rows.dense(moved.model).weight, np.full(6, PARAMS.weight)
    )


def test_on_both_feet_nothing_is_asked_for(standing):
    assert SwingFootTask(PARAMS).rows(standing.model, standing.reference()) == ()
