"""Who holds the torch, from contact forces alone."""

import numpy as np
import pytest

from relaywalk.analysis.handover.holding import (
    Holding,
    contact_force,
    longest_hold,
    sole_holds,
    stretches,
    touching,
)

HAND, OTHER = "right_hand", "left_hand"


@pytest.fixture
def touch_of(record, motion, human):
    """Return who touches in an older recording with forces on two right hands."""

    def build(**force):
        cards = dict.fromkeys(force, human)
        rows = len(next(iter(force.values())))
        motions = {
            name: motion(contact={HAND: np.outer(value, [0.0, 0.6, 0.8, 0, 0, 0])})
            for name, value in force.items()
        }
        seen = record(cards, rows, motions)
        return seen, touching(seen, cards, ("torch", "second"))

    return build


@pytest.fixture
def grips_of(record, motion, kuavo, torch):
    """Return who touches what, by forces on (hand, prop) of robots."""

    def build(**grips):
        cards, props = dict.fromkeys(grips, kuavo), {"torch": torch, "second": torch}
        motions = {
            name: motion(
                grip={
                    pair: np.outer(v, [0, 0, 1.0, 0, 0, 0]) for pair, v in own.items()
                }
            )
            for name, own in grips.items()
        }
        there = dict.fromkeys(props, np.tile([0, 0, 0, 0, 0, 0, 1.0], (100, 1)))
        seen = record(cards, 100, motions, props, there)
        return touching(seen, cards, props)

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
    assert stretches(touch["giver", HAND, "torch"]) == [(10, 50)]


def test_a_weak_touch_does_not_count(touch_of):
    _, touch = touch_of(giver=steps(100, (10, 29), force=0.9))
    assert not touch["giver", HAND, "torch"].any()


def test_a_hold_is_of_one_hand_alone(touch_of):
    _, touch = touch_of(
        giver=steps(100, (0, 49)), receiver=steps(100, (40, 99), force=30.0)
    )
    assert sole_holds(touch) == [
        Holding("giver", HAND, "torch", 0, 39),
        Holding("receiver", HAND, "torch", 50, 99),
    ]


def test_an_older_recording_tells_of_the_first_prop_only(touch_of):
    _, touch = touch_of(giver=steps(100, (0, 49)))
    assert set(touch) == {("giver", hand, "torch") for hand in (HAND, "left_hand")}


def test_each_prop_has_its_own_holders(grips_of):
    whole = steps(100, (0, 99))
    touch = grips_of(
        one={(HAND, "torch"): whole, (OTHER, "second"): steps(100, (20, 59))},
        two={(HAND, "second"): steps(100, (50, 99))},
    )
    assert len(touch) == 8
    assert sole_holds(touch) == [
        Holding("one", HAND, "torch", 0, 99),
        Holding("one", OTHER, "second", 20, 49),
        Holding("two", HAND, "second", 60, 99),
    ]
    assert longest_hold(touch, "one") == Holding("one", HAND, "torch", 0, 99)
    assert longest_hold(touch, "one", "second").hand == OTHER
    assert longest_hold(touch, "two", "torch") is None


def test_two_hands_of_one_actor_on_a_prop_are_no_hold_by_one_hand(grips_of):
    whole = steps(100, (0, 99))
    touch = grips_of(one={(HAND, "torch"): whole, (OTHER, "torch"): whole})
    assert sole_holds(touch) == []
