"""The figures of a gait, and what follows from them."""

import pytest

from relaywalk.planning.gait import GaitParameters


def test_a_step_takes_swing_and_double_support():
    gait = GaitParameters(swing_time=0.45, double_support_time=0.05)
    assert gait.step_time == pytest.approx(0.5)


def test_the_speed_is_that_of_full_steps():
    gait = GaitParameters(step_length=0.66, swing_time=0.40, double_support_time=0.04)
    assert gait.speed == pytest.approx(1.5)
