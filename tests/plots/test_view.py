"""What the options ask for is what is drawn."""

import numpy as np
import pytest
from matplotlib.collections import FillBetweenPolyCollection

from relaywalk.errors import RecordingError, UnknownName
from relaywalk.plots._options import PlotOptions
from relaywalk.plots._view import View

SIDES = ("left", "right")


def lines(figure):
    return [line for axes in figure.axes for line in axes.get_lines()]


def test_a_window_and_a_phase_meet(shared_run):
    run = shared_run(600)  # stands until 3 s, then carries
    view = View(run, PlotOptions(window=(2.0, 4.0), phase="carry"))
    start, end = view.span("robot")
    assert start == pytest.approx(3.01)
    assert end == pytest.approx(4.0)
    rows = view.rows("robot")
    assert run.recording.time[rows][0] == pytest.approx(start)
    assert run.recording.time[rows][-1] == pytest.approx(end)


def test_a_time_that_is_not_there_says_what_is(shared_run):
    with pytest.raises(RecordingError, match=r"it holds 0.01 … 0.6 s"):
        shared_run(60).plot("channel", window=(5.0, 6.0))


def test_a_window_that_ends_before_it_starts_is_refused():
    with pytest.raises(RecordingError, match="start before it ends"):
        PlotOptions(window=(3.0, 2.0))


def test_an_unknown_phase_lists_those_there_are(shared_run):
    with pytest.raises(UnknownName, match=r"no phase named 'walk'.*stand, carry"):
        shared_run(60).plot("joint_torque", phase="walk")


@pytest.mark.parametrize("name", ["robot.elbow.torque", "elbow"])
def test_an_unknown_channel_lists_the_nearest(shared_run, name):
    with pytest.raises(RecordingError, match="the nearest of"):
        shared_run(60).plot("channel", channels=[name])


def test_the_name_of_a_phase_is_no_number(shared_run):
    with pytest.raises(RecordingError, match="holds names, not numbers"):
        shared_run(60).plot("channel", channels=["robot.phase"])


def test_a_channel_is_drawn_with_unit_and_meaning(shared_run):
    run = shared_run(60)
    (axes,) = run.plot("channel", channels=["robot.com.z"]).axes
    assert axes.get_ylabel() == "[m]"
    meaning = "centre of mass in world, as the controller sees it"
    assert axes.get_title(loc="left") == f"robot.com.z: {meaning}"
    drawn = axes.get_lines()[0].get_ydata()
    assert drawn == pytest.approx(run.recording["robot.com.z"])


def test_forces_are_over_body_weight(shared_run):
    run = shared_run(60)
    name = "robot.left_foot.contact.fz"
    options = {"channels": [name], "per_body_weight": True}
    (axes,) = run.plot("channel", **options).axes
    weight = run.gaits["robot"].stature.weight
    assert weight == pytest.approx(57.5 * 9.81, rel=1e-3)
    assert axes.get_ylabel() == "[body weight]"
    drawn = axes.get_lines()[0].get_ydata()
    assert drawn == pytest.approx(run.recording[name] / weight)


def test_moments_are_over_weight_and_height(shared_run):
    run = shared_run(60)
    scale = View(run, PlotOptions(per_body_weight=True)).scale("robot", "N·m")
    body = run.gaits["robot"].stature
    assert scale.factor == pytest.approx(1.0 / (body.weight * body.height))
    assert 1.6 < body.height < 1.75  # 1.66 m on the data sheet
    assert View(run, PlotOptions()).scale("robot", "N·m").factor == 1.0


def test_the_cycle_is_the_mean_over_the_strides(shared_run):
    run = shared_run(1200)
    name = "robot.left_foot.contact.fz"
    (axes,) = run.plot("channel", channels=[name], cycle=True).axes
    (line,) = axes.get_lines()
    x, y = line.get_data()
    assert axes.get_xlabel() == "gait cycle [%]"
    assert x == pytest.approx(np.linspace(0.0, 100.0, 101))
    assert y[2:48] == pytest.approx(300.0)  # loaded for half the stride
    assert y[52:98] == pytest.approx(0.0)


def named_in_legends(figure):
    found = [*figure.legends, *(axes.get_legend() for axes in figure.axes)]
    return [
        text.get_text() for legend in found if legend for text in legend.get_texts()
    ]


@pytest.mark.parametrize(
    ("plot", "what"),
    [
        ("joint_torque", {"joints": ["leg_l4_joint", "leg_r4_joint"]}),
        ("joint_power", {"joints": ["leg_l4_joint", "leg_r4_joint"]}),
        ("gait_cycle", {"joints": ["leg_l4_joint"]}),
        ("channel", {"channels": [f"robot.{s}_foot.contact.fz" for s in SIDES]}),
        ("ground_reaction", {}),
    ],
)
def test_legends_say_mean_sd_and_the_number_of_strides(shared_run, plot, what):
    """Feet land every π / 3 s, the right one from π / 6 s on: 4 and 5 times in 6 s."""
    figure = shared_run(1200).plot(plot, cycle=True, window=(0.0, 6.0), **what)
    said = " | ".join(named_in_legends(figure))
    assert "mean ± sd, 4 strides of the left foot" in said
    assert "mean ± sd, 5 strides of the right foot" in said


def test_a_single_stride_is_named_so(shared_run):
    figure = shared_run(1200).plot("channel", cycle=True, window=(1.0, 2.5))
    assert "channel: mean ± sd, 1 stride of the left foot" in named_in_legends(figure)


def test_a_cycle_without_walking_is_refused(shared_run):
    with pytest.raises(RecordingError, match="no steady stride"):
        shared_run(60).plot("joint_torque", cycle=True)


def test_two_equal_runs_have_no_band_between(shared_run):
    run = shared_run(1200)
    options = {"joints": ["leg_l4_joint"], "both_engines": run}
    for more in ({}, {"cycle": True}, {"phase": "carry"}):
        (axes,) = run.plot("joint_torque", **options, **more).axes
        first, second = (line.get_ydata() for line in axes.get_lines()[:2])
        assert np.nanmax(np.abs(first - second)) < 1e-9
        bands = [
            c for c in axes.collections if isinstance(c, FillBetweenPolyCollection)
        ]
        assert len(bands) == 1
