"""Every plot: draws a whole run and a stump of one, with a unit on every axis."""

from functools import cache

import numpy as np
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

from relaywalk import plots
from relaywalk.errors import UnknownName
from relaywalk.plots._axes import MAXIMUM_POINTS, thinned

NAMES = plots.plot_names()
JOINT = "zarm_r4_joint"


@pytest.fixture(scope="module")
def plotted(shared_run):
    """Return a function that draws a run of some rows once; of a stump one joint."""

    @cache
    def drawn(name, rows):
        takes = plots.takes(name)
        few = {"joints": [JOINT]} if rows <= 2 and "joints" in takes else {}
        return shared_run(rows).plot(name, **few)

    return drawn


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("rows", [1, 2, 900])
def test_a_plot_draws_a_run_of_any_length(plotted, name, rows):
    figure = plotted(name, rows)
    assert isinstance(figure, Figure)
    figure.savefig("/dev/null", format="png", dpi=20)


@pytest.mark.parametrize("name", NAMES)
def test_every_labelled_axis_has_a_unit(plotted, name):
    labels = [
        label
        for axes in plotted(name, 900).axes
        for label in (axes.get_xlabel(), axes.get_ylabel())
        if label
    ]
    assert labels
    assert all(label.endswith("]") for label in labels)


@pytest.mark.parametrize("name", NAMES)
def test_a_plot_has_a_caption(name):
    assert plots.caption(name).endswith(".")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("left_out", [{"cycle"}, {"window", "phase"}])
def test_a_plot_draws_with_every_option_that_it_takes(shared_run, name, left_out):
    run = shared_run(600)
    choices = {
        "joints": [JOINT],
        "channels": ["robot.com.x", "torch.z"],
        "window": (3.2, 6.0),
        "phase": "carry",
        "cycle": True,
        "both_engines": run,
        "per_body_weight": True,
    }
    taken = set(plots.takes(name)) - left_out
    figure = run.plot(name, **{option: choices[option] for option in taken})
    assert figure.axes
    figure.savefig("/dev/null", format="png", dpi=20)


@pytest.mark.parametrize("name", NAMES)
def test_a_plot_refuses_what_it_does_not_take(shared_run, name):
    takes = plots.takes(name)
    run = shared_run(2)
    for option in {"joints", "channels", "cycle", "colour"} - set(takes):
        with pytest.raises(UnknownName, match=f"option of plot '{name}' named"):
            run.plot(name, **{option: [JOINT]})


@pytest.mark.parametrize("name", NAMES)
def test_a_run_without_a_torch_can_be_drawn(shared_run, name):
    assert shared_run(60, scenario="stand").plot(name).axes


def test_fingers_are_left_out_unless_asked_for(shared_run):
    run = shared_run(60)
    shown = [a.get_title(loc="left") for a in run.plot("joint_torque").axes]
    assert any(JOINT in text for text in shown)
    assert not any("thumb" in text for text in shown)
    assert run.plot("joint_torque", joints=["hand_l_thumb_1_joint"]).axes


def words(figure):
    return [text.get_text() for text in figure.findobj(Text)]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("arm_reaction", f"elbow, right ({JOINT})"),
        ("envelope", f"elbow, right ({JOINT})"),
        ("gait_cycle", "knee (leg_l4_joint, leg_r4_joint)"),
        ("joint_power", f"elbow, right ({JOINT})"),
        ("joint_torque", f"elbow, right ({JOINT})"),
        ("residual", f"elbow, right ({JOINT})"),
        ("utilisation", f"elbow, right ({JOINT})"),
    ],
)
def test_joints_are_called_by_their_common_names_too(shared_run, name, said):
    options = {} if name == "gait_cycle" else {"joints": [JOINT]}
    figure = shared_run(1200).plot(name, **options)
    figure.draw_without_rendering()
    assert any(said in text for text in words(figure))


def test_an_unknown_joint_is_named_with_those_there_are(shared_run):
    with pytest.raises(UnknownName, match=r"elbow.*zarm_r4_joint"):
        shared_run(2).plot("joint_torque", joints=["elbow"])


def test_a_thinned_line_keeps_its_extremes():
    time = np.arange(80_003) * 0.002
    values = np.sin(time)
    values[40_001], values[70_001], values[10:200] = 5.0, -7.0, np.nan
    _, thin = thinned(time, values)
    assert len(thin) <= MAXIMUM_POINTS + 1
    assert (np.nanmax(thin), np.nanmin(thin)) == (5.0, -7.0)
    assert np.isnan(thin).any()
