"""Rows of a sweep's page: numbers as they are read, claims as they hold."""

import pytest

from relaywalk.analysis.sweeps.rates import Rate, wilson
from relaywalk.report.sweep.sweep_rows import claim_rows, interval, percent, spans


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (0.5, "50.0 %"),
        (1.0, "100.0 %"),
        (0.0, "0.0 %"),
        (0.0004, "< 0.1 %"),
        (0.0006, "0.1 %"),
        (0.9994, "99.9 %"),
        (0.9996, "> 99.9 %"),
    ],
)
def test_only_all_runs_are_100_percent_and_only_none_is_0(share, text):
    assert percent(share) == text


def test_an_interval_has_one_unit():
    assert interval((0.25, 0.75)) == "25.0 to 75.0 %"


@pytest.mark.parametrize(
    ("numbers", "text"),
    [([], ""), ([3], "3"), ([2, 1], "1, 2"), ([1, 2, 3, 7, 7], "1-3, 7")],
)
def test_numbers_in_a_row_are_a_span(numbers, text):
    assert spans(numbers) == text


def test_a_claim_is_shown_if_the_interval_is_above_it():
    rows = {row.fraction: row for row in claim_rows(Rate(125, 125))}
    assert rows[0.97].shown
    assert not rows[0.99].shown
    assert rows[0.99].without == rows[0.99].as_here == 381
    failed = {row.fraction: row for row in claim_rows(Rate(120, 125))}
    more = failed[0.97].as_here
    assert wilson(more - 5, more).low >= 0.97 > wilson(more - 6, more - 1).low
