"""The figure of the cost: a bar a joint and mass, the closed form on it."""

import pytest

from relaywalk.analysis.loads.carrying import JointCost, TorqueStatistics
from relaywalk.analysis.loads.cost_table import CostRow, CostTable
from relaywalk.plots.comparison.carrying_cost import draw
from relaywalk.scenario.scenario import Scenario


def cost(joint, group, mass, static):
    bare, laden = (
        TorqueStatistics(1.0, 2.0, 3.0, 0.5),
        TorqueStatistics(1.0 + mass, 2.0, 3.0, 0.75),
    )
    return JointCost(joint, group, bare, laden, static, static and 0.0)


def table(*windows):
    return CostTable(
        tuple(
            CostRow(window, mass, cost(joint, group, mass, static and static * mass))
            for window in windows
            for mass in (0.8, 1.6, 2.4)
            for joint, group, static in (
                ("knee_joint", "left_leg", None),
                ("elbow_joint", "right_arm", 1.0),
            )
        ),
        (),
    )


def test_there_is_a_bar_a_joint_and_mass_as_high_as_what_it_adds():
    figure = draw(table("standing", "walking"), Scenario.load("hold"))
    arm = figure.axes[0]
    assert [bar.get_height() for bar in arm.patches] == pytest.approx([0.8, 1.6, 2.4])
    marks = [
        float(line.get_ydata()[0]) for line in arm.lines if line.get_marker() == "D"
    ]
    assert marks == pytest.approx([0.8, 1.6, 2.4])
    assert len(figure.axes) == 6


def test_every_axis_says_what_it_shows_and_its_unit():
    figure = draw(table("standing"), Scenario.load("hold"))
    labels = [axes.get_ylabel() for axes in figure.axes]
    assert all(label.endswith("[N·m]") for label in labels)
    assert len(set(labels)) == 3


def test_where_nothing_could_be_compared_it_says_so():
    (axes,) = draw(CostTable((), ()), Scenario.load("hold")).axes
    assert "could be compared" in axes.texts[0].get_text()
