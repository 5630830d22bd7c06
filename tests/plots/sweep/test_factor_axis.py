"""FactorAxis: every run in its band or bin, near its place."""

import numpy as np
import pytest

from relaywalk.plots.sweep.factor_axis import (
    banded,
    binned,
    bins_for,
    has_levels,
    in_order,
)


def test_bands_are_in_order_and_hold_their_runs():
    values = [10.0, 9.0, 10.0, 100.0]
    axis = banded(values, 0)
    assert axis.levels == in_order(values) == (9.0, 10.0, 100.0)
    assert axis.cells.tolist() == [1, 0, 1, 2]
    assert np.abs(axis.positions - axis.cells).max() <= 0.25
    assert axis.edges.tolist() == [-0.5, 0.5, 1.5, 2.5]
    assert len(set(axis.positions)) == 4  # two runs of one value do not hide each other
    assert not np.array_equal(axis.positions, banded(values, 1).positions)


def test_bins_are_of_one_width_and_hold_both_ends():
    axis = binned([2.0, 1.0, 1.5, 3.0, 2.999], 4)
    assert axis.edges == pytest.approx([1.0, 1.5, 2.0, 2.5, 3.0])
    assert axis.cells.tolist() == [2, 0, 1, 3, 3]
    assert axis.positions.tolist() == [2.0, 1.0, 1.5, 3.0, 2.999]
    assert axis.levels == ()
    assert binned([1.0, 1.0], 1).cells.tolist() == [0, 0]


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ([1.0, 2.0] * 2, True),
        ([1.0, 1.1, 1.2, 1.3], False),
        (list(range(13)) * 9, False),
        (["a", "b", "c"], True),
        ([True, False], True),
    ],
)
def test_words_and_numbers_that_repeat_are_levels(values, found):
    assert has_levels(values) is found


@pytest.mark.parametrize(
    ("runs", "across", "bins"),
    [(19, None, 1), (20, None, 2), (10_000, None, 6), (60, 3, 4), (14, 3, 1)],
)
def test_bins_hold_five_runs_a_cell_on_average(runs, across, bins):
    assert bins_for(runs, across) == bins
