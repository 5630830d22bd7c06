"""A recording is read column by column; what is not there is refused helpfully."""

import subprocess
import sys

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


def test_columns_come_in_order_also_if_more_than_are_read_at_once(
    record, motion, two_link, monkeypatch
):
    monkeypatch.setattr("relaywalk.recording.recording.AT_ONCE", 2)
    seen = record({"robot": two_link}, 3, {"robot": motion(torque=[[1.0, 2.0]] * 3)})
    elbow, shoulder = (f"robot.{joint}.torque" for joint in two_link.joints)
    names = ["time", shoulder, elbow, elbow, shoulder]
    found = [column.tolist() for column in seen.columns(names)]
    assert found == [seen.time.tolist(), *([n] * 3 for n in (2.0, 1.0, 1.0, 2.0))]


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
