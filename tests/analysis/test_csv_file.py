"""CSV files: what is missing is empty; what cannot be written is said."""

import pytest

from relaywalk.analysis.csv_file import write_csv
from relaywalk.errors import DiskError


def test_a_header_then_lines_and_nothing_for_what_is_missing(tmp_path):
    path = tmp_path / "a.csv"
    write_csv(path, ("joint", "peak", "rated"), [("knee", 0.1 + 0.2, None)])
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines == ["joint,peak,rated", "knee,0.30000000000000004,"]


def test_a_file_that_cannot_be_written_is_named(tmp_path):
    with pytest.raises(DiskError, match=r"nowhere.a\.csv: cannot be written"):
        write_csv(tmp_path / "nowhere" / "a.csv", (), [])
