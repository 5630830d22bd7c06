"""CSV for pandas, R and spreadsheets; units and meanings in a file beside it.

The first line holds the channels' names, every other line a row: `pandas.read_csv`
needs no option. Units and meanings stand in `<name>.csv-metadata.json`, the file that
"CSV on the Web" expects there (W3C, *Metadata Vocabulary for Tabular Data*, 2015).
Numbers are written with the fewest digits that give the same number back.
"""

import json
from pathlib import Path
from typing import Any

from pyarrow import csv

from relaywalk.recording.export import whole
from relaywalk.recording.export._excerpt import Excerpt
from relaywalk.types import Channel

SUFFIXES = (".csv",)


def write(excerpt: Excerpt, path: Path) -> tuple[Path, ...]:
    """Write one table of all channels, and what its columns mean.

    Args:
        excerpt: Of a recording.
        path: The table.
    """
    names = [channel.name for channel in excerpt.channels]
    options = csv.WriteOptions(quoting_style="needed")
    with (
        whole(path) as part,
        csv.CSVWriter(part, excerpt.schema(names), write_options=options) as writer,
    ):
        for batch in excerpt.batches(names):
            writer.write_batch(batch)
    beside = path.with_name(path.name + "-metadata.json")
    with whole(beside) as part:
        text = json.dumps(_metadata(excerpt, path), indent=1, ensure_ascii=False)
        part.write_text(text + "\n", encoding="utf-8")
    return path, beside


def _metadata(excerpt: Excerpt, path: Path) -> dict[str, Any]:
    """Return the description of the table by the W3C's vocabulary."""
    return {
        "@context": "http://www.w3.org/ns/csvw",
        "url": path.name,
        "dc:description": "a recording of relaywalk; units are SI",
        "dc:source": excerpt.recording.scenario,
        "tableSchema": {"columns": [_column(c) for c in excerpt.channels]},
    }


def _column(channel: Channel) -> dict[str, str]:
    """Return the description of one column; a phase has no unit."""
    return {
        "titles": channel.name,
        "datatype": "number" if channel.unit else "string",
        "schema:unitText": channel.unit,
        "dc:description": channel.meaning,
    }
