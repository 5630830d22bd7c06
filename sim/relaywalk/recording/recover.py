"""From the stream that a run left to a Parquet file, also after `kill -9`."""

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from relaywalk.errors import DiskError, RecordingError
from relaywalk.recording.file_names import PARQUET, STREAM

VERSION = "1"  # of the layout of a recording, in its metadata
# What Arrow raises for a file that says nonsense; a name in no encoding, a size of
# more than there is.
DAMAGE = (pa.ArrowException, ValueError, MemoryError)
NOT_OURS = "is not a recording of this version of relaywalk (version 1)"
GROUP = 8000  # rows in a row group of the Parquet file, which memory has to hold


def recover(folder: Path) -> int:
    """Turn what a killed run left into a readable recording; return its rows.

    Raises:
        RecordingError: There is no stream of ours, or nothing in it can be read.
        DiskError: There is no room for the recording.
    """
    if not (folder / STREAM).exists():
        there = "is finished already" if (folder / PARQUET).exists() else "no recording"
        raise RecordingError(f"{folder}: nothing to recover: {there}")
    return to_parquet(folder)


def to_parquet(folder: Path) -> int:
    """Write the stream's whole batches as Parquet and remove the stream.

    Returns:
        How many rows there are.

    Raises:
        RecordingError: The stream is not ours, or is damaged from the beginning.
        DiskError: The Parquet file cannot be written; the stream is kept.
    """
    source, target = folder / STREAM, folder / PARQUET
    part = target.with_suffix(".part")
    try:
        with pa.OSFile(str(source)) as file, _reader(file, source) as reader:
            rows = _rewrite(reader, part)
        if rows == 0:
            raise RecordingError(f"{source}: holds no whole batch")
        part.replace(target)
    except OSError as error:
        kept = f"{STREAM} is kept; make room, then 'relaywalk recover {folder}'"
        raise DiskError(target, error, kept) from error
    except DAMAGE as error:
        raise RecordingError(f"{source}: is damaged: {first_line(error)}") from error
    finally:
        part.unlink(missing_ok=True)
    source.unlink()
    return rows


def _reader(file: pa.NativeFile, source: Path) -> pa.ipc.RecordBatchStreamReader:
    """Open a stream of ours."""
    try:
        reader = pa.ipc.open_stream(file)
    except (OSError, *DAMAGE) as error:
        why = first_line(error)
        raise RecordingError(f"{source}: cannot be read: {why}") from error
    if not is_ours(reader.schema):
        raise RecordingError(f"{source}: {NOT_OURS}")
    return reader


def _rewrite(reader: pa.ipc.RecordBatchStreamReader, path: Path) -> int:
    """Write a stream's whole batches as Parquet; return the number of rows."""
    rows, schema = 0, _plain(reader.schema)
    floats = [f.name for f in schema if pa.types.is_floating(f.type)]
    # Neighbouring rows have high bytes alike, which a split by bytes puts side by side
    # for zstd; few values come twice, so a dictionary would not pay.
    options = {
        "compression": "zstd",
        "compression_level": 1,
        "use_dictionary": False,
        "use_byte_stream_split": floats,
    }
    with pq.ParquetWriter(path, schema, **options) as writer:
        for group in _groups(whole_batches(reader)):
            table = _decoded(pa.Table.from_batches(group))
            writer.write_table(table)
            rows += table.num_rows
    return rows


def _groups(batches: Iterator[pa.RecordBatch]) -> Iterator[list[pa.RecordBatch]]:
    """Yield batches of at least GROUP rows at a time; a row group each reads fast."""
    group = list[pa.RecordBatch]()
    for batch in batches:
        group.append(batch)
        if sum(each.num_rows for each in group) >= GROUP:
            yield group
            group = []
    if group:
        yield group


def whole_batches(reader: pa.ipc.RecordBatchStreamReader) -> Iterator[pa.RecordBatch]:
    """Yield batches until the stream ends, breaks off or is damaged."""
    while True:
        try:
            batch = reader.read_next_batch()
            batch.validate(full=True)  # a phase of a wrong number is out of bounds
        except (StopIteration, OSError, *DAMAGE):
            return
        yield batch


def first_line(error: Exception) -> str:
    """Return what an error says, in one line."""
    return str(error).partition("\n")[0] or type(error).__name__


def is_ours(schema: pa.Schema) -> bool:
    """Say whether a file with this schema is a recording that we can read."""
    metadata = schema.metadata or {}
    return metadata.get(b"relaywalk") == VERSION.encode() and b"scenario" in metadata


def _plain(schema: pa.Schema) -> pa.Schema:
    """Return a schema in which phases are strings, as they have not always been."""
    fields = [
        field.with_type(pa.string()) if pa.types.is_dictionary(field.type) else field
        for field in schema
    ]
    return pa.schema(fields, metadata=schema.metadata)


def _decoded(table: pa.Table) -> pa.Table:
    """Return a table with its phases as strings."""
    for index, field in enumerate(_plain(table.schema)):
        if pa.types.is_string(field.type):
            names = table.column(index).cast(pa.string())
            table = table.set_column(index, field, names)
    return table
