"""Figures of a sweep: every run counted, intervals and limits as they are."""

import numpy as np
import pytest
from tests.analysis.sweeps import outcomes, sweep_table

from relaywalk.analysis.factor_effects import factor_effects
from relaywalk.analysis.rates import Rate, wilson
from relaywalk.report.sweep_figures import Limit, draw_factor, draw_scalar


def test_a_factor_shows_rate_and_interval_of_every_group():
    table = sweep_table(outcomes(9, 3), engine=["mujoco", "pybullet", "mujoco"] * 4)
    (effect,) = factor_effects(table)
    axes = draw_factor(effect, Rate(9, 12)).axes[0]
    line, _, bars = axes.containers[0]
    assert line.get_ydata() == pytest.approx([75.0, 75.0])
    ends = [segment[:, 1] for segment in bars[0].get_segments()]
    assert ends[0] == pytest.approx(100.0 * np.array(wilson(6, 8)))
    assert [tick.get_text() for tick in axes.get_xticklabels()] == [
        "mujoco",
        "pybullet",
    ]


def test_intervals_of_a_number_lie_where_they_are():
    masses = np.linspace(1.0, 2.0, 50)
    table = sweep_table(outcomes(25, 25), mass=masses)
    (effect,) = factor_effects(table)
    axes = draw_factor(effect, Rate(25, 50)).axes[0]
    places = axes.containers[0][0].get_xdata()
    assert places == pytest.approx([1.1, 1.3, 1.5, 1.7, 1.9], abs=0.02)
    assert axes.get_xlabel() == "mass"


def test_every_run_with_a_number_is_in_its_histogram():
    table = sweep_table(
        [*outcomes(20, 4), "crashed"],
        **{"torch.max_slip": [*np.arange(24) / 1e3, None]},
    )
    figure = draw_scalar(table, "torch.max_slip", Limit(0.02))
    axes = figure.axes[0]
    counted = [sum(p.get_height() for p in bars) for bars in axes.containers]
    assert counted == [20, 4]
    labels = [text.get_text() for text in figure.legends[0].get_texts()]
    assert sorted(labels) == ["fell (4)", "limit ≤ 0.02 m", "success (20)"]
    assert axes.get_xlabel() == "torch max slip [m]"


def test_a_limit_far_away_does_not_squeeze_the_runs():
    table = sweep_table(["success"] * 3, max_off_line=[0.01, 0.02, 0.03])
    figure = draw_scalar(table, "max_off_line", Limit(5.0))
    assert figure.axes[0].get_xlim()[1] < 0.1
    labels = [text.get_text() for text in figure.legends[0].get_texts()]
    assert "limit ≤ 5 m, far off" in labels


def test_one_value_alone_is_one_bin():
    table = sweep_table(["success"] * 3, distance=[5.0, 5.0, 5.0 + 1e-12])
    axes = draw_scalar(table, "distance", Limit(5.0, at_least=True)).axes[0]
    assert [bar.get_height() for bar in axes.patches] == [3.0]
    assert Limit(5.0, at_least=True).says("m") == "≥ 5 m"
