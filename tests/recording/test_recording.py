"""A recording is read column by column; what is not there is refused helpfully."""

import subprocess
import sys
from types import SimpleNamespace

import numpy as np
import pytest

from relaywalk.errors import RecordingError
from relaywalk.recording.recording import Recording


def test_an_unknown_channel_names_the_nearest(record, two_link):
    seen = record({"robot": two_link}, 3)
    with pytest.raises(RecordingError, match=r"robot\.elbow\.torque") as caught:
        seen["robot.elbo.torque"]
    assert "'robot.elbo.torque'" in str(caught.value)


def test_phases_of_an_unknown_actor_are_refused(record, two_link):
    with pytest.raises(RecordingError, match=r"robot\.phase"):
        record({"robot": two_link}, 3).phases("robbot")


def test_columns_keep_the_order_asked_for(record, motion, two_link):
    moves = {"robot": motion(torque=[[1.0, 2.0]] * 3)}
    seen = record({"robot": two_link}, 3, moves)
    elbow, shoulder = two_link.joints
    names = [f"robot.{shoulder}.torque", f"robot.{elbow}.torque"]
    assert seen.matrix(names).tolist() == [[2.0, 1.0]] * 3
    assert seen.matrix([names[0], names[0]]).tolist() == [[2.0, 2.0]] * 3


def test_only_the_rows_asked_for_come(record, motion, two_link):
    moves = {"robot": motion(torque=[[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])}
    seen = record({"robot": two_link}, 3, moves)
    names = [f"robot.{joint}.torque" for joint in two_link.joints]
    assert seen.matrix(names, np.array([2, 0])).tolist() == [[5.0, 6.0], [1.0, 2.0]]


@pytest.fixture
def in_groups(record, motion, two_link, monkeypatch):
    """Return a recording of 50 rows in row groups of 20, 20 and 10."""
    monkeypatch.setattr("relaywalk.recording.recover.GROUP", 15)
    torque = np.arange(100.0).reshape(50, 2)
    moves = {"robot": motion(torque=torque, phase=lambda row: "ab"[row >= 30])}
    return record({"robot": two_link}, 50, moves)


NAMES = ["robot.elbow.torque", "time", "robot.shoulder.torque", "time"]


def test_columns_come_in_the_order_asked_for(in_groups):
    found = list(in_groups.columns(NAMES))
    assert found[0].tolist() == list(range(0, 100, 2))
    assert found[2].tolist() == list(range(1, 100, 2))
    assert found[1].tolist() == found[3].tolist() == in_groups.time.tolist()


@pytest.mark.parametrize(
    "rows",
    [
        slice(None),
        slice(0),
        slice(17, 43),
        slice(45, 99),
        np.array([49, 3, 21, 3]),
        np.array([], dtype=int),
    ],
    ids=str,
)
def test_any_rows_of_any_group_come(in_groups, rows):
    whole = np.column_stack(list(in_groups.columns(NAMES)))
    assert np.array_equal(in_groups.matrix(NAMES, rows), whole[rows])
    assert in_groups.matrix([], rows).shape == (len(whole[rows]), 0)


def test_blocks_are_the_rows_in_parts(in_groups):
    whole = in_groups.matrix(NAMES)[17:43]
    places, blocks = zip(*in_groups.blocks(NAMES, slice(17, 43)), strict=True)
    assert [len(block) for block in blocks] == [3, 20, 3]
    for place, block in zip(places, blocks, strict=True):
        assert np.array_equal(block, whole[place])
    assert places[-1].stop == len(whole)


def test_only_the_groups_of_the_rows_asked_for_are_read(in_groups, monkeypatch):
    read, file = [], in_groups._file
    monkeypatch.setattr(
        in_groups,
        "_file",
        SimpleNamespace(
            metadata=file.metadata,
            read_row_group=lambda number, *args, **options: (
                read.append(number) or file.read_row_group(number, *args, **options)
            ),
        ),
    )
    in_groups.matrix(NAMES, np.array([45, 2, 3]))
    assert read == [0, 2]


def test_phases_are_told_across_groups(in_groups):
    (first, second) = in_groups.phases("robot")
    assert first == ("a", 0.0, pytest.approx(0.3))
    assert second == ("b", pytest.approx(0.3), pytest.approx(0.49))


def test_an_empty_folder_holds_no_recording(tmp_path):
    with pytest.raises(RecordingError, match="recording"):
        Recording.open(tmp_path)


def test_another_file_is_not_a_recording(tmp_path):
    (tmp_path / "recording.parquet").write_text("not at all")
    with pytest.raises(RecordingError, match="not a recording"):
        Recording.open(tmp_path)


def test_a_killed_run_says_how_to_recover(tmp_path, write_rows, two_link):
    recorder = write_rows(tmp_path, {"robot": two_link}, 3)
    with pytest.raises(RecordingError, match="relaywalk recover"):
        Recording.open(tmp_path)
    recorder.close()


def test_reading_a_column_does_not_load_pandas(record, two_link):
    path = record({"robot": two_link}, 3).path
    code = (
        "import sys; from pathlib import Path\n"
        "from relaywalk.recording.recording import Recording\n"
        f"seen = Recording.open(Path({str(path)!r}))\n"
        "assert len(seen['robot.elbow.torque']) == 3 and seen.phases('robot')\n"
        "assert 'pandas' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
