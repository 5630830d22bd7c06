"""Who holds the torch, from contact forces alone."""

import numpy as np
import pytest

from relaywalk.analysis.handover.holding import (
    Holding,
    contact_force,
    sole_holds,
    stretches,
    touching,
)

HAND = "right_hand"


@pytest.fixture
def touch_of(record, motion, human):
    """Return who touches in a recording with given forces on two right hands."""

    def build(**force):
        cards = dict.fromkeys(force, human)
        rows = len(next(iter(force.values())))
        motions = {
            name: motion(contact={HAND: np.outer(value, [0.0, 0.6, 0.8, 0, 0, 0])})
            for name, value in force.items()
        }
        seen = record(cards, rows, motions)
        return seen, touching(seen, cards)

    return build


def steps(rows, *spans, force=10.0):
    """Return a force that is on in spans of rows."""
    values = np.zeros(rows)
    for first, last in spans:
        values[first : last + 1] = force
    return values


def test_stretches_hold_first_and_last_row():
    mask = np.array([True, False, True, True, False, True])
    assert stretches(mask) == [(0, 0), (2, 3), (5, 5)]
    assert stretches(np.zeros(3, dtype=bool)) == []


def test_force_is_the_length_of_the_vector(touch_of):
    seen, _ = touch_of(giver=steps(20, (5, 9), force=7.0))
    assert contact_force(seen, "giver", HAND)[[4, 5]] == pytest.approx([0.0, 7.0])


def test_short_gaps_and_touches_do_not_count(touch_of):
    # a period of 0.01 s: less than 5 rows is nothing
    _, touch = touch_of(giver=steps(100, (10, 29), (33, 50), (70, 73)))
    assert stretches(touch["giver", HAND]) == [(10, 50)]


def test_a_weak_touch_does_not_count(touch_of):
    _, touch = touch_of(giver=steps(100, (10, 29), force=0.9))
    assert not touch["giver", HAND].any()


def test_a_hold_is_of_one_hand_alone(touch_of):
    _, touch = touch_of(
        giver=steps(100, (0, 49)), receiver=steps(100, (40, 99), force=30.0)
    )
    assert sole_holds(touch) == [
        Holding("giver", HAND, 0, 39),
        Holding("receiver", HAND, 50, 99),
    ]
