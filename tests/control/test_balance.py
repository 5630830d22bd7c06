"""Feedback of the DCM to the ZMP; errors grow or shrink as the pendulum says."""

import numpy as np
import pytest

from relaywalk.control.balance import clipped_error, desired_zmp, free_error
from relaywalk.control.support import Rectangle, Support
from relaywalk.robots.card import Sole

SOLE = Sole(x_min=-0.07, x_max=0.17, y_min=-0.05, y_max=0.05)


SUPPORT = Support(np.zeros(2), np.zeros(2), Rectangle.inside(SOLE, 0.01))
GAIN = 2.0  # [-]


def test_feedback_pushes_the_zmp_beyond_the_dcm():
    zmp, cut = desired_zmp(np.zeros(2), np.array([0.01, 0.0]), GAIN, SUPPORT)
    assert zmp[0] == pytest.approx(0.03)
    np.testing.assert_allclose(cut, 0.0, atol=1e-12)


def test_what_clipping_left_over_is_told():
    """Asked for 0.3 m, the edge is at 0.17 m less the margin."""
    zmp, cut = desired_zmp(np.zeros(2), np.array([0.1, 0.0]), GAIN, SUPPORT)
    np.testing.assert_allclose(zmp, [0.16, 0.0])
    np.testing.assert_allclose(cut, [0.14, 0.0])


def test_a_free_zmp_shrinks_the_error_and_a_clipped_one_lets_it_grow():
    error, shift = np.array([0.05, 0.0]), np.array([0.02, 0.0])
    free = free_error(error, GAIN, 3.4, 0.3)
    clipped = clipped_error(error, shift, 3.4, 0.3)
    assert free[0] < error[0] < clipped[0]
    assert free[0] == pytest.approx(0.05 * np.exp(-2.0 * 3.4 * 0.3))
    assert clipped[0] == pytest.approx(0.02 + 0.03 * np.exp(3.4 * 0.3))


@pytest.mark.parametrize("way", [(1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (0.6, -0.8)])
def test_feedback_on_a_pendulum_brings_the_dcm_back_at_its_rate(way):
    """ė = ω (e − Δp) with Δp = (1 + k) e: e shrinks by e^(−kωT)."""
    omega, period, time = 3.4, 1e-4, 0.2
    begin = 0.01 * np.array(way)
    error = begin
    for _ in range(round(time / period)):
        zmp, cut = desired_zmp(np.zeros(2), error, GAIN, SUPPORT)
        np.testing.assert_allclose(cut, 0.0, atol=1e-12)
        error = error + period * omega * (error - zmp)
    np.testing.assert_allclose(error, begin * np.exp(-GAIN * omega * time), rtol=2e-3)


def test_a_held_zmp_lets_the_error_grow_as_foreseen():
    """The same pendulum, integrated, with the ZMP at the edge of the sole."""
    omega, period, time = 3.4, 1e-4, 0.3
    begin = np.array([0.20, 0.0])
    zmp, cut = desired_zmp(np.zeros(2), begin, GAIN, SUPPORT)
    assert cut[0] > 0.0
    error = begin
    for _ in range(round(time / period)):
        error = error + period * omega * (error - zmp)
    foreseen = clipped_error(begin, zmp, omega, time)
    np.testing.assert_allclose(foreseen, error, rtol=2e-3)
