"""A damaged file gives our own error or what is whole of it, never Arrow's."""

import random

import pyarrow as pa
import pytest

from relaywalk.errors import RecordingError
from relaywalk.recording.recording import Recording
from relaywalk.recording.recover import PARQUET, STREAM, recover

TRIES = 200


@pytest.fixture
def files(tmp_path, write_rows, two_link):
    """Return a stream and the Parquet file it became, as bytes by their names."""
    recorder = write_rows(tmp_path, {"robot": two_link}, 100)
    recorder._flush()
    stream = (tmp_path / STREAM).read_bytes()
    recorder.close()
    return {STREAM: stream, PARQUET: (tmp_path / PARQUET).read_bytes()}


def spoilt(content: bytes, number: int) -> bytes:
    """Return a file with some bytes of its head, middle or tail changed, or cut off."""
    chance = random.Random(number)
    found = bytearray(content)
    for _ in range(chance.choice([1, 4, 40])):
        place = chance.choice([2000, len(found)])
        side = chance.choice([0, -1])
        found[side * place + chance.randrange(place)] = chance.randrange(256)
    return bytes(found[: chance.choice([len(found)] * 4 + [len(found) // 2])])


def read(folder):
    """Read all that there is in a run folder."""
    recording = Recording.open(folder)
    recording.matrix(recording.numeric)
    list(recording.row_groups())
    recording.phases("robot")


@pytest.mark.parametrize("name", [STREAM, PARQUET])
def test_whatever_is_damaged_the_error_is_ours(tmp_path, files, name):
    refused = 0
    for number in range(TRIES):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / name).write_bytes(spoilt(files[name], number))
        try:
            if name == STREAM:
                recover(folder)
            read(folder)
        except RecordingError as error:
            assert str(error).startswith(str(folder))
            assert "\n" not in str(error)
            refused += 1
    assert TRIES / 4 < refused < TRIES


def test_a_stream_of_two_writers_is_read_up_to_where_they_meet(tmp_path, files):
    """Two runs in one folder once wrote over each other; Arrow: index out of bounds."""
    stream = files[STREAM]
    (tmp_path / STREAM).write_bytes(stream[:-3000] + stream[3000:])
    assert 0 < recover(tmp_path) <= 100


def test_a_stream_that_is_not_ours_is_refused_and_kept(tmp_path):
    table = pa.table({"time": [0.0, 1.0]})
    with (
        pa.OSFile(str(tmp_path / STREAM), "wb") as file,
        pa.ipc.new_stream(file, table.schema) as writer,
    ):
        writer.write_table(table)
    before = (tmp_path / STREAM).read_bytes()
    with pytest.raises(RecordingError, match="is not a recording of this version"):
        recover(tmp_path)
    assert (tmp_path / STREAM).read_bytes() == before
