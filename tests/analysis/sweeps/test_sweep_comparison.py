"""Two sweeps: the right test, and why; what differs; which runs changed."""

import json

import pyarrow.parquet as pq
import pytest
from tests.analysis.sweeps.made_tables import arrow_table, outcomes, sweep_table

from relaywalk.analysis.sweeps.sweep_comparison import compare_sweeps, compare_tables
from relaywalk.errors import RecordingError

NAMES = ("old", "new")


def test_the_same_seeds_are_compared_in_pairs():
    # 10 pairs only the first won, 2 only the second: p = 0.0386
    first = sweep_table([*outcomes(40, 2), *outcomes(10, 0)])
    second = sweep_table([*outcomes(42, 10)])
    found = compare_tables(NAMES, (first, second))
    assert found.counts == (40, 10, 2, 0)
    assert found.test.p == pytest.approx(0.0386, abs=5e-5)
    assert found.shown
    assert found.says.startswith("old succeeds more often: -15.4 points (95 % interval")
    assert found.why == ("McNemar's exact test, as 52 pairs of runs have the same seed")
    assert len(found.changed) == 12
    assert found.changed[0].seed == 41
    assert found.changed[0].second == "success"
    assert found.seeds == tuple(range(1, 53))


def test_other_seeds_are_compared_as_a_whole():
    first = sweep_table(outcomes(12, 3))
    second = sweep_table([*outcomes(7, 8), "killed"], seed=list(range(101, 117)))
    found = compare_tables(NAMES, (first, second))
    assert found.counts is None
    assert found.test.p == pytest.approx(0.0681, abs=1e-4)
    assert found.says.startswith("no difference is shown: -33.3 points")
    assert found.why == (
        "Barnard's exact test of all runs, as only 0 of 15 and 15 runs have the same "
        "seed; 0 and 1 killed or interrupted runs are left out"
    )
    assert found.changed == found.seeds == ()


def test_runs_without_a_partner_are_told():
    found = compare_tables(
        NAMES, (sweep_table(["success"] * 4), sweep_table(["success"] * 6))
    )
    assert "0 and 2 runs without a partner are left out" in found.why


def test_sweeps_without_a_judged_run_show_nothing():
    table = sweep_table(["killed", "interrupted"])
    found = compare_tables(NAMES, (table, table))
    assert found.says == "nothing is shown: a sweep has no run that was judged"
    json.dumps(found.as_dict(), allow_nan=False)


def make_sweep(folder, friction, **columns):
    folder.mkdir(parents=True)
    pq.write_table(arrow_table(["success", "fell"], **columns), folder / "runs.parquet")
    text = f"scenario: relay_5m\nterrain: {{kind: plane, friction: {friction}}}\n"
    (folder / "sweep.yaml").write_text(text, encoding="utf-8")
    return folder


def test_two_folders_say_what_differs(tmp_path):
    first = make_sweep(tmp_path / "a" / "sweep", "0.8")
    second = make_sweep(tmp_path / "b" / "sweep", "!uniform [0.4, 1]")
    made = {"numpy": ("2.2",)}, {"numpy": ("2.2", "2.3")}
    found = compare_sweeps(first, second, made)
    assert found.names == (str(first), str(second))
    assert [tuple(leaf) for leaf in found.leaves] == [
        ("terrain.friction", "0.8", "!uniform [0.4, 1]"),
        ("version of numpy", "2.2", "2.2, 2.3"),
    ]
    json.dumps(found.as_dict(), allow_nan=False)


def test_a_folder_that_is_no_sweep_is_refused(tmp_path):
    sweep = make_sweep(tmp_path / "sweep", "0.8")
    with pytest.raises(RecordingError, match="no sweep"):
        compare_sweeps(sweep, tmp_path)
