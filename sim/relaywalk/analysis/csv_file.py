"""CSV files: a header and lines, written as all tables of relaywalk are."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from relaywalk.errors import DiskError


def write_csv(
    path: Path, names: Sequence[str], lines: Iterable[Sequence[object]]
) -> None:
    """Write a header and lines; None stays empty.

    Args:
        path: Of the file.
        names: Of the columns.
        lines: Their values, one a column.

    Raises:
        DiskError: The file cannot be written.
    """
    try:
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(names)
            writer.writerows(lines)
    except OSError as error:
        kept = "what it is made from is kept"
        raise DiskError(path, error, kept) from error
