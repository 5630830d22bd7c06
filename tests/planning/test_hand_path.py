"""A hand's path starts and ends at rest where it should."""

import numpy as np
from scipy.spatial.transform import Rotation

from relaywalk.planning.hand_path import HandPath, MinimumJerk


def test_minimum_jerk_velocity_is_the_derivative_of_position():
    way = MinimumJerk(np.zeros(2), np.array([1.0, -2.0]), 0.5, 2.0)
    step = 1e-6
    before, after = way.sample(1.3 - step)[0], way.sample(1.3 + step)[0]
    np.testing.assert_allclose(
        way.sample(1.3)[1], (after - before) / (2 * step), atol=1e-6
    )
    assert way.done(2.5)
    assert not way.done(2.4)


def test_hand_path_turns_from_one_rotation_to_the_other():
    turned = Rotation.from_euler("y", 1.0).as_matrix()
    path = HandPath((np.zeros(3), np.eye(3)), (np.ones(3), turned), 0.0, 1.0)
    np.testing.assert_allclose(path.sample(0.0).rotation_to_world, np.eye(3))
    np.testing.assert_allclose(path.sample(1.0).rotation_to_world, turned)
    half = Rotation.from_matrix(path.sample(0.5).rotation_to_world).magnitude()
    assert abs(half - 0.5) < 1e-9
