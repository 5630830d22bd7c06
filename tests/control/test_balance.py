"""The ZMP stays in its support; errors grow or shrink as the pendulum says."""

import numpy as np
import pytest

from relaywalk.control.balance import (
    GAIN,
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


@pytest.mark.parametrize("way", [(1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (0.6, -0.8)])
def test_feedback_on_a_pendulum_brings_the_dcm_back_at_its_rate(way):
    """ė = ω (e − Δp) with Δp = (1 + k) e: e shrinks by e^(−kωT)."""
    support = Support(np.zeros(2), np.zeros(2), SOLE)
    omega, period, time = 3.4, 1e-4, 0.2
    begin = 0.01 * np.array(way)
    error = begin
    for _ in range(round(time / period)):
        zmp, cut = wanted_zmp(np.zeros(2), error, support)
        np.testing.assert_allclose(cut, 0.0, atol=1e-12)
        error = error + period * omega * (error - zmp)
    np.testing.assert_allclose(error, begin * np.exp(-GAIN * omega * time), rtol=2e-3)


def test_a_held_zmp_lets_the_error_grow_as_foreseen():
    """The same pendulum, integrated, with the ZMP at the edge of the sole."""
    support = Support(np.zeros(2), np.zeros(2), SOLE)
    omega, period, time = 3.4, 1e-4, 0.3
    begin = np.array([0.20, 0.0])
    zmp, cut = wanted_zmp(np.zeros(2), begin, support)
    assert cut[0] > 0.0
    error = begin
    for _ in range(round(time / period)):
        error = error + period * omega * (error - zmp)
    foreseen = error_at_touchdown(begin, zmp, True, omega, time)
    np.testing.assert_allclose(foreseen, error, rtol=2e-3)


def reached(zmp, first, last):
    """Say whether a ZMP (2,) is in a sole somewhere on the way between two feet."""
    middle = np.array([SOLE.x_max + SOLE.x_min, SOLE.y_max + SOLE.y_min]) / 2.0
    half = np.array([SOLE.x_max - SOLE.x_min, SOLE.y_max - SOLE.y_min]) / 2.0 - SHRINK
    ways = first + np.linspace(0.0, 1.0, 2001)[:, None] * (last - first)
    return (np.abs(zmp - middle - ways) <= half + 1e-3).all(axis=1).any()


@pytest.mark.parametrize("angle", np.linspace(0.0, 2.0 * np.pi, 9)[:-1])
def test_in_a_step_the_zmp_never_leaves_what_lies_between_the_soles(angle):
    back, front = np.array([0.0, 0.1]), np.array([0.4, -0.1])
    support = Support(back, front, SOLE)
    far = 0.5 * (back + front) + [np.cos(angle), np.sin(angle)]
    assert not reached(far, back, front)
    assert reached(support.clip(far), back, front)
