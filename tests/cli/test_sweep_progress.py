"""The progress of a sweep: rate, time left, outcomes."""

import pytest

from relaywalk.cli._sweep_progress import pace, sweep_progress
from relaywalk.sweep.attempt import AttemptResult


@pytest.mark.parametrize(
    ("made", "left", "spent", "told"),
    [
        (0, 10, 5.0, ""),
        (4, 0, 120.0, "2 a minute, 0:00:00 left"),
        (1, 100, 61.0, "0.984 a minute, 1:41:40 left"),
        (2000, 7, 60.0, "2e+03 a minute, 0:00:00 left"),
    ],
)
def test_the_pace_is_that_of_the_runs_made_now(made, left, spent, told):
    assert pace(made, left, spent) == told


def test_runs_of_an_earlier_session_are_counted_but_have_no_pace(capsys):
    with sweep_progress(3, quiet=False) as tell:
        tell(AttemptResult(0, "fell", ""), False)
        tell(AttemptResult(1, "success", ""), False)
    shown = capsys.readouterr().err
    assert "2/3" in shown
    assert "1 fell, 1 success" in shown
    assert "a minute" not in shown


def test_quiet_shows_nothing(capsys):
    with sweep_progress(1, quiet=True) as tell:
        tell(AttemptResult(0, "fell", ""), True)
    assert capsys.readouterr().err == ""


def test_no_outcome_is_cut_at_80_columns(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    kinds = ("success", "fell", "dropped", "timeout", "diverged", "interrupted")
    with sweep_progress(10_000, quiet=False) as tell:
        for number, kind in enumerate(kinds):
            tell(AttemptResult(number, kind, ""), True)
    shown = capsys.readouterr().err
    assert "…" not in shown
    assert all(f"1 {kind}" in " ".join(shown.split()) for kind in kinds)
