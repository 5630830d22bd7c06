"""From the stream that a run left to a Parquet file, also after `kill -9`."""

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from relaywalk.errors import RecordingError

STREAM = "recording.arrows"
PARQUET = "recording.parquet"


def recover(folder: Path) -> int:
    """Turn what a killed run left into a readable recording; return its rows.

    Raises:
        RecordingError: There is no stream of ours, or nothing in it can be read.
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
        RecordingError: The stream is not ours or cannot be rewritten.
    """
    source, target = folder / STREAM, folder / PARQUET
    part = target.with_suffix(".part")
    rows = 0
    try:
        with source.open("rb") as file, pa.ipc.open_stream(file) as reader:
            # rewriting the dictionaries batch by batch is what replacement needs
            with pq.ParquetWriter(
                part, _plain(reader.schema), compression="zstd", compression_level=1
            ) as writer:
                for batch in whole_batches(reader):
                    writer.write_batch(_decoded(batch))
                    rows += batch.num_rows
        if rows == 0:
            raise RecordingError(f"{source}: holds no whole batch")
        part.replace(target)
    except (OSError, pa.ArrowException) as error:
        part.unlink(missing_ok=True)
        raise RecordingError(
            f"{source}: cannot be read or rewritten: {error}"
        ) from error
    source.unlink()
    return rows


def whole_batches(reader: pa.ipc.RecordBatchStreamReader) -> Iterator[pa.RecordBatch]:
    """Yield batches until the stream ends or breaks off."""
    while True:
        try:
            yield reader.read_next_batch()
        except (StopIteration, OSError, pa.ArrowInvalid):
            return


def _plain(schema: pa.Schema) -> pa.Schema:
    """Return a schema in which phases are strings; Parquet encodes them itself."""
    fields = [
        field.with_type(pa.string()) if pa.types.is_dictionary(field.type) else field
        for field in schema
    ]
    return pa.schema(fields, metadata=schema.metadata)


def _decoded(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Return a batch with its phases as strings."""
    schema = _plain(batch.schema)
    columns = [
        column.dictionary_decode() if isinstance(column, pa.DictionaryArray) else column
        for column in batch.columns
    ]
    return pa.record_batch(columns, schema=schema)
