"""A torch is lit by a burning one beside it, close, upright and for long enough."""

import numpy as np
import pytest
from scipy.spatial.transform import Rotation

from relaywalk.scenario.flame_entry import FlameEntry
from relaywalk.simulation.flames import Flames
from relaywalk.types import Observation, PropState

PERIOD, TIME = 0.01, 0.5  # [s]
RIMS = 0.125  # of both torches' burners, side by side [m]


@pytest.fixture
def lit_after(torch):
    """Return a function: gap, tilt and its time [s] → when the other one burns."""

    def after(gap=0.04, tilt=0.0, burning=("one",), seconds=2.0):
        entry = FlameEntry(gap=0.05, tilt=0.4, time=TIME)
        cards = {"one": torch, "two": torch}
        flames = Flames(entry, cards, frozenset(burning))
        for tick in range(round(seconds / PERIOD)):
            time = tick * PERIOD
            now = gap(time) if callable(gap) else gap
            seen = flames.seen(scene(time, now, tilt))
            if seen.props["two"].lit:
                return time
        return None

    return after


def scene(time, gap, tilt):
    """Return two torches whose burners are a gap apart [m]; one is tilted [rad]."""
    turn = Rotation.from_euler("x", tilt)
    mouth = np.array([RIMS + gap, 0.0, 0.76])
    bottom = mouth - turn.apply([0.0, 0.0, 0.76])
    one = PropState(np.array([0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0]), np.zeros(6))
    two = PropState(np.array([*bottom, *turn.as_quat()]), np.zeros(6))
    return Observation(time, {}, {"one": one, "two": two})


def test_it_burns_once_it_was_beside_the_flame_for_long_enough(lit_after):
    assert lit_after(gap=0.049, tilt=0.39) == pytest.approx(TIME)


@pytest.mark.parametrize(("gap", "tilt"), [(0.051, 0.0), (0.04, 0.41), (0.04, -0.41)])
def test_it_stays_dark_too_far_off_or_too_askew(lit_after, gap, tilt):
    assert lit_after(gap, tilt) is None


def test_whoever_goes_away_begins_anew(lit_after):
    def gap(time):
        return 0.2 if 0.4 <= time < 0.6 else 0.04

    assert lit_after(gap) == pytest.approx(0.6 + TIME)


def test_where_nothing_burns_nothing_is_lit(lit_after):
    assert lit_after(burning=()) is None


def test_what_burns_is_seen_to_burn(torch):
    flames = Flames(FlameEntry(), {"one": torch, "two": torch}, frozenset(["two"]))
    seen = flames.seen(scene(0.0, 1.0, 0.0))
    assert [seen.props[name].lit for name in ("one", "two")] == [False, True]
