"""Pushes: drawn before the run, within their bounds."""

import numpy as np

from relaywalk.scenario.mismatch import Pushes
from relaywalk.simulation.pushes import drawn_pushes, force_at

MASS = 50.0
OFTEN = Pushes(minimum_speed=0.1, maximum_speed=2.0)


def test_pushes_keep_to_their_bounds():
    pushes = drawn_pushes(OFTEN, 1, "robot", MASS, 3600.0)
    starts = np.array([0.0, *(push.start for push in pushes)])
    force = np.array([push.force_in_world for push in pushes])
    speed = np.linalg.norm(force, axis=1) * 0.2 / MASS
    assert 350 < len(pushes) < 650
    assert (np.diff(starts) >= 5.0).all()
    assert (np.diff(starts) <= 10.0).all()
    assert speed.min() >= 0.1
    assert speed.max() <= 2.0
    assert np.ptp(speed) > 1.8
    assert (force[:, 2] == 0.0).all()
    assert np.abs(force[:, :2].mean(axis=0)).max() < 0.1 * np.abs(force).max()


def test_the_seed_decides_and_a_longer_run_begins_alike():
    first = drawn_pushes(OFTEN, 1, "robot", MASS, 60.0)
    longer = drawn_pushes(OFTEN, 1, "robot", MASS, 120.0)
    other = drawn_pushes(OFTEN, 2, "robot", MASS, 60.0)
    assert [p.start for p in longer[: len(first)]] == [p.start for p in first]
    assert other[0].start != first[0].start


def test_no_speed_no_pushes():
    assert drawn_pushes(Pushes(), 1, "robot", MASS, 60.0) == ()


def test_a_push_acts_from_its_start_up_to_its_end():
    pushes = drawn_pushes(OFTEN, 1, "robot", MASS, 60.0)
    push = pushes[1]
    for time in (push.start, push.end - 1e-6):
        np.testing.assert_array_equal(force_at(pushes, time), push.force_in_world)
    for time in (push.start - 1e-6, push.end):
        np.testing.assert_array_equal(force_at(pushes, time), 0.0)
