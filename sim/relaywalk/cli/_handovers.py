"""The table of handovers that a sweep, or a suite of sweeps, ends with."""

from collections.abc import Sequence
from pathlib import Path


def tell_handovers(folder: Path, names: Sequence[str], *, quiet: bool) -> None:
    """Write the table of what was handed over, and print it; nothing if nothing was.

    Args:
        folder: Of a suite; or of a sweep, whose name is "" then.
        names: Of its sweeps; those that are not finished are left out.
        quiet: Whether to print nothing.

    Raises:
        RecordingError: The result of a run cannot be read.
        DiskError: The table cannot be written.
    """
    from relaywalk.cli._sheet import NumberColumn, Sheet, TextColumn, show
    from relaywalk.report.sweep.handover_table import (
        PAGE,
        handovers_in,
        text_tables,
        write_handovers,
    )

    figures = handovers_in(folder, names)
    if not figures:
        return
    write_handovers(folder, figures)
    if quiet:
        return
    for table in text_tables(figures):
        columns = tuple(
            (TextColumn if index in table.words else NumberColumn)(title)
            for index, title in enumerate(table.header)
        )
        show(Sheet(table.title, columns, table.rows))
    print(folder / PAGE)
