"""Rows of a frame's pose: spring, damper and feed-forward, in world."""

import numpy as np
import pinocchio as pin

from relaywalk.control.tasks import FrameRows
from relaywalk.control.tasks._pose import (
    OrientationGains,
    PoseGains,
    orientation_gains,
    orientation_reference,
    pose_gains,
)

FOOT, HAND = "left_sole", "right_grasp"
GAINS = PoseGains(
    position_stiffness=600.0,
    position_damping=49.0,
    rotation_stiffness=400.0,
    rotation_damping=40.0,
    weight=3.0,
)
TURNS = OrientationGains(stiffness=100.0, damping=20.0, weight=2.0)


def turned_rows(model, aim, turn=0.0):
    """Return the rows of a hand's orientation."""
    reference = orientation_reference(aim.rotation_to_world, turn)
    return FrameRows(HAND, reference, orientation_gains(TURNS)).dense(model)


def test_pose_rows_ask_for_feed_forward_spring_and_damper(moved, asks, aim):
    """a* + 600 e + 49 ė, ω̇* + 400 log(R* Rᵀ) + 40 (ω* − ω)."""
    position, rotation = moved.place(FOOT)

    def acceleration(velocity):
        linear = (
            aim.acceleration_in_world
            + 600.0 * (aim.position_in_world - position)
            + 49.0 * (aim.velocity_in_world - velocity[:3])
        )
        turn = pin.log3(aim.rotation_to_world @ rotation.T)
        rate = aim.angular_velocity_in_world - velocity[3:]
        angular = aim.angular_acceleration_in_world + 400.0 * turn + 40.0 * rate
        return np.concatenate((linear, angular))

    rows = FrameRows(FOOT, aim, pose_gains(GAINS)).dense(moved.model)
    asks(rows, FOOT, slice(0, 6), acceleration)
    np.testing.assert_array_equal(rows.weight, np.full(6, 3.0))


def test_orientation_rows_ask_for_a_spring_and_a_damper_of_rotation(moved, asks, aim):
    """100 log(R* Rᵀ) − 20 ω."""
    turn = pin.log3(aim.rotation_to_world @ moved.place(HAND)[1].T)
    rows = turned_rows(moved.model, aim)
    asks(rows, HAND, slice(3, 6), lambda velocity: 100.0 * turn - 20.0 * velocity[3:])
    np.testing.assert_array_equal(rows.weight, np.full(3, 2.0))


def test_a_turn_about_the_vertical_is_damped_about(moved, aim):
    """20 · 0.3 rad/s² more about z."""
    still, turning = (turned_rows(moved.model, aim, turn) for turn in (0.0, 0.3))
    more = turning.desired - still.desired
    np.testing.assert_allclose(more, [0.0, 0.0, 6.0], atol=1e-9)


def test_at_rest_where_it_should_be_nothing_is_asked_for(standing, aim):
    position, rotation = standing.place(FOOT)
    there = type(aim)(position, rotation, np.zeros(3), np.zeros(3))
    rows = FrameRows(FOOT, there, pose_gains(GAINS)).dense(standing.model)
    np.testing.assert_allclose(rows.desired, 0.0, atol=1e-9)
