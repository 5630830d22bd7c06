"""The swing foot's velocity and acceleration are derivatives of its position."""

import numpy as np
import pytest

from relaywalk.planning.swing_foot import swing_reference

START, TARGET = np.array([0.0, 0.1, 0.0]), np.array([0.4, 0.12, -0.003])
DURATION, HEIGHT = 0.45, 0.05


def sample(progress):
    return swing_reference(START, TARGET, np.eye(3), progress, (DURATION, HEIGHT))


@pytest.mark.parametrize("progress", [0.1, 0.35, 0.5, 0.8])
def test_derivatives_agree_with_finite_differences(progress):
    step = 1e-5
    before, here, after = (sample(progress + d) for d in (-step, 0.0, step))
    dt = step * DURATION
    velocity = (after.position_in_world - before.position_in_world) / (2 * dt)
    acceleration = (after.velocity_in_world - before.velocity_in_world) / (2 * dt)
    np.testing.assert_allclose(here.velocity_in_world, velocity, atol=1e-6)
    np.testing.assert_allclose(here.acceleration_in_world, acceleration, atol=1e-5)


def test_foot_starts_and_lands_at_rest_and_rises_to_its_height():
    np.testing.assert_allclose(sample(0.0).position_in_world, START)
    np.testing.assert_allclose(sample(1.0).position_in_world, TARGET)
    np.testing.assert_allclose(sample(1.0).velocity_in_world, 0.0, atol=1e-12)
    assert sample(0.5).position_in_world[2] == pytest.approx(HEIGHT, abs=0.002)


def test_after_its_time_the_foot_rests_at_its_target():
    late = sample(1.3)
    np.testing.assert_allclose(late.position_in_world, TARGET)
    assert not late.velocity_in_world.any()
    assert not late.acceleration_in_world.any()


def test_it_keeps_its_rotation_and_leaves_start_and_target_alone():
    start, target = START.copy(), TARGET.copy()
    turn = np.diag([-1.0, -1.0, 1.0])
    path = swing_reference(start, target, turn, 0.4, (DURATION, HEIGHT))
    np.testing.assert_array_equal(path.rotation_to_world, turn)
    np.testing.assert_array_equal(start, START)
    np.testing.assert_array_equal(target, TARGET)
