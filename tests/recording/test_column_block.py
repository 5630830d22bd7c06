"""A batch is what the rows say, and the memory that it lies in is used again."""

import subprocess
import sys

import numpy as np
import pyarrow as pa
import pytest

from relaywalk.recording.column_block import ColumnBlock
from relaywalk.types import Channel

CHANNELS = tuple(
    Channel(name, "N", f"of {name}", precise)
    for name, precise in (("a", True), ("b", False), ("c", False), ("d", True))
)


@pytest.fixture
def block():
    """Return a block of four channels and two actors with room for five rows."""
    return ColumnBlock(CHANNELS, ("robot", "giver"), {"who": "we"}, 5)


def test_a_batch_has_the_numbers_rounded_and_the_phases(block):
    rows = np.random.default_rng(1).standard_normal((3, 4))
    given, phases = rows.copy(), [["stand", "carry", "tür"], [""] * 3]
    batch = block.batch(rows, phases)
    batch.validate(full=True)
    assert batch.schema.equals(block.schema, check_metadata=True)
    for place, channel in enumerate(CHANNELS):
        kind = np.float64 if channel.precise else np.float32
        seen = batch.column(channel.name).to_numpy()
        assert seen.dtype == kind
        assert np.array_equal(seen, given[:, place].astype(kind))
        assert np.array_equal(seen, rows[:, place])
    assert batch.column("robot.phase").to_pylist() == phases[0]
    assert batch.column("giver.phase").to_pylist() == phases[1]


def test_messages_written_one_after_another_are_a_stream(block):
    message = block.schema.serialize().to_pybytes()
    rows = np.arange(40.0).reshape(10, 4)
    for part in (rows[:5], rows[5:7], rows[7:]):
        phases = [["stand"] * len(part)] * 2
        message += block.batch(part, phases).serialize().to_pybytes()
    with pa.ipc.open_stream(message) as stream:
        table = stream.read_all()
    assert [table.column(name).to_pylist() for name in "abcd"] == rows.T.tolist()
    assert table.schema.field("b").metadata == {b"unit": b"N", b"meaning": b"of b"}
    assert table.schema.metadata == {b"who": b"we"}


def test_pandas_stays_where_it_is():
    """It takes longer to import than all of a short run is written in."""
    script = (
        "import sys, numpy as np\n"
        "from relaywalk.recording.column_block import ColumnBlock\n"
        "from relaywalk.types import Channel\n"
        "block = ColumnBlock([Channel('a', '', '')], ['robot'], {}, 2)\n"
        "block.batch(np.zeros((2, 1)), [['stand'] * 2]).serialize()\n"
        "sys.exit('pandas' in sys.modules)\n"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
