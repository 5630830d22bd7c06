"""Feedback of the DCM to the ZMP, clipped to the support."""

import numpy as np
import pytest

from relaywalk.control.balance import desired_zmp
from relaywalk.control.support import Rectangle, Support
from relaywalk.planning.footstep import Footstep
from relaywalk.robots.card import Sole

SOLE = Sole(x_min=-0.07, x_max=0.17, y_min=-0.05, y_max=0.05)
SUPPORT = Support.under((Footstep(0.0, 0.0, 0.0, 0.0),), Rectangle.inside(SOLE, 0.01))
GAIN, OMEGA = 2.0, 3.4  # [-], [1/s]


def zmp(*error):
    return desired_zmp(np.zeros(2), np.array(error), GAIN, SUPPORT)


def test_feedback_pushes_the_zmp_beyond_the_dcm():
    np.testing.assert_allclose(zmp(0.01, -0.005), [0.03, -0.015])


def test_it_is_clipped_to_the_support():
    """Asked for 0.3 m, the edge is at 0.17 m less the margin."""
    np.testing.assert_allclose(zmp(0.1, 0.0), [0.16, 0.0])


@pytest.mark.parametrize("way", [(1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (0.6, -0.8)])
def test_feedback_on_a_pendulum_brings_the_dcm_back_at_its_rate(way):
    """ė = ω (e − Δp) with Δp = (1 + k) e: e shrinks by e^(−kωT)."""
    period, time = 1e-4, 0.2
    begin = 0.01 * np.array(way)
    error = begin
    for _ in range(round(time / period)):
        error = error + period * OMEGA * (error - zmp(*error))
    np.testing.assert_allclose(error, begin * np.exp(-GAIN * OMEGA * time), rtol=2e-3)
