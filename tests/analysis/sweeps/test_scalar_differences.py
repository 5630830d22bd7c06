"""Measured numbers: differences of successes, with intervals that hold."""

import numpy as np
import pytest
from tests.analysis.sweeps.made_tables import sweep_table

from relaywalk.analysis.sweeps.pairs import pairs_of
from relaywalk.analysis.sweeps.scalar_differences import (
    median_interval,
    scalar_differences,
)


@pytest.mark.parametrize(("n", "low", "high"), [(6, 1, 6), (20, 6, 15), (30, 10, 21)])
def test_an_interval_of_a_median_ends_at_the_tabled_ranks(n, low, high):
    # Conover 1999, table A3: ranks of the 95 % interval of a median
    assert median_interval(np.arange(n, 0.0, -1.0)) == (low, high)


def test_five_values_are_too_few_for_an_interval():
    assert median_interval(np.arange(5.0)) is None


def test_an_interval_holds_the_median_in_95_of_100_samples():
    rng = np.random.default_rng(1)
    intervals = [median_interval(rng.exponential(size=25)) for _ in range(1000)]
    held = sum(i.low <= np.log(2.0) <= i.high for i in intervals)
    assert 940 <= held <= 980  # exact level for n = 25: 95.7 %


def test_paired_differences_are_taken_within_pairs():
    seeds = np.arange(20)
    table = sweep_table(["success"] * 20, speed=0.4 + 0.01 * seeds)
    faster = sweep_table(["success"] * 20, speed=0.41 + 0.01 * seeds)
    (speed,) = scalar_differences(table, faster, pairs_of(table, faster))
    assert (speed.name, speed.unit, speed.runs) == ("speed", "m/s", 20)
    assert speed.median == pytest.approx(0.01)
    assert speed.interval == pytest.approx((0.01, 0.01))
    assert speed.differs
    (unpaired,) = scalar_differences(table, faster, None)
    assert unpaired.median == pytest.approx(0.01)
    assert not unpaired.differs
    assert unpaired == scalar_differences(table, faster, None)[0]


def test_runs_that_failed_do_not_count():
    first = sweep_table(["success", "fell"], max_base_tilt=[0.1, 1.4])
    second = sweep_table(["success", "success"], max_base_tilt=[0.2, 0.1])
    (tilt,) = scalar_differences(first, second, pairs_of(first, second))
    assert tilt.runs == 1
    assert tilt.median == pytest.approx(0.1)
    assert tilt.interval is None
    assert not tilt.differs


def test_a_number_that_no_success_has_is_left_out():
    first = sweep_table(["fell"], distance=[1.0])
    assert scalar_differences(first, first, pairs_of(first, first)) == ()
