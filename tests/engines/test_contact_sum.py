"""Contact points are summed into wrenches."""

import numpy as np

from relaywalk.engines._contact_sum import contact_sides, no_contact, summed


def test_the_rows_of_a_place_are_added_in_their_order():
    values = np.random.default_rng(2).normal(scale=100.0, size=(7, 6))
    total = summed(np.array([2, 0, 2, 2, 0, 4, 2]), values, 5)
    expected = np.zeros((5, 6))
    expected[0] = values[1] + values[4]
    expected[2] = values[0] + values[2] + values[3] + values[6]
    expected[4] = values[5]
    assert np.array_equal(total, expected)


def test_nothing_sums_to_zero_forces():
    sides = no_contact()
    total = summed(sides.link, sides.wrench, 3)
    assert total.dtype == float
    assert np.array_equal(total, np.zeros((3, 6)))


def test_both_sides_of_a_contact_cancel():
    points = np.array([[0.1, 0.2, 0.0], [0.1, 0.2, 0.0]])
    force = np.array([[3.0, -4.0, 50.0]])
    links = np.array([1]), np.array([0])
    sides = contact_sides(np.array([0]), links, points, force)
    total = summed(sides.link, sides.wrench, 2)
    assert np.array_equal(total[1, :3], force[0])
    assert np.array_equal(total[0], -total[1])
    assert np.array_equal(total[1, 3:], np.cross(points[0], force[0]))
