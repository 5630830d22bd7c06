"""The figure of two runs: the joints that differ most, marked as in the table."""

from dataclasses import replace

import pytest

from relaywalk.analysis.comparison.comparison import compare
from relaywalk.analysis.comparison.side import Side
from relaywalk.plots.comparison.two_runs import PANELS, draw, telling


@pytest.fixture
def side(shared_run):
    run = shared_run(60)
    return Side(run.scenario, run.result, run.recording, run.cards)


@pytest.fixture
def found(side):
    other = replace(side, scenario=side.scenario.with_overrides({"seed": 2}))
    found = compare(side, other)
    wrong = replace(found.loads[4], mean=(0.0, 0.9))
    loads = (*found.loads[:4], wrong, *found.loads[5:])
    return replace(found, loads=loads)


def test_both_runs_are_in_every_panel(found, side):
    figure = draw(found, side, side)
    shown = [axes for axes in figure.axes if axes.axison]
    assert len(shown) == PANELS
    assert all(len(axes.lines) == 2 for axes in shown)
    assert all(axes.get_ylabel() == "torque [N·m]" for axes in shown)


def test_what_is_outside_is_marked(found, side):
    titles = [axes.get_title() for axes in draw(found, side, side).axes]
    marked = [title for title in titles if "seed-sensitive" in title]
    assert len(marked) == 1
    assert marked[0].startswith(found.loads[4].joint)


def test_fingers_and_guided_bodies_are_left_out(found, side):
    pairs = telling(found, side)
    assert {pair.actor for pair in pairs} == {"robot"}
    assert not [pair for pair in pairs if "hand" in pair.joint]
