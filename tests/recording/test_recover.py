"""What a killed run left becomes readable; whole batches are never lost."""

import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from relaywalk.errors import DiskError, RecordingError
from relaywalk.recording.recorder import FEWEST
from relaywalk.recording.recording import Recording
from relaywalk.recording.recover import PARQUET, STREAM, recover

SIM = Path(__file__).parents[2] / "sim"
CARD = Path(__file__).parents[1] / "models" / "two_link" / "card.yaml"
KILLED = 1040  # rows written before the kill
WRITER = """
import sys, time
from pathlib import Path
import numpy as np
import pyarrow as pa
from relaywalk.recording.channels import RecordedScene
from relaywalk.recording.recorder import Head, Recorder
from relaywalk.robots.card import load_robot_card
from relaywalk.types import ActorObservation, ActorSignals, Observation, RobotState
card = load_robot_card(Path(sys.argv[1]))
scene = RecordedScene({"robot": card}, {}, {})
recorder = Recorder(Path(sys.argv[2]), scene, Head(""))
for row in range(int(sys.argv[3])):
    state = RobotState(row * 0.002, np.zeros(7), np.zeros(6), np.zeros(2), np.zeros(2))
    seen = ActorObservation(
        state, np.zeros(2), np.zeros((2, 6)), {"left_foot": np.zeros(6)}
    )
    recorder.step(
        Observation(state.time, {"robot": seen}, {}),
        {},
        {"robot": ActorSignals("stand", np.zeros(0))},
    )
print("written", flush=True)
time.sleep(60)
"""


def left_by_a_kill(folder: Path, write_rows, card, rows: int) -> Path:
    """Return the stream that a kill after some rows leaves in a folder."""
    (folder / "run").mkdir()
    recorder = write_rows(folder / "run", {"robot": card}, rows)
    left = (folder / "run" / STREAM).read_bytes()
    recorder.close()
    (folder / "killed").mkdir()
    (folder / "killed" / STREAM).write_bytes(left)
    return folder / "killed" / STREAM


@pytest.fixture
def stream(tmp_path, write_rows, two_link) -> Path:
    """Return the stream of a run killed after three and a half batches."""
    return left_by_a_kill(tmp_path, write_rows, two_link, 3 * FEWEST + FEWEST // 2)


def test_a_stream_cut_in_its_last_batch_keeps_all_others(stream):
    whole = stream.read_bytes()
    for cut in (1, 500, 2500):
        stream.write_bytes(whole[:-cut])
        kept = recover(stream.parent)
        assert kept == 2 * FEWEST
        seen = Recording.open(stream.parent)
        assert np.array_equal(seen.time, np.arange(kept) * 0.01)
        (stream.parent / PARQUET).unlink()


def test_a_stream_that_just_was_not_closed_keeps_every_batch(stream):
    assert recover(stream.parent) == 3 * FEWEST
    assert Recording.open(stream.parent).phases("robot")[0][0] == "stand"


def test_a_killed_process_keeps_nearly_all_rows(tmp_path):
    environment = {**os.environ, "PYTHONPATH": str(SIM)}
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(CARD), str(tmp_path), str(KILLED)],
        stdout=subprocess.PIPE,
        env=environment,
    ) as process:
        assert process.stdout.readline() == b"written\n"
        process.send_signal(signal.SIGKILL)
    assert recover(tmp_path) >= 0.95 * KILLED
    assert len(Recording.open(tmp_path)) >= 0.95 * KILLED


def test_a_run_killed_before_its_first_batch_is_refused(tmp_path, write_rows, two_link):
    stream = left_by_a_kill(tmp_path, write_rows, two_link, 3)
    with pytest.raises(RecordingError, match=r"cannot be read|no whole batch"):
        recover(stream.parent)
    assert [path.name for path in stream.parent.iterdir()] == [STREAM]


def test_no_room_for_the_recording_keeps_the_stream(stream):
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, hard))
    try:
        with pytest.raises(DiskError, match=f"{STREAM} is kept; make room"):
            recover(stream.parent)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert [path.name for path in stream.parent.iterdir()] == [STREAM]
    assert recover(stream.parent) == 3 * FEWEST


def test_there_is_nothing_to_recover(tmp_path, record, two_link):
    with pytest.raises(RecordingError, match="nothing to recover"):
        recover(tmp_path)
    record({"robot": two_link}, 3)
    with pytest.raises(RecordingError, match="finished already"):
        recover(tmp_path)


def test_garbage_is_refused_and_kept(tmp_path):
    (tmp_path / STREAM).write_bytes(b"garbage")
    with pytest.raises(RecordingError, match="cannot be read"):
        recover(tmp_path)
    assert (tmp_path / STREAM).exists()


def test_a_first_batch_cut_off_leaves_the_stream(tmp_path, write_rows, two_link):
    stream = left_by_a_kill(tmp_path, write_rows, two_link, FEWEST)
    stream.write_bytes(stream.read_bytes()[:-100])
    with pytest.raises(RecordingError, match="no whole batch"):
        recover(stream.parent)
    assert stream.exists()


def test_phases_numbered_by_an_older_version_are_read(stream):
    with pa.ipc.open_stream(stream.read_bytes()) as reader:
        table = reader.read_all()
    place = table.schema.get_field_index("robot.phase")
    named = table.column(place).dictionary_encode()
    field = pa.field("robot.phase", named.type)
    older = table.set_column(place, field, named)
    with pa.ipc.new_stream(stream, older.schema) as writer:
        writer.write_table(older)
    assert recover(stream.parent) == len(table)
    assert Recording.open(stream.parent).phases("robot")[0][0] == "stand"
