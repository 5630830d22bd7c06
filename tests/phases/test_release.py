"""A giver lets go when another hand is at the torch, and is felt to bear it."""

import numpy as np
import pytest

from relaywalk.phases._release import Release, ReleaseParams

BORNE, LOAD, TIME = 20.0, 6.0, 0.1  # [N], [N], [s]


class Giver:
    """A body that holds a torch, and what it makes of hands and forces."""

    def __init__(self, play):
        self.one = play("hand_over")
        params = ReleaseParams(
            near=0.15,
            at_it=0.04,
            release_force=LOAD,
            pull_force=40.0,
            release_time=TIME,
        )
        self.release = Release(self.one.context, params)
        self.hand_is(np.inf)
        self.one.force = lambda _: np.array([0.0, 0.0, BORNE])
        self.release.start(self.one.situation())

    def hand_is(self, distance):
        """Let the other hand be at a distance from the torch [m]."""
        place = self.one.torch(0.0)[:3] + np.array([distance, 0.0, 0.15])
        self.one.others = lambda _: (place,) if np.isfinite(distance) else ()

    def after(self, load, seconds, across=0.0):
        """Feel less by a load, and a pull across [N], for some time [s].

        Say whether the torch counts as taken then.
        """
        self.one.force = lambda _: np.array([across, 0.0, BORNE - load])
        taken = False
        for _ in range(round(seconds / self.one.period)):
            taken = self.release.felt(self.one.situation())
        return taken


@pytest.fixture
def giver(play):
    """Return a giver, nobody near."""
    return Giver(play)


def test_a_hand_at_it_that_bears_it_has_taken_it(giver):
    giver.hand_is(0.0)
    assert not giver.after(LOAD + 0.1, TIME - 0.02)
    assert giver.after(LOAD + 0.1, 0.03)


@pytest.mark.parametrize("distance", [0.05, 0.14, 0.16, np.inf])
def test_what_no_hand_at_it_bears_is_not_taken(giver, distance):
    giver.hand_is(distance)
    assert not giver.after(50.0, 1.0)


def test_what_comes_before_a_hand_is_learnt_as_the_torchs_own(giver):
    giver.after(10.0, 1.0)
    giver.hand_is(0.0)
    assert not giver.after(10.0 + LOAD - 0.1, 1.0)
    assert giver.after(10.0 + LOAD + 0.1, 1.0)


def test_what_pulls_across_bears_nothing_and_is_given_way_to_when_it_is_hard(giver):
    giver.hand_is(0.0)
    assert not giver.after(0.0, 1.0, across=39.0)
    assert giver.after(0.0, 1.0, across=41.0)


def test_what_weighs_more_bears_nothing(giver):
    giver.hand_is(0.0)
    assert not giver.after(-30.0, 1.0)


def test_a_hand_must_be_at_it_for_all_of_the_time(giver):
    """What it took while it came near is not learnt as the torch's own, though."""
    giver.hand_is(0.14)
    giver.after(LOAD + 0.1, 1.0)
    giver.hand_is(0.0)
    assert not giver.after(LOAD + 0.1, TIME - 0.02)
    assert giver.after(LOAD + 0.1, 0.03)


def test_what_is_left_is_the_weight_less_the_change(giver):
    weight = giver.one.context.prop_weight
    giver.hand_is(0.0)
    for change, left in ((0.0, 1.0), (0.25, 0.75), (1.0, 0.0), (2.0, -1.0)):
        giver.one.force = lambda _, c=change: np.array([0.0, 0.0, BORNE - c * weight])
        situation = giver.one.situation()
        assert giver.release.left(situation) == pytest.approx(left)
        assert giver.release.unloaded(situation) == pytest.approx(change)


def at(giver, along):
    """Let a hand be at the torch, at a height along it [m]."""
    place = giver.one.torch(0.0)[:3] + np.array([0.0, 0.0, along])
    giver.one.others = lambda _: (place,)


def test_a_hand_that_has_slid_from_where_it_gripped_holds_nothing(giver):
    at(giver, 0.15)
    assert not giver.after(4.0, 0.5)  # it has gripped: 3 N are felt
    at(giver, 0.164)
    assert giver.after(LOAD + 0.1, 0.2)
    at(giver, 0.166)
    assert not giver.after(LOAD + 0.1, 0.5)


def test_a_hand_may_move_along_the_torch_before_it_grips(giver):
    at(giver, 0.15)
    assert not giver.after(2.0, 0.5)
    at(giver, 0.25)
    assert giver.after(LOAD + 0.1, 0.2)


def test_a_hand_that_went_away_may_grip_elsewhere(giver):
    at(giver, 0.15)
    giver.after(4.0, 0.5)
    giver.hand_is(0.1)
    giver.after(4.0, 0.1)
    at(giver, 0.25)
    assert giver.after(LOAD + 0.1, 0.2)


def test_a_touch_on_the_way_is_no_grip(giver):
    at(giver, 0.25)
    giver.after(4.0, 0.3)
    giver.after(0.0, 0.3)
    at(giver, 0.15)
    assert giver.after(LOAD + 0.1, 0.2)
