"""The feet together never push harder than the cap allows."""

import numpy as np
import pytest

from relaywalk.control.limits.load_cap_limit import LoadCapLimit, LoadCapLimitParams
from relaywalk.control.reference import CentralReference

GRAVITY, CAP, SLACK = 9.81, 1.6, 1e-5  # [m/s²], [-], of the solver [-]


@pytest.mark.parametrize("stance", [("left_foot",), ("left_foot", "right_foot")])
def test_the_row_is_the_sum_of_the_vertical_forces(standing, stance):
    mass = standing.model.mass
    dynamics = standing.dynamics(stance)
    rows = LoadCapLimit(LoadCapLimitParams(load_cap=1.3), mass).rows(dynamics)
    unknowns = np.arange(dynamics.size, dtype=float)
    vertical = [unknowns[dynamics.wrench(n)][2] for n in range(len(stance))]
    np.testing.assert_allclose(rows.matrix @ unknowns, [sum(vertical)])
    np.testing.assert_allclose(rows.upper, [1.3 * mass * GRAVITY])
    assert rows.lower[0] < -1e6


@pytest.mark.parametrize(("rise", "reached"), [(0.02, False), (0.5, True)])
def test_the_ground_never_bears_more_than_the_cap(standing, solve, rise, reached):
    """The vertical forces sum up to m (g + c̈_z)."""
    height = standing.model.com_in_world[2] + rise
    solved = solve(standing, standing.reference(central=CentralReference(height)))
    load = 1.0 + solved.com_acceleration[2] / GRAVITY
    assert load <= CAP + SLACK
    assert (load > CAP - 0.01) == reached
