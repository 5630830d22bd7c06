"""A hand's path starts and ends at rest where it should."""

import numpy as np
import pytest
from scipy.spatial.transform import Rotation

from relaywalk.planning.hand_path import HandPath

TURNED = Rotation.from_euler("y", 1.0).as_matrix()


@pytest.fixture
def path():
    """From the origin to (1, 1, 1), turning by 1 rad, within 1 s from 0.5 s on."""
    return HandPath((np.zeros(3), np.eye(3)), (np.ones(3), TURNED), 0.5, 1.0)


def test_it_turns_from_one_rotation_to_the_other(path):
    np.testing.assert_allclose(path.sample(0.5).rotation_to_world, np.eye(3))
    np.testing.assert_allclose(path.sample(1.5).rotation_to_world, TURNED)
    half = Rotation.from_matrix(path.sample(1.0).rotation_to_world).magnitude()
    assert abs(half - 0.5) < 1e-9


def test_position_and_angle_follow_one_profile(path):
    for time in (0.7, 0.9, 1.3):
        there = path.sample(time)
        angle = Rotation.from_matrix(there.rotation_to_world).magnitude()
        np.testing.assert_allclose(there.position_in_world, angle)


def test_it_rests_before_and_after(path):
    for time, place in ((0.0, np.zeros(3)), (2.0, np.ones(3))):
        there = path.sample(time)
        np.testing.assert_allclose(there.position_in_world, place)
        np.testing.assert_allclose(there.velocity_in_world, 0.0)
        np.testing.assert_allclose(there.acceleration_in_world, 0.0)


def test_it_is_done_at_its_end_and_says_where_that_is(path):
    assert path.done(1.5)
    assert not path.done(1.49)
    position, rotation = path.end
    np.testing.assert_array_equal(position, np.ones(3))
    np.testing.assert_array_equal(rotation, TURNED)


def test_without_a_turn_the_rotation_stays_bit_for_bit():
    still = HandPath((np.zeros(3), TURNED), (np.ones(3), TURNED), 0.0, 1.0)
    np.testing.assert_array_equal(still.sample(0.3).rotation_to_world, TURNED)
