"""Figures of a sweep: every run counted, intervals and limits as they are."""

import numpy as np
import pytest
from tests.analysis.sweeps.made_tables import outcomes, sweep_table

from relaywalk.analysis.sweeps.factor_effects import factor_effects
from relaywalk.analysis.sweeps.rates import Rate, wilson
from relaywalk.plots.sweep.figures import Threshold, draw_factor, draw_scalar


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


def test_every_run_with_a_number_is_counted_or_marked():
    table = sweep_table(
        [*outcomes(20, 4), "hung", "crashed"],
        **{"torch.max_slip": [*np.arange(25) / 1e3, None]},
    )
    upper, lower = draw_scalar(table, "torch.max_slip", Threshold(0.02)).axes
    assert sum(bar.get_height() for bar in upper.patches) == 20
    assert [len(marks.get_offsets()) for marks in lower.collections] == [4, 1]
    labels = [tick.get_text() for tick in lower.get_yticklabels()]
    assert labels == ["fell (4)", "hung (1)"]
    assert upper.get_title(loc="right") == "limit ≤ 0.02 m"
    assert lower.get_xlabel() == "torch max slip [m]"
    assert lower.lines[0].get_xdata() == [0.02, 0.02]


def test_a_limit_far_away_does_not_squeeze_the_runs():
    table = sweep_table(["success"] * 3, max_off_path=[0.01, 0.02, 0.03])
    upper, lower = draw_scalar(table, "max_off_path", Threshold(5.0)).axes
    assert upper.get_xlim()[1] < 0.1
    assert upper.get_title(loc="right") == "limit ≤ 5 m, far off"
    assert not lower.get_visible()  # no run failed


def test_failures_alone_are_drawn_too():
    table = sweep_table(["fell", "fell"], distance=[1.0, 2.0])
    upper, lower = draw_scalar(table, "distance", None).axes
    assert sum(bar.get_height() for bar in upper.patches) == 0
    assert len(lower.collections[0].get_offsets()) == 2


def test_one_value_alone_is_one_bin():
    table = sweep_table(["success"] * 3, distance=[5.0, 5.0, 5.0 + 1e-12])
    axes = draw_scalar(table, "distance", Threshold(5.0, is_minimum=True)).axes[0]
    assert [bar.get_height() for bar in axes.patches] == [3.0]
    assert Threshold(5.0, is_minimum=True).says("m") == "≥ 5 m"
