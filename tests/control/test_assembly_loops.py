"""The loops of the assembly as plain Python: rotations and the elimination."""

import numpy as np
import pinocchio as pin
import pytest

from relaywalk.control._assembly_loops import (
    _desired,
    _rotation_error,
    write_limits,
    write_wrench,
)

GAINS = np.array([[100.0] * 3 + [80.0] * 3, [20.0] * 3 + [16.0] * 3, [1.0] * 6])


@pytest.mark.parametrize("size", [0.0, 1e-12, 1e-6, 0.3, 2.0, 3.1])
def test_the_error_of_rotation_is_the_logarithm(size):
    random = np.random.default_rng(3)
    axis = random.normal(size=3)
    vector = size * axis / np.linalg.norm(axis)
    before = pin.exp3(random.normal(size=3))
    after = pin.exp3(vector) @ before
    found = _rotation_error(after.ravel(), before.ravel())
    np.testing.assert_allclose(found, vector, atol=1e-12)


def test_a_frame_at_its_place_is_asked_for_what_its_reference_does():
    """Feed-forward less drift; a velocity that is missing is damped in."""
    random = np.random.default_rng(5)
    rotation, place = pin.exp3(random.normal(size=3)).ravel(), random.normal(size=3)
    twist, drift, change = random.normal(size=(3, 6))
    aim = np.concatenate(
        (place, rotation, twist[:3] + 0.5, change[:3], twist[3:] - 0.25, change[3:])
    )
    state = np.concatenate((twist, drift, place, rotation))
    expected = change - drift + np.repeat([20.0 * 0.5, -16.0 * 0.25], 3)
    found = _desired(state, aim, GAINS.ravel())
    np.testing.assert_allclose(found, expected, atol=1e-12)


def test_the_wrench_solves_the_base_rows_whatever_the_pivots():
    random = np.random.default_rng(6)
    nv, more = 9, 6
    equations, bias = random.normal(size=(nv, nv + 6 + more)), random.normal(size=nv)
    equations[0, nv] = 0.0  # no pivot without an exchange of rows
    matrix, offset = np.empty((6, nv + more)), np.empty(6)
    write_wrench(equations, bias, matrix, offset)
    y = random.normal(size=nv + more)
    z = np.concatenate((y[:nv], matrix @ y + offset, y[nv:]))
    np.testing.assert_allclose(equations[:6] @ z + bias[:6], 0.0, atol=1e-11)


def test_a_limit_keeps_its_value():
    """G z within its bounds is the row of y within the shifted ones."""
    random = np.random.default_rng(7)
    nv, size = 8, 14
    equations, bias = random.normal(size=(nv, size)), random.normal(size=nv)
    matrix, offset = random.normal(size=(6, nv)), random.normal(size=6)
    limits, lower = random.normal(size=(3, size)), random.normal(size=3)
    rows, low, high = np.empty((3, nv)), np.empty(3), np.empty(3)
    bounds = (limits, lower, lower + 1.0)
    write_limits(equations, bias, *bounds, matrix, offset, rows, low, high)
    y = random.normal(size=nv)
    z = np.concatenate((y, matrix @ y + offset))
    np.testing.assert_allclose(rows @ y - low, limits @ z - lower, atol=1e-12)
    np.testing.assert_allclose(high - low, 1.0, atol=1e-12)
