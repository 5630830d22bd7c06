"""The table of handovers: read from sweep folders, as text, written to the disk."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from relaywalk import atomic_file
from relaywalk.analysis.sweeps.handover_figures import (
    COMFORTABLE,
    PARTS,
    HandoverFigures,
    HandoverScene,
    handover_figures,
)
from relaywalk.analysis.sweeps.rates import Rate
from relaywalk.analysis.sweeps.sweep_table import SweepTable, is_sweep
from relaywalk.errors import DiskError
from relaywalk.recording.file_names import RESULT
from relaywalk.report.sweep.sweep_rows import interval, percent
from relaywalk.runs.result import Result

PAGE, DATA = "handovers.md", "handovers.json"
NONE = "–"
KEPT = "all runs are kept; make room, then give the same command"


class TextTable(NamedTuple):
    """A table in words.

    Attributes:
        title: What it tells.
        header: Of the columns.
        words: Which columns are words, not numbers.
        rows: A cell a column.
    """

    title: str
    header: tuple[str, ...]
    words: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]


def handovers_in(folder: Path, names: Sequence[str]) -> list[HandoverFigures]:
    """Return the figures of the finished sweeps; none if none of them hands over.

    Args:
        folder: Of a suite; or of a sweep, whose name is "" then.
        names: Of its sweeps.

    Raises:
        RecordingError: A table or a result cannot be read.
    """
    finished = [name for name in names if is_sweep(folder / name)]
    scenes = {name: tuple(scenes_of(folder / name)) for name in finished}
    if not any(scene.handovers for of in scenes.values() for scene in of):
        return []
    return [handover_figures(name or folder.name, of) for name, of in scenes.items()]


def scenes_of(folder: Path) -> Iterator[HandoverScene]:
    """Yield the scenes of a finished sweep.

    Raises:
        RecordingError: Its table or a result cannot be read.
    """
    columns = SweepTable.open(folder).columns
    keys = ("run", "outcome", "reason", "folder")
    for number, outcome, reason, run in zip(*(columns[k] for k in keys), strict=True):
        there = (folder / run / RESULT).is_file()
        handovers = Result.read(folder / run).handovers if there else ()
        yield HandoverScene(number, outcome, reason, handovers)


def write_handovers(folder: Path, figures: Sequence[HandoverFigures]) -> None:
    """Write `handovers.md` and `handovers.json`.

    Args:
        folder: Of the suite, or of the sweep.
        figures: Of its sweeps.

    Raises:
        DiskError: They cannot be written.
    """
    page = "\n\n".join(_markdown(table) for table in text_tables(figures))
    data = json.dumps([one.as_dict() for one in figures], indent=2, ensure_ascii=False)
    try:
        atomic_file.write_text(folder / PAGE, page + "\n")
        atomic_file.write_text(folder / DATA, data + "\n")
    except OSError as error:
        raise DiskError(Path(error.filename or folder), error, KEPT) from error


def text_tables(figures: Sequence[HandoverFigures]) -> tuple[TextTable, ...]:
    """Return what is printed and written: rates and times, forces, failures if any."""
    failures = tuple(row for one in figures for row in _failure_rows(one))
    rates = TextTable(
        "Handovers, and mean times of those that succeeded",
        (
            *("sweep", "scenes", "success", "95 % interval"),
            *("approach [s]", "grasp [s]", "transfer [s]", "release [s]"),
            *("total [s]", "neither fell nor dropped", "95 % interval"),
        ),
        (0,),
        tuple(map(_rate_row, figures)),
    )
    forces = TextTable(
        "Peak interaction force of the exchanges",
        (
            *("sweep", "exchanges", "median [N]", "95 % below [N]", "largest [N]"),
            *(f"within {COMFORTABLE:g} N", "95 % interval", "unheld [s]"),
        ),
        (0,),
        tuple(map(_force_row, figures)),
    )
    titles = ("sweep", "kind", "scenes", "of all", "which")
    failed = TextTable("Failures by kind", titles, (0, 1, 4), failures)
    return (rates, forces, failed) if failures else (rates, forces)


def _rate_row(of: HandoverFigures) -> tuple[str, ...]:
    """Return rates and times of one sweep."""
    times = (*(of.times[part] for part in PARTS), of.total)
    return (
        *(of.name, str(of.success.runs), *_rate(of.success)),
        *(NONE if time is None else f"{time:.2f}" for time in times),
        *_rate(of.safe),
    )


def _force_row(of: HandoverFigures) -> tuple[str, ...]:
    """Return the forces of one sweep."""
    forces = of.forces
    if forces is None or of.unheld is None:
        return (of.name, "0", *(NONE,) * 6)
    peaks = (forces.median, forces.high, forces.maximum)
    return (
        *(of.name, str(forces.exchanges)),
        *(f"{peak:.1f}" for peak in peaks),
        *_rate(Rate(forces.comfortable, forces.exchanges)),
        f"{of.unheld:.3f}",
    )


def _failure_rows(of: HandoverFigures) -> Iterator[tuple[str, ...]]:
    """Yield the kinds of failure of one sweep."""
    for kind, scenes in of.failures.items():
        share = percent(len(scenes) / of.success.runs)
        which = " ".join(map(str, scenes))
        yield (of.name, kind, str(len(scenes)), share, which)


def _rate(rate: Rate) -> tuple[str, str]:
    """Return a rate and its interval."""
    return percent(rate.value), interval(rate.wilson95)


def _markdown(table: TextTable) -> str:
    """Return a table in Markdown."""
    columns = range(len(table.header))
    rule = ("---" if column in table.words else "--:" for column in columns)
    lines = (table.header, tuple(rule), *table.rows)
    return "\n".join((f"{table.title}:", "", *map(_line, lines)))


def _line(cells: Sequence[str]) -> str:
    """Return a line of a table."""
    return f"| {' | '.join(cells)} |"
