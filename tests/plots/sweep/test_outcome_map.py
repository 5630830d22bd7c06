"""Outcome map: every run is on it once, on a grid or by itself."""

import numpy as np
import pytest
from tests.analysis.sweeps.made_tables import outcomes, sweep_table

from relaywalk.plots.sweep.outcome_map import draw_outcome_map
from relaywalk.plots.sweep.outcome_marks import MARKS, in_order, mark_of

GRID = {
    "mass": [1.0, 1.0, 1.0, 2.0, 2.0, 2.0, 2.0],
    "friction": [0.4, 0.8, 0.8, 0.4, 0.4, 0.8, 0.8],
}


def texts(figure):
    return [text.get_text() for text in figure.axes[0].texts]


def test_a_grid_has_rate_and_count_in_every_cell():
    table = sweep_table(
        ["success", "success", "fell", "fell", "fell", "success", "success"], **GRID
    )
    figure = draw_outcome_map(table, "mass", "friction")
    axes = figure.axes[0]
    assert sorted(texts(figure)) == [
        "0 %\n0/2",
        "100 %\n1/1",
        "100 %\n2/2",
        "50 %\n1/2",
    ]
    image = axes.images[0].get_array()
    assert image.tolist() == [[1.0, 0.0], [0.5, 1.0]]  # friction rises upwards
    assert [tick.get_text() for tick in axes.get_xticklabels()] == ["1", "2"]
    assert axes.get_xlabel() == "mass"


def test_a_cell_without_runs_has_no_rate():
    columns = {"mass": [1.0, 2.0, 2.0] * 2, "friction": [1.0, 1.0, 2.0] * 2}
    table = sweep_table(outcomes(4, 2), **columns)
    figure = draw_outcome_map(table, "mass", "friction")
    assert len(texts(figure)) == 3
    assert np.ma.getmaskarray(figure.axes[0].images[0].get_array()).sum() == 1


def test_a_few_runs_at_values_of_their_own_are_no_grid():
    table = sweep_table(
        outcomes(3, 3),
        mass=[1.01, 1.13, 1.42, 1.58, 1.77, 1.94],
        friction=[0.4, 0.8] * 3,
    )
    assert len(draw_outcome_map(table, "mass", "friction").axes[0].collections) == 2


def test_runs_that_lie_on_no_grid_have_a_marker_each():
    rng = np.random.default_rng(1)
    kinds = ["success"] * 30 + ["fell"] * 6 + ["dropped"] * 4
    table = sweep_table(
        kinds, mass=rng.uniform(1, 2, 40), friction=rng.uniform(0, 1, 40)
    )
    figure = draw_outcome_map(table, "mass", "friction")
    drawn = figure.axes[0].collections
    assert [len(dots.get_offsets()) for dots in drawn] == [30, 6, 4]
    assert [text.get_text() for text in figure.legends[0].get_texts()] == [
        "success (30)",
        "fell (6)",
        "dropped (4)",
    ]
    zorders = [dots.get_zorder() for dots in drawn]
    assert zorders == sorted(zorders)  # successes hide no failure


def test_words_are_an_axis_too_and_runs_without_a_value_are_not_drawn():
    rng = np.random.default_rng(1)
    table = sweep_table(
        outcomes(15, 5),
        engine=["mujoco", "pybullet"] * 10,
        friction=[None, *rng.uniform(0, 1, 19)],
    )
    axes = draw_outcome_map(table, "engine", "friction").axes[0]
    assert [tick.get_text() for tick in axes.get_xticklabels()] == [
        "mujoco",
        "pybullet",
    ]
    assert sum(len(dots.get_offsets()) for dots in axes.collections) == 19


def test_no_run_with_both_values_says_so():
    table = sweep_table(["crashed"], mass=[None], friction=[1.0])
    assert texts(draw_outcome_map(table, "mass", "friction")) == [
        "no run has both values"
    ]


def test_every_outcome_has_a_shape_of_its_own():
    shapes = [mark.marker for mark in MARKS.values()]
    assert len(set(shapes)) == len(shapes)
    assert in_order(["odd", "fell", "success", "fell"]) == ["success", "fell", "odd"]
    assert mark_of("odd").marker not in shapes


@pytest.mark.parametrize(("won", "colour"), [(2, "black"), (0, "white")])
def test_text_stands_out_from_its_cell(won, colour):
    table = sweep_table(outcomes(won, 2 - won), mass=[1.0, 1.0], friction=[1.0, 1.0])
    figure = draw_outcome_map(table, "mass", "friction")
    assert figure.axes[0].texts[0].get_color() == colour


def test_drawn_factors_have_the_share_of_success_in_bins():
    """Of 80 runs over two scales, 4 x 4 bins; every count is that of its bin."""
    rng = np.random.default_rng(2)
    mass, friction = rng.uniform(1.0, 3.0, 80), rng.uniform(0.2, 1.0, 80)
    good = friction > 0.5
    table = sweep_table(
        np.where(good, "success", "fell").tolist(), mass=mass, friction=friction
    )
    axes = draw_outcome_map(table, "mass", "friction").axes[0]
    (image,) = axes.images
    bins = [np.linspace(v.min(), v.max(), 5) for v in (friction, mass)]
    runs, *_ = np.histogram2d(friction, mass, bins)
    won, *_ = np.histogram2d(friction[good], mass[good], bins)
    shares = image.get_array()
    assert shares.shape == (4, 4)
    assert np.ma.getmaskarray(shares).tolist() == (runs == 0).tolist()
    held = runs > 0
    assert shares.filled(np.nan)[held] == pytest.approx(won[held] / runs[held])
    assert image.get_extent() == pytest.approx([*bins[1][[0, -1]], *bins[0][[0, -1]]])
    counts = sorted(text.get_text() for text in axes.texts)
    assert counts == sorted(
        f"{w:.0f}/{n:.0f}" for w, n in zip(won.flat, runs.flat, strict=True) if n
    )
    assert sum(len(dots.get_offsets()) for dots in axes.collections) == 80


def test_a_grid_over_one_axis_has_bins_along_the_other():
    rng = np.random.default_rng(3)
    table = sweep_table(
        outcomes(40, 20), mass=[1.0, 5.0, 6.0] * 20, friction=rng.uniform(0, 1, 60)
    )
    axes = draw_outcome_map(table, "mass", "friction").axes[0]
    assert axes.images[0].get_array().shape == (4, 3)  # 60 runs / 3 bands / 5 a cell
    assert [tick.get_text() for tick in axes.get_xticklabels()] == ["1", "5", "6"]
    turned = draw_outcome_map(table, "friction", "mass").axes[0]
    assert turned.images[0].get_array().shape == (3, 4)


def test_too_few_runs_have_no_bins():
    rng = np.random.default_rng(4)
    table = sweep_table(
        outcomes(9, 3), mass=rng.uniform(1, 2, 12), friction=rng.uniform(0, 1, 12)
    )
    assert not draw_outcome_map(table, "mass", "friction").axes[0].images
