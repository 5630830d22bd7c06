"""Rates: intervals as published, and how many runs a claim needs."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relaywalk.analysis.sweeps.rates import Rate, runs_needed, wilson

Z = 1.959963984540054  # of 95 %


@pytest.mark.parametrize(
    ("successes", "runs", "low", "high"),
    [
        # 0 of n: (0, z² / (n + z²)), by hand
        (0, 30, 0.0, Z**2 / (30 + Z**2)),
        (30, 30, 30 / (30 + Z**2), 1.0),
        # 93 of 144: (p + z²/2n ± z √(p (1-p)/n + z²/4n²)) / (1 + z²/n), by hand
        (93, 144, 0.564858, 0.719230),
    ],
)
def test_an_interval_is_that_of_the_formula(successes, runs, low, high):
    found = wilson(successes, runs)
    assert found.low == pytest.approx(low, abs=2e-6)
    assert found.high == pytest.approx(high, abs=2e-6)


def test_no_failure_in_30_runs_says_at_most_11_4_percent():
    assert wilson(0, 30).high == pytest.approx(0.1135, abs=5e-5)


def test_no_run_says_nothing():
    assert wilson(0, 0) == (0.0, 1.0)
    assert math.isnan(Rate(0, 0).value)
    assert Rate(0, 0).as_dict()["success_rate"] is None


@pytest.mark.parametrize(("successes", "runs"), [(-1, 3), (4, 3)])
def test_counts_that_are_none_are_refused(successes, runs):
    with pytest.raises(ValueError, match=f"{successes} successes of {runs} runs"):
        wilson(successes, runs)


def test_at_most_1_percent_needs_381_runs_without_a_failure():
    assert runs_needed(0.01) == 381
    assert wilson(0, 381).high <= 0.01 < wilson(0, 380).high


def test_97_percent_success_needs_125_runs_without_a_failure():
    # z² (1 - p) / p = 3.8415 · 0.97 / 0.03 = 124.2
    assert runs_needed(0.03) == 125


@settings(deadline=None)
@given(st.floats(0.002, 0.9), st.integers(0, 30))
def test_the_runs_needed_are_the_least_that_are_enough(most, failures):
    runs = runs_needed(most, failures)
    assert wilson(failures, runs).high <= most
    if runs > max(failures, 1):
        assert wilson(failures, runs - 1).high > most


@pytest.mark.parametrize(("most", "failures"), [(0.0, 0), (1.0, 0), (0.1, -1)])
def test_a_claim_that_is_none_is_refused(most, failures):
    with pytest.raises(ValueError, match="a fraction above 0 and below 1"):
        runs_needed(most, failures)


@settings(deadline=None)
@given(st.integers(0, 200), st.integers(0, 200))
def test_an_interval_holds_its_rate_and_mirrors_with_it(won, lost):
    low, high = wilson(won, won + lost)
    if won + lost:
        assert low - 1e-12 <= won / (won + lost) <= high + 1e-12
    mirrored = wilson(lost, won + lost)
    assert mirrored.low == pytest.approx(1.0 - high, abs=1e-12)
    assert mirrored.high == pytest.approx(1.0 - low, abs=1e-12)
