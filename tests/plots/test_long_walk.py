"""A long walk is drawn stride by stride, with two strides beside it to read."""

import numpy as np
import pytest

from relaywalk.plots import _view
from relaywalk.plots._options import PlotOptions
from relaywalk.plots._view import View

KNEE = "leg_l4_joint"


@pytest.fixture
def long(shared_run, monkeypatch):
    """Return a run whose few strides count as many."""
    monkeypatch.setattr(_view, "LONG", 3)
    return shared_run(1200)


def lines(figure):
    return {line.get_label(): line.get_xydata() for line in figure.axes[0].lines}


def test_a_short_walk_is_drawn_as_it_is(shared_run):
    run = shared_run(1200)
    assert not View(run, PlotOptions()).is_long("robot")
    assert "torque" in lines(run.plot("joint_torque", joints=[KNEE]))


def test_the_mean_of_each_stride_is_that_of_the_recording(long):
    strides = View(long, PlotOptions()).strides("robot", "")
    drawn = lines(long.plot("joint_torque", joints=[KNEE]))
    x, y = drawn["torque: mean of each stride, band from least to most"].T
    time, torque = long.recording.time, long.recording[f"robot.{KNEE}.torque"]
    assert len(x) == len(strides)
    for place, mean, stride in zip(x, y, strides, strict=True):
        rows = (time >= stride.start) & (time < stride.end)
        assert place == pytest.approx(0.5 * (stride.start + stride.end))
        assert mean == pytest.approx(torque[rows].mean())


def test_the_close_up_is_right_of_all_and_shows_two_strides_as_they_were(long):
    drawn = lines(long.plot("joint_torque", joints=[KNEE]))["torque"]
    whole, near = View(long, PlotOptions()).with_close_up("robot")
    start, end = near.span("robot")
    middle = [s for s in whole.strides("robot", "") if start <= s.start < end]
    assert len(middle) == 2
    assert drawn[0, 0] > whole.span("robot")[1]
    rows = near.rows("robot")
    torque = long.recording[f"robot.{KNEE}.torque"][rows]
    assert drawn[:, 1].max() == torque.max()
    np.testing.assert_allclose(near.place("robot", np.array([start, end])), near.clock)


def test_two_runs_and_the_cycle_are_drawn_as_ever(long):
    assert View(long, PlotOptions()).is_long("robot")
    assert not View(long, PlotOptions(cycle=True)).is_long("robot")
    assert not View(long, PlotOptions(both_engines=long)).is_long("robot")


def test_a_panel_has_the_common_name_and_the_code(shared_run):
    figure = shared_run(1200).plot("joint_torque", joints=[KNEE])
    assert figure.axes[0].get_title(loc="left") == f"knee, left ({KNEE})"


def test_of_a_long_walk_two_strides_are_beside_the_whole_way(long):
    whole, near = long.plot("footsteps").axes
    assert near.get_position().x0 > whole.get_position().x1
    _, close = View(long, PlotOptions()).with_close_up("robot")
    x = long.recording["robot.com.x"][close.rows("robot")]
    (drawn,) = [line for line in near.lines if line.get_label() == "centre of mass"]
    np.testing.assert_array_equal(drawn.get_xdata(), x)
    assert [line.get_label() for line in whole.lines] == ["centre of mass"]


def test_the_soles_of_a_foot_are_one_artist(shared_run):
    run = shared_run(1200)
    whole = run.plot("footsteps").axes[0]
    assert [soles.get_label() for soles in whole.collections] == [
        "left foot",
        "right foot",
    ]
    counts = [len(soles.get_paths()) for soles in whole.collections]
    assert counts == [len(foot.first) for foot in run.gaits["robot"].feet.values()]
