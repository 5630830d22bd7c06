"""The formulas of a swing: compiled as in plain Python, and the gentle step."""

import numpy as np
import pytest

from relaywalk.compilation import NUMPY, compiler
from relaywalk.control import _swing_loops as loops
from relaywalk.control.step_choice import foreseen_error
from relaywalk.planning.swing_foot import Quintic

GAIN, OMEGA = 2.0, 3.4  # [-], [1/s]
REGION = np.array([[0.02, 0.0], [0.06, 0.03]])  # [m]
#                  gate back front inner outer [m], speed [m/s], fraction, cubic [-]
RULES = np.array([0.15, 0.45, 0.8, 0.13, 0.65, 4.0, 0.1, 0.5])
STANCE, YAW = (3.0, -1.0), 0.4  # [m], [rad]
TOTAL, SINCE, BEGUN = 0.4, 0.15, 0.05  # [s]


def world(along, across):
    """Return a point in world that is given from the stance foot [m]."""
    c, s = np.cos(YAW), np.sin(YAW)
    return np.array(
        [STANCE[0] + c * along - s * across, STANCE[1] + s * along + c * across]
    )


LIFT_OFF, PLAN, BEFORE = world(-0.5, 0.2), world(0.5, 0.2), world(0.51, 0.21)
PATH = Quintic.between(
    0.0,
    TOTAL,
    (LIFT_OFF, np.zeros(2), np.array([8.0, 3.0])),
    (PLAN, np.array([-8.0, -3.0])),
).coefficients
SWING = np.array(
    [BEGUN, SINCE, TOTAL, *STANCE, YAW, *PLAN, *BEFORE, *LIFT_OFF, 1.0], dtype=float
)


def gentle(function, error):
    """Return whether a gentle step will do for a DCM error, and what is written."""
    reference, pressure = world(0.2, 0.05), world(0.01, 0.02)
    turn = np.array([[np.cos(YAW), -np.sin(YAW)], [np.sin(YAW), np.cos(YAW)]])
    dcm, found = reference + turn @ error, np.zeros((7, 2))
    will_do = function(
        PATH, SWING, dcm, reference, pressure, REGION, (GAIN, OMEGA), RULES, found
    )
    return will_do, found


def plain(function):
    """Return a function as Python runs it."""
    return getattr(function, "py_func", function)


@pytest.mark.parametrize("error", [(0.0, 0.0), (0.02, -0.01), (-0.03, 0.02)])
def test_the_target_goes_on_towards_the_foothold_that_takes_up_the_error(error):
    will_do, found = gentle(plain(loops.write_gentle_step), np.array(error))
    assert will_do
    # the place of the ZMP in the region, on the error's side
    away = np.array([0.01, 0.02]) - REGION[0]
    room = REGION[1] - np.where(np.array(error) > 0.0, away, -away)
    left = np.array([TOTAL - SINCE])
    shift = foreseen_error(np.array(error), room, GAIN, OMEGA, left)[0]
    target = BEFORE + RULES[6] * (world(*(np.array([0.5, 0.2]) + shift)) - BEFORE)
    np.testing.assert_allclose(found[0], target, atol=1e-12)
    path, before = Quintic(0.0, found[1:]), Quintic(0.0, PATH).sample(BEGUN)
    np.testing.assert_allclose(path.sample(0.0), before, atol=1e-12)
    end = path.sample(left[0])
    np.testing.assert_allclose(end[:2], [target, [0.0, 0.0]], atol=1e-12)


@pytest.mark.parametrize(
    "error", [(0.3, 0.0), (0.0, -0.2), (0.13, 0.0)], ids=["far", "inwards", "gate"]
)
def test_an_error_that_no_gentle_step_takes_up_is_left_to_the_choice(error):
    will_do, _ = gentle(plain(loops.write_gentle_step), np.array(error))
    assert not will_do


@pytest.mark.skipif(compiler() == NUMPY, reason="needs Numba")
@pytest.mark.parametrize("error", [(0.02, -0.01), (-0.03, 0.02), (0.3, 0.0)])
def test_compiled_a_gentle_step_is_the_same(error):
    mine, other = (
        gentle(f, np.array(error))
        for f in (loops.write_gentle_step, plain(loops.write_gentle_step))
    )
    assert mine[0] == other[0]
    np.testing.assert_allclose(mine[1], other[1], rtol=1e-12, atol=1e-12)


@pytest.mark.skipif(compiler() == NUMPY, reason="needs Numba")
@pytest.mark.parametrize("phase", [0.0, 0.2, 0.6, 1.0])
def test_compiled_a_reference_is_the_same(phase):
    normals = np.array([[0.0, 0.0, 1.0], [0.1, -0.05, 0.99]])
    feet = (0.0, 0.1, 0.0, 0.0), (0.6, 0.12, 0.03, 0.2)
    arguments = (PATH, 0.1, *feet, (phase, 2.5), (0.08, 0.4, 0.15), normals)
    mine, other = np.zeros((2, 24))
    loops.write_reference(*arguments, mine)
    plain(loops.write_reference)(*arguments, other)
    np.testing.assert_allclose(mine, other, rtol=1e-12, atol=1e-12)
