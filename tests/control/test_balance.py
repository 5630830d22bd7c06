"""The ZMP stays in its support; errors grow or shrink as the pendulum says."""

import numpy as np
import pytest

from relaywalk.control.balance import (
    SHRINK,
    Support,
    error_at_touchdown,
    wanted_zmp,
)
from relaywalk.robots.card import Sole

SOLE = Sole(x_min=-0.07, x_max=0.17, y_min=-0.05, y_max=0.05)


def test_a_zmp_inside_is_left_alone_and_one_outside_is_brought_to_the_edge():
    support = Support(np.zeros(2), np.zeros(2), SOLE)
    inside = np.array([0.05, 0.01])
    np.testing.assert_allclose(support.clip(inside), inside)
    edge = support.clip(np.array([1.0, -1.0]))
    np.testing.assert_allclose(edge, [0.17 - SHRINK, -0.05 + SHRINK])


def test_two_feet_support_what_lies_between_them():
    support = Support(np.array([0.0, 0.1]), np.array([0.0, -0.1]), SOLE)
    np.testing.assert_allclose(support.clip(np.array([0.05, 0.0])), [0.05, 0.0])


def test_feedback_pushes_the_zmp_beyond_the_dcm():
    support = Support(np.zeros(2), np.zeros(2), SOLE)
    zmp, cut = wanted_zmp(np.zeros(2), np.array([0.01, 0.0]), support)
    assert zmp[0] > 0.01
    np.testing.assert_allclose(cut, 0.0, atol=1e-12)


def test_a_free_zmp_shrinks_the_error_and_a_clipped_one_lets_it_grow():
    error, shift = np.array([0.05, 0.0]), np.array([0.02, 0.0])
    free = error_at_touchdown(error, shift, False, 3.4, 0.3)
    clipped = error_at_touchdown(error, shift, True, 3.4, 0.3)
    assert free[0] < error[0] < clipped[0]
    assert clipped[0] == pytest.approx(0.02 + 0.03 * np.exp(3.4 * 0.3))
