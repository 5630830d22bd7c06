"""summary.json: every run counted, every rate with its interval."""

import json

import pytest
from tests.analysis.sweeps.made_tables import outcomes, sweep_table

from relaywalk.analysis.sweeps.statistics import summarise

KEYS = ["runs", "outcomes", "success_rate", "wilson95", "safe_rate", "safe_wilson95"]
KEYS += ["factors", "seeds"]


def test_the_summary_counts_every_run():
    table = sweep_table(
        [*outcomes(6, 3), "killed"], friction=[0.4] * 5 + [0.8] * 4 + [None]
    )
    summary = summarise(table).as_dict()
    assert list(summary) == KEYS
    assert summary["runs"] == 10
    assert summary["outcomes"] == {"success": 6, "fell": 3, "killed": 1}
    assert summary["success_rate"] == 0.6
    # (p + z²/2n ± z √(p (1-p)/n + z²/4n²)) / (1 + z²/n) at p = 0.6, n = 10, by hand
    assert summary["wilson95"] == pytest.approx([0.312674, 0.831820], abs=2e-6)
    assert (summary["safe_rate"], summary["safe_wilson95"]) == (
        0.6,
        summary["wilson95"],
    )
    assert summary["seeds"]["killed"] == [10]
    slippery, rough, unknown = summary["factors"]["friction"]
    assert (slippery["value"], slippery["runs"], slippery["successes"]) == (0.4, 5, 5)
    assert (rough["value"], rough["success_rate"]) == (0.8, 0.25)
    assert (unknown["value"], unknown["runs"]) == (None, 1)


def test_a_run_is_safe_in_which_nobody_fell_and_nothing_was_dropped():
    table = sweep_table(("success", "timeout", "gave_up", "dropped", "crashed"))
    assert summarise(table).as_dict()["safe_rate"] == 0.6


def test_a_sweep_without_runs_has_a_summary():
    summary = summarise(sweep_table([])).as_dict()
    assert summary["success_rate"] is None
    assert summary["wilson95"] == [0.0, 1.0]


def test_the_summary_is_json_that_any_reader_takes():
    table = sweep_table(outcomes(20, 10), mass=[0.1 * i for i in range(30)])
    json.dumps(summarise(table).as_dict(), allow_nan=False)
