"""Two sweeps as a user compares them."""

import json

import pytest
from tests.report.sweep.sweep_folders import OUTCOMES, make_sweep

from relaywalk.cli._sweep_tables import show_sweeps
from relaywalk.errors import RecordingError


@pytest.fixture
def folders(tmp_path):
    better = ("success",) * 38 + ("killed", "success")
    old, new = tmp_path / "old", tmp_path / "new"
    return make_sweep(old), make_sweep(new, outcomes=better), OUTCOMES, better


def test_a_comparison_says_what_differs_and_which_test_was_used(
    folders, tmp_path, capsys
):
    old, new, *_ = folders
    assert show_sweeps(old, new, tmp_path / "out") == 0
    said = capsys.readouterr().out
    # 39 pairs are judged; 5 of them only the new sweep won: p = 2 / 2⁵
    assert "test: McNemar's exact test, as 39 pairs of runs have the same seed" in said
    assert "result: no difference is shown: +12.8 points" in said
    assert "p = 0.062" in said
    assert "seeds: 1-38, 40" in said
    found = json.loads((tmp_path / "out" / "comparison.json").read_text("utf-8"))
    assert found["counts"] == {
        "both": 34,
        "first_only": 0,
        "second_only": 5,
        "neither": 0,
    }
    assert found["test"]["p"] == pytest.approx(0.0625)


def test_a_run_is_no_sweep(folders, tmp_path):
    with pytest.raises(RecordingError, match="no sweep"):
        show_sweeps(folders[0], tmp_path)
