"""CSV files: a header and lines, written as all tables of relaywalk are."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from relaywalk.errors import RecordingError


def write_csv(
    path: Path, names: Sequence[str], lines: Iterable[Sequence[object]]
) -> None:
    """Write a header and lines; None stays empty.

    Args:
        path: Of the file.
        names: Of the columns.
        lines: Their values, one a column.

    Raises:
        RecordingError: The file cannot be written.
    """
    try:
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(names)
            writer.writerows(lines)
    except OSError as error:
        raise RecordingError(f"{path}: cannot be written: {error}") from error
