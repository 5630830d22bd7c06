"""Contact points are summed into wrenches."""

from itertools import product

import numpy as np
import pytest

from relaywalk.engines._contact_sum import (
    ContactSum,
    contact_sides,
    summed,
)


def test_the_rows_of_a_place_are_added_in_their_order():
    values = np.random.default_rng(2).normal(scale=100.0, size=(7, 6))
    total = summed(np.array([2, 0, 2, 2, 0, 4, 2]), values, 5)
    expected = np.zeros((5, 6))
    expected[0] = values[1] + values[4]
    expected[2] = values[0] + values[2] + values[3] + values[6]
    expected[4] = values[5]
    assert np.array_equal(total, expected)


def test_nothing_sums_to_zero_forces():
    total = summed(np.zeros(0, dtype=np.intp), np.zeros((0, 6)), 3)
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


LINKS = (
    ("ground", "ground"),
    ("robot", "zarm_r7_link"),
    ("robot", "leg_r3_link"),
    ("giver", "arm_r2_link"),
    ("torch", "torch"),
)


@pytest.fixture
def touching(kuavo, human):
    """Return a function from pairs of places in LINKS to the bodies that touch."""
    contact_sum = ContactSum({"robot": kuavo, "giver": human}, LINKS, ("torch",))

    def pairs(*links):
        first, second = np.array(links, dtype=np.intp).reshape(-1, 2).T
        k = len(first)
        substep, force = np.zeros(k, dtype=np.intp), np.ones((k, 3))
        sides = contact_sides(substep, (first, second), np.zeros((2 * k, 3)), force)
        return contact_sum.pairs(contact_sum.among(sides))[1]

    return pairs


def test_what_a_prop_does_is_told_from_what_all_does(kuavo, human):
    """A torch and a shank press on one hand, another torch on another hand."""
    links = (*LINKS, ("second", "torch"), ("robot", "zarm_l7_link"))
    contact_sum = ContactSum(
        {"robot": kuavo, "giver": human}, links, ("torch", "second")
    )
    substep = np.array([0, 1, 1])
    pairs = np.array([1, 2, 5]), np.array([4, 1, 6])
    points, force = np.zeros((6, 3)), np.array([[0, 0, 3.0], [0, 0, 5.0], [7.0, 0, 0]])
    origins = np.zeros((2, len(contact_sum.frames), 3))
    sides = contact_sides(substep, pairs, points, force)
    by_hand = contact_sum.by_hand(contact_sum.prop_wrenches(sides, origins))
    all_ = contact_sum.by_actor(contact_sum.wrenches(sides, origins))
    robot = by_hand["robot"]
    assert robot["right_hand", "torch"].tolist() == [0, 0, 1.5, 0, 0, 0]
    assert robot["left_hand", "second"].tolist() == [-3.5, 0, 0, 0, 0, 0]
    assert not robot["right_hand", "second"].any()
    assert not robot["left_hand", "torch"].any()
    assert all_["robot"]["right_hand"].tolist() == [0, 0, -1.0, 0, 0, 0]
    assert set(by_hand["giver"]) == set(product(human.hands, ("torch", "second")))


def test_fingers_on_both_sides_squeeze_though_their_forces_cancel(kuavo, human):
    """In one step of two: 5 N from either side on the torch, and 3 N by the giver."""
    links = (*LINKS, ("giver", "arm_r7_link"))
    contact_sum = ContactSum({"robot": kuavo, "giver": human}, links, ("torch",))
    substep = np.array([0, 0, 1])
    pairs = np.array([1, 4, 4]), np.array([4, 1, 5])
    force = np.array([[5.0, 0, 0], [5.0, 0, 0], [0, 3.0, 0]])
    sides = contact_sides(substep, pairs, np.zeros((6, 3)), force)
    normal = np.linalg.norm(force, axis=1)
    grips = contact_sum.by_hand(contact_sum.prop_grips(sides, normal, 2))
    origins = np.zeros((2, len(contact_sum.frames), 3))
    by_hand = contact_sum.by_hand(contact_sum.prop_wrenches(sides, origins))
    assert grips["robot"] == {("right_hand", "torch"): 5.0, ("left_hand", "torch"): 0.0}
    assert not by_hand["robot"]["right_hand", "torch"].any()
    assert set(grips["giver"].values()) == {1.5, 0.0}


def test_neither_the_ground_nor_the_grip_of_a_prop_is_a_touch(touching, kuavo):
    assert "zarm_r7_link" in kuavo.hands["right_hand"].links
    assert touching() == ()
    assert touching((0, 2), (2, 0), (1, 4), (4, 1), (1, 2)) == ()


def test_each_pair_of_bodies_that_touch_is_named_once(touching):
    assert touching((3, 2), (2, 3), (1, 3), (1, 4)) == (("giver", "robot"),)
    assert touching((2, 4), (0, 4)) == (("robot", "torch"),)
    assert touching((4, 3), (2, 3)) == (("giver", "robot"), ("giver", "torch"))
