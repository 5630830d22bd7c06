"""Tests of rates: published and hand-computed values."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relaywalk.analysis.sweeps.rate_tests import Fourfold, barnard, mcnemar, newcombe
from relaywalk.analysis.sweeps.rates import Rate

COUNT = st.integers(0, 40)


def test_mcnemar_is_a_fair_coin_over_the_pairs_that_differ():
    # 2 Σ_{k≤2} C(12, k) / 2¹² = 2 (1 + 12 + 66) / 4096, by hand
    test = mcnemar(Fourfold(both=50, first_only=10, second_only=2, neither=3))
    assert test.p == pytest.approx(158 / 4096)
    assert test.p == pytest.approx(0.0386, abs=5e-5)
    assert test.difference == pytest.approx(-8 / 65)


def test_pairs_that_all_end_alike_show_nothing():
    test = mcnemar(Fourfold(30, 0, 0, 5))
    assert test.p == 1.0
    assert test.difference == 0.0
    assert test.interval.low < 0.0 < test.interval.high


def test_a_paired_difference_has_the_published_interval():
    # Newcombe 1998, Statistics in Medicine 17:2635, table III, method 10
    interval = mcnemar(Fourfold(36, 2, 12, 0)).interval
    assert interval == pytest.approx((0.0569, 0.3404), abs=5e-5)


def test_an_unpaired_difference_has_the_published_interval():
    # Newcombe 1998, Statistics in Medicine 17:873, table II: 56/70 - 48/80
    interval = newcombe(Rate(48, 80), Rate(56, 70))
    assert interval == pytest.approx((0.0524, 0.3339), abs=5e-5)


def test_barnard_gives_the_published_value():
    # the vaccine example of scipy.stats.barnard_exact: 7/15 and 12/15
    test = barnard(Rate(7, 15), Rate(12, 15))
    assert test.name == "Barnard's exact test"
    assert test.p == pytest.approx(0.0681, abs=1e-4)


@pytest.mark.parametrize(
    "rates",
    [
        (Rate(15, 15), Rate(8, 8)),
        (Rate(0, 15), Rate(0, 8)),
        (Rate(0, 0), Rate(3, 8)),
    ],
)
def test_nothing_to_compare_shows_nothing(rates):
    assert barnard(*rates).p == 1.0


def test_large_sweeps_are_compared_at_once():
    # z² = (p₂ - p₁)² / (p (1 - p) (1/n + 1/n)), p = 0.925, n = 1000; p-value by hand
    test = barnard(Rate(900, 1000), Rate(950, 1000))
    assert test.name == "Pearson's χ² test"
    assert test.p == pytest.approx(2.2e-5, rel=0.02)


@settings(deadline=None)
@given(COUNT, COUNT, COUNT, COUNT)
def test_a_comparison_mirrors_with_its_sweeps(both, first_only, second_only, neither):
    there = mcnemar(Fourfold(both, first_only, second_only, neither))
    back = mcnemar(Fourfold(both, second_only, first_only, neither))
    assert there.p == pytest.approx(back.p)
    assert there.interval.low == pytest.approx(-back.interval.high)
    if there.first.runs:
        assert there.interval.low - 1e-9 <= there.difference
        assert there.difference <= there.interval.high + 1e-9
