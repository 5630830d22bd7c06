"""The recorder writes what it was given, and says how it went."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from relaywalk.errors import DiskError
from relaywalk.recording.channels import RecordedScene
from relaywalk.recording.recorder import FEWEST, Head, Recorder, batch_size
from relaywalk.recording.recording import Recording
from relaywalk.recording.recover import STREAM, recover
from relaywalk.types import ActorSignals, Observation


def test_every_number_comes_back(tmp_path, write_rows, motion, two_link, torch):
    rng = np.random.default_rng(1)
    rows, n = 1203, len(two_link.joints)
    moves = motion(
        base=rng.normal(size=(rows, 7)),
        twist=rng.normal(size=(rows, 6)),
        position=rng.normal(size=(rows, n)),
        velocity=rng.normal(size=(rows, n)),
        torque=rng.normal(size=(rows, n)),
        wrench=rng.normal(size=(rows, n, 6)),
        contact={"left_foot": rng.normal(size=(rows, 6))},
    )
    pose = rng.normal(size=(rows, 7))
    write_rows(
        tmp_path,
        {"robot": two_link},
        rows,
        {"robot": moves},
        {"torch": torch},
        {"torch": pose},
    ).close()
    seen = Recording.open(tmp_path)
    assert len(seen) == rows
    assert np.array_equal(seen.time, np.arange(rows) * 0.01)
    assert np.array_equal(seen["robot.base.qw"], moves.base[:, 6])
    assert np.array_equal(seen["robot.base.wx"], moves.twist[:, 3])
    assert np.array_equal(seen["torch.z"], pose[:, 2])
    for place, joint in enumerate(two_link.joints):
        assert np.array_equal(seen[f"robot.{joint}.velocity"], moves.velocity[:, place])
        single = moves.wrench[:, place, 4].astype(np.float32)
        assert np.array_equal(seen[f"robot.{joint}.my"], single)
        single = moves.torque[:, place].astype(np.float32)
        assert np.array_equal(seen[f"robot.{joint}.torque"], single)
    single = moves.contact["left_foot"][:, 2].astype(np.float32)
    assert np.array_equal(seen["robot.left_foot.contact.fz"], single)
    assert not (tmp_path / "recording.arrows").exists()


def test_rows_and_scenario_are_kept(tmp_path, write_rows, two_link):
    recorder = write_rows(tmp_path, {"robot": two_link}, 20)
    recorder.close()
    recorder.close()
    assert recorder.rows == 20
    assert Recording.open(tmp_path).scenario == "name: synthetic\n"


def test_equal_numbers_have_equal_fingerprints(tmp_path, write_rows, motion, two_link):
    prints = []
    for name, speed in (("a", 1.0), ("b", 1.0), ("c", np.nextafter(1.0, 2.0))):
        (tmp_path / name).mkdir()
        moves = {"robot": motion(velocity=np.full((30, 2), speed))}
        recorder = write_rows(tmp_path / name, {"robot": two_link}, 30, moves)
        recorder.close()
        prints.append(recorder.fingerprint)
    assert prints[0] == prints[1] != prints[2]


def test_a_folder_that_is_not_there_is_refused(tmp_path, two_link):
    with pytest.raises(DiskError, match="nowhere"):
        scene = RecordedScene({"robot": two_link}, {}, {})
        Recorder(tmp_path / "nowhere", scene, Head(""))


def test_a_full_disk_keeps_every_whole_batch(
    tmp_path, write_rows, two_link, no_file_above
):
    (tmp_path / "enough").mkdir()
    enough = write_rows(tmp_path / "enough", {"robot": two_link}, 4 * FEWEST)
    size = (tmp_path / "enough" / STREAM).stat().st_size
    enough.close()
    with (
        no_file_above(size - 1000),
        pytest.raises(DiskError, match=f"{3 * FEWEST} rows are kept.*'relaywalk rec"),
    ):
        write_rows(tmp_path, {"robot": two_link}, 5 * FEWEST)
    assert recover(tmp_path) == 3 * FEWEST
    assert np.array_equal(Recording.open(tmp_path).time, np.arange(3 * FEWEST) * 0.01)


def test_an_interrupt_in_a_batch_leaves_no_half_of_it(tmp_path, write_rows, two_link):
    recorder = write_rows(tmp_path, {"robot": two_link}, FEWEST + 5)

    class Interrupted:
        def write(self, message):
            file.write(bytes(message)[: len(bytes(message)) // 2])
            raise KeyboardInterrupt

        def close(self):
            file.close()

    file, recorder._file = recorder._file, Interrupted()
    with pytest.raises(KeyboardInterrupt):
        recorder.close()
    assert recover(tmp_path) == FEWEST


@given(st.integers(20 * FEWEST, 10**6), st.integers(FEWEST, 1000))
def test_a_batch_is_a_small_part_of_what_is_written(rows, most):
    assert FEWEST <= batch_size(rows, most) <= min(most, 0.05 * rows)


@pytest.mark.parametrize("period", [0.001, 0.002, 0.01, 0.05])
def test_a_reader_never_waits_longer_than_a_simulated_second(
    tmp_path, motion, two_link, period
):
    """So a killed run lacks no more, whatever its control period."""
    head = Head("name: synthetic\n", period=period)
    recorder = Recorder(tmp_path, RecordedScene({"robot": two_link}, {}, {}), head)
    still, told = motion(), {"robot": ActorSignals("stand", np.zeros(0))}
    for row in range(round(20.0 / period)):
        time = row * period
        seen = Observation(time, {"robot": still.at(row, time, two_link)}, {})
        recorder.step(seen, {}, told)
        assert time - recorder.rows * period < 1.0
    with pa.ipc.open_stream((tmp_path / STREAM).read_bytes()) as stream:
        batches = iter(lambda: next_rows(stream), 0)
        assert sum(batches) == recorder.rows
    recorder.close()


def next_rows(stream):
    """Return the rows of a stream's next batch; 0 if there is none."""
    try:
        return stream.read_next_batch().num_rows
    except StopIteration:
        return 0


def test_phases_of_several_batches(record, motion, two_link):
    moves = motion(phase=lambda row: "stand" if row < 700 else "carry")
    seen = record({"robot": two_link}, 1100, {"robot": moves})
    (first, second) = seen.phases("robot")
    assert (first[0], second[0]) == ("stand", "carry")
    assert second[1] == pytest.approx(7.0)
    assert second[2] == pytest.approx(10.99)
