"""Strides of a walk made by hand, and which of them are steady."""

import numpy as np
import pytest

from relaywalk.analysis.gait.gait import Gait


def test_a_stride_is_what_it_was_made_of(walking, kuavo):
    gait = Gait.of(walking(), kuavo, "robot")
    strides = [s for s in gait.steady if s.foot == "left_foot"]
    assert len(strides) == 6
    for stride in strides:
        assert stride.end - stride.start == pytest.approx(1.0)
        assert stride.length == pytest.approx(0.8, abs=1e-3)
        assert stride.speed == pytest.approx(0.8, abs=1e-3)
        assert stride.lift_off - stride.start == pytest.approx(0.59)


def test_step_width_is_across_the_way(walking, kuavo):
    gait = Gait.of(walking(), kuavo, "robot")
    places = [stance.position[0, 1] for stance in gait.feet.values()]
    widths = [s.width for s in gait.steady if np.isfinite(s.width)]
    assert widths == pytest.approx([abs(places[0] - places[1])] * len(widths))


def test_starting_and_stopping_are_not_steady(walking, kuavo):
    gait = Gait.of(walking(seconds=12.0, pause=2.2), kuavo, "robot")
    assert len(gait.steady) < len(gait.strides)
    start, end = gait.span
    assert start >= 2.0
    assert end <= 10.0
    assert all(s.speed == pytest.approx(0.8, rel=0.1) for s in gait.steady)


def test_stepping_on_the_spot_is_no_walking(walking, kuavo):
    gait = Gait.of(walking(seconds=4.0, pause=2.0), kuavo, "robot")
    assert gait.strides
    assert gait.steady == ()
    assert gait.span is None


def test_strides_of_a_foot_within_a_time(walking, kuavo):
    gait = Gait.of(walking(), kuavo, "robot")
    inside = gait.of_foot("right_foot", 1.9, 5.0)
    assert inside
    assert {stride.foot for stride in inside} == {"right_foot"}
    assert min(s.start for s in inside) >= 1.9
    assert max(s.end for s in inside) <= 5.0
