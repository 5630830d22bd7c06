"""SweepTable: a table of runs, whatever order and gaps it has."""

import math

import pyarrow.parquet as pq
import pytest
from tests.analysis.sweeps.made_tables import arrow_table, sweep_table

from relaywalk.analysis.sweeps.sweep_table import SweepTable, is_sweep
from relaywalk.errors import RecordingError


def test_a_column_that_is_neither_fixed_nor_measured_is_a_factor():
    table = sweep_table(["success", "fell"], **{"props.torch.mass": [1.5, 1.7]})
    assert table.factors == ("props.torch.mass",)
    assert table.scalars == ()
    assert table.succeeded == (True, False)


def test_rows_come_in_run_order():
    shuffled = arrow_table(["success", "fell", "hung"]).take([2, 0, 1])
    assert SweepTable.of(shuffled).outcomes == ("success", "fell", "hung")


def test_not_a_number_and_null_are_both_nothing():
    table = sweep_table(["fell"] * 3, distance=[1.0, math.nan, None])
    assert table.columns["distance"] == (1.0, None, None)
    assert table.scalars == ("distance",)
    assert math.isnan(table.numbers("distance")[2])


def test_a_table_of_something_else_is_refused():
    with pytest.raises(RecordingError, match="column outcome is missing; there are"):
        SweepTable.of(arrow_table(["fell"]).drop_columns(["outcome"]))


@pytest.mark.parametrize("content", [None, b"", b"PAR1 torn"])
def test_a_folder_without_a_table_is_refused(tmp_path, content):
    if content is not None:
        (tmp_path / "runs.parquet").write_bytes(content)
    with pytest.raises(RecordingError, match="no sweep: runs"):
        SweepTable.open(tmp_path)


def test_a_folder_is_a_sweep_if_it_holds_table_and_summary(tmp_path):
    pq.write_table(arrow_table(["fell"]), tmp_path / "runs.parquet")
    assert not is_sweep(tmp_path)
    (tmp_path / "summary.json").write_text("{}", encoding="utf-8")
    assert is_sweep(tmp_path)
    assert len(SweepTable.open(tmp_path)) == 1
