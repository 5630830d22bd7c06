"""The criterion of a sweep: a name, a comparison, a number; nothing is evaluated."""

import pytest

from relaywalk.analysis.sweeps.criterion import NAMES, parse, value

SUMMARY = {
    "runs": 20,
    "success_rate": 0.9,
    "wilson95": [0.7, 0.97],
    "safe_rate": 0.95,
    "safe_wilson95": [0.76, 0.99],
    "outcomes": {"success": 18, "fell": 2},
}


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("success_rate >= 0.9", True),
        ("success_rate > 0.9", False),
        ("success_rate.wilson_low>=0.71", False),
        ("success_rate.wilson_high < 0.98", True),
        ("safe_rate >= 0.95", True),
        ("safe_rate.wilson_low >= 0.77", False),
        ("outcomes.fell <= 2", True),
        ("outcomes.killed < 1", True),
        (" runs >= 2e1 ", True),
    ],
)
def test_it_compares_a_number_of_the_summary(text, holds):
    assert parse(text).holds(SUMMARY) is holds


def test_every_name_is_a_number_of_every_summary():
    assert all(isinstance(value(name, SUMMARY), float) for name in NAMES)


@pytest.mark.parametrize(
    "text",
    [
        "success_rate",
        "rate >= 1",
        "0.9 <= success_rate",
        "success_rate >= x",
        "runs == 1",
        "runs >= 1 or True",
        "__import__('os').getpid() > 1",
        "outcomes.flew < 1",
    ],
)
def test_anything_else_is_refused_and_told_the_names(text):
    with pytest.raises(ValueError, match=r"the names are success_rate"):
        parse(text)


def test_no_criterion_is_none():
    assert parse("") is None
