"""An excerpt holds the rows and channels asked for, in order."""

import numpy as np
import pyarrow.parquet as pq
import pytest

from relaywalk.errors import RecordingError, UnknownName
from relaywalk.recording.export import _excerpt
from relaywalk.recording.export._excerpt import Excerpt, picked


def rows_of(excerpt, names):
    """Return the batches' numbers, put together."""
    batches = list(excerpt.batches(names))
    assert all(batch.schema.names == names for batch in batches)
    return np.vstack(
        [np.column_stack([c.to_numpy() for c in batch.columns]) for batch in batches]
    )


@pytest.mark.parametrize("rate", [None, 100.0, 33.0, 10.0, 2.0])
@pytest.mark.parametrize("size", [7, 1000])
def test_batches_hold_the_rows_chosen_in_the_order_asked(
    recorded, monkeypatch, size, rate
):
    monkeypatch.setattr(_excerpt, "BATCH", size)
    excerpt = Excerpt.of(*recorded, rate=rate)
    names = ["torch.z", "time", "robot.elbow.position"]
    assert np.array_equal(rows_of(excerpt, names), excerpt.matrix(names))


def test_picked_rows_are_the_first_of_each_period():
    time = 0.002 * np.arange(1, 1001)
    assert np.array_equal(picked(time, 500.0), np.arange(1000))
    assert np.array_equal(picked(time, 100.0), np.arange(0, 1000, 5))
    assert len(picked(time, 60.0)) == 120
    assert np.array_equal(picked(time, None), np.arange(1000))
    assert np.array_equal(picked(time[:1], 5.0), [0])


@pytest.mark.parametrize("rate", [0.0, -1.0, 100.1, float("nan"), float("inf")])
def test_a_rate_beyond_the_recordings_is_refused(recorded, rate):
    with pytest.raises(RecordingError, match=r"--rate: .* at most 100 \[Hz\]"):
        Excerpt.of(*recorded, rate=rate)


def test_other_actors_are_left_out_and_props_stay(recorded):
    names = [channel.name for channel in Excerpt.of(*recorded, "giver").channels]
    assert {name.partition(".")[0] for name in names} == {"time", "giver", "torch"}
    assert "giver.phase" in names
    assert len(Excerpt.of(*recorded).channels) == len(recorded[0].channels)


def test_an_unknown_actor_is_named_with_those_there_are(recorded):
    with pytest.raises(UnknownName, match="'nobody'; there are: robot, giver"):
        Excerpt.of(*recorded, "nobody")


def test_a_damaged_recording_is_refused(recorded):
    excerpt = Excerpt.of(*recorded)
    path, name = excerpt.recording.path, "robot.elbow.torque"
    column = (
        pq.read_metadata(path).row_group(0).column(excerpt.recording.names.index(name))
    )
    damaged = bytearray(path.read_bytes())
    begin = column.data_page_offset
    damaged[begin : begin + column.total_compressed_size] = bytes(
        column.total_compressed_size
    )
    path.write_bytes(damaged)
    with pytest.raises(RecordingError, match="cannot be read whole"):
        list(excerpt.batches(["time", name]))
