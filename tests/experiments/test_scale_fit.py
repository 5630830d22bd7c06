"""Growth is told from a few sizes."""

import numpy as np
import pytest

from relaywalk.experiments.scale_fit import exponent, line

SIZES = (5.0, 100.0, 1000.0)


@pytest.mark.parametrize("power", [0.5, 1.0, 2.0])
def test_the_exponent_of_a_power_is_its_own(power):
    costs = [3.0 * size**power for size in SIZES]
    assert exponent(SIZES, costs) == pytest.approx(power)


def test_a_straight_line_is_found_and_nothing_is_off_it():
    found = line(SIZES, [20.0 + 1.5 * size for size in SIZES])
    assert found == pytest.approx((20.0, 1.5, 0.0), abs=1e-9)


def test_two_costs_are_on_a_line():
    assert line((1.0, 2.0), (10.0, 16.0)) == pytest.approx((4.0, 6.0, 0.0), abs=1e-9)


def test_the_residual_is_a_fraction_of_the_cost_that_is_off():
    # (c − 1)² + (c/3 − 1)² is least at c = 1.2: off by 0.2 of 1 and by 0.6 of 3
    found = line((1.0, 1.0), (1.0, 3.0))
    assert found.fixed + found.slope == pytest.approx(1.2)
    assert found.residual == pytest.approx(0.6)


def test_a_large_cost_does_not_decide_alone():
    costs = np.array([10.0, 30.0, 1000.0])
    found = line((1.0, 2.0, 100.0), costs)
    scaled = line((1.0, 2.0, 100.0), 7.0 * costs)
    assert scaled.residual == pytest.approx(found.residual)
    assert scaled.slope == pytest.approx(7.0 * found.slope)
