"""Exchanges last from the receiver's first contact to the giver's release."""

import numpy as np
import pytest

from relaywalk.analysis.handover.handover import handovers
from relaywalk.analysis.handover.holding import touching

HAND = "right_hand"


@pytest.fixture
def exchanges(record, motion, human):
    """Return the exchanges of a recording with given forces on right hands."""

    def build(**force):
        cards = dict.fromkeys(force, human)
        motions = {
            name: motion(contact={HAND: np.outer(value, [1.0, 0, 0, 0, 0, 0])})
            for name, value in force.items()
        }
        seen = record(cards, 200, motions)
        return handovers(seen, touching(seen, cards, ("torch",)), cards)

    return build


@pytest.fixture
def two_torches(record, motion, kuavo, torch):
    """Return the exchanges between robots, by forces on (hand, prop)."""

    def build(**grips):
        cards, props = dict.fromkeys(grips, kuavo), {"torch": torch, "second": torch}
        motions = {
            name: motion(
                grip={p: np.outer(v, [0, 0, 1.0, 0, 0, 0]) for p, v in own.items()},
                contact={"right_hand": 2.0 * np.ones((200, 6))},
            )
            for name, own in grips.items()
        }
        # the torches stand 13 cm apart
        poses = np.tile([0, 0, 1.0, 0, 0, 0, 1.0], (200, 1))
        aside = np.array([0, 0.13, 0, 0, 0, 0, 0])
        there = {"torch": poses, "second": poses + aside}
        seen = record(cards, 200, motions, props, there)
        return handovers(seen, touching(seen, cards, props), cards)

    return build


def on(first, last, force=15.0):
    """Return a force that is on from a row to a row."""
    values = np.zeros(200)
    values[first : last + 1] = force
    return values


@pytest.mark.parametrize("order", [1, -1])
def test_an_exchange_that_is_done(exchanges, order):
    receiver = on(60, 199)
    receiver[70] = -22.0
    receiver[150] = 90.0  # later: not of the exchange
    force = {"ann": on(0, 99), "bob": receiver}
    (found,) = exchanges(**dict(list(force.items())[::order]))
    assert (found.giver, found.receiver, found.outcome) == ("ann", "bob", "done")
    assert found.start == pytest.approx(0.60)
    assert found.end == pytest.approx(0.99)
    assert found.transfer_time == pytest.approx(0.39)
    assert found.peak_force == pytest.approx(22.0)


def test_each_exchange_says_which_hands_and_which_prop(two_torches):
    found = two_torches(
        one={(HAND, "torch"): on(0, 99), ("left_hand", "second"): on(50, 199)},
        two={("left_hand", "torch"): on(60, 199), (HAND, "second"): on(0, 69)},
    )
    assert [(e.giver, e.giver_hand, e.receiver_hand, e.prop) for e in found] == [
        ("two", HAND, "left_hand", "second"),
        ("one", HAND, "left_hand", "torch"),
    ]


def test_two_torches_side_by_side_are_no_exchange(two_torches):
    whole = on(0, 199)
    assert (
        two_torches(one={(HAND, "torch"): whole}, two={(HAND, "second"): whole}) == ()
    )


def test_an_exchange_broken_off(exchanges):
    (found,) = exchanges(ann=on(0, 199), bob=on(60, 99))
    assert (found.giver, found.receiver) == ("ann", "bob")
    assert found.outcome == "broken off"


def test_an_exchange_that_never_ends_is_not_done(exchanges):
    (found,) = exchanges(ann=on(0, 199), bob=on(60, 199))
    assert found.outcome == "broken off"


def test_two_exchanges_come_in_order_of_time(exchanges):
    found = exchanges(cleo=on(120, 199), bob=on(40, 139), ann=on(0, 59))
    assert [(e.giver, e.receiver) for e in found] == [("ann", "bob"), ("bob", "cleo")]


def test_nobody_touches(exchanges):
    assert exchanges(ann=on(0, 50), bob=on(70, 199)) == ()
