"""A height field goes through its nodes, flat in each half of a cell."""

import numpy as np
import pytest

from relaywalk.terrains.shapes.height_field import HeightField

FIELD = HeightField(
    (1.0, 2.0), 0.5, np.array([[0.0, 0.1, 0.3], [0.2, 0.4, 0.0], [0.0, 0.0, 0.1]])
)


def test_it_goes_through_its_nodes():
    for row in range(3):
        for column in range(3):
            height = FIELD.height(1.0 + 0.5 * column, 2.0 + 0.5 * row)
            assert height == pytest.approx(FIELD.heights[row, column])


def test_a_cell_is_cut_from_lower_left_to_upper_right():
    assert FIELD.height(1.25, 2.25) == pytest.approx(0.5 * (0.0 + 0.4))
    # right of the cut, then left of it
    assert FIELD.height(1.4, 2.1) == pytest.approx(0.8 * 0.1 + 0.2 * (0.4 - 0.1))
    assert FIELD.height(1.1, 2.4) == pytest.approx(0.8 * 0.2 + 0.2 * (0.4 - 0.2))


def test_its_normal_is_that_of_the_triangle():
    step = 1e-3
    for x, y in ((1.4, 2.1), (1.1, 2.4), (1.9, 2.8)):
        slope_x = (FIELD.height(x + step, y) - FIELD.height(x, y)) / step
        slope_y = (FIELD.height(x, y + step) - FIELD.height(x, y)) / step
        normal = np.array([-slope_x, -slope_y, 1.0])
        expected = normal / np.linalg.norm(normal)
        assert FIELD.normal(x, y) == pytest.approx(expected)


def test_outside_there_is_nothing():
    assert FIELD.bounds == (1.0, 2.0, 2.0, 3.0)
    assert FIELD.height(2.01, 2.5) == FIELD.height(1.5, 1.99) == -np.inf
