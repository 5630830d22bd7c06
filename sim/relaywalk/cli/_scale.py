"""`relaywalk bench --scale`: how the cost grows, one table a question."""

import argparse
import math
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from relaywalk.cli._sheet import NumberColumn, Sheet, TextColumn, show
from relaywalk.errors import ScenarioError

if TYPE_CHECKING:
    from relaywalk.experiments.scale import ScaleSizes
    from relaywalk.experiments.scale_points import ScalePoint

    Points = Sequence[ScalePoint]

Size = TypeVar("Size", int, float)

MB = 1e6  # [byte]
COSTS = (
    "simulated [s]",
    "wall time [s]",
    "wall time of a simulated second [s]",
    "peak memory [MB]",
)


class Question(NamedTuple):
    """What the growth is shown over.

    Attributes:
        title: Of its table.
        size: Title of the sizes' column.
        told: Returns the lines below the table.
    """

    title: str
    size: str
    told: "Callable[[Points], Iterator[str]]"


def add_scale_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the questions and the sizes."""
    group = parser.add_argument_group(
        "growth", "walks made from carry_5m, each size in a process of its own"
    )
    add = group.add_argument
    add(
        "--scale",
        nargs="*",
        choices=tuple(QUESTIONS),
        help="how the cost grows with it; all of them if none is named",
    )
    for option, kind, unit, told in (
        ("--humanoids", _count, "N", "that walk 1 m side by side (default: 1 2 4)"),
        ("--lengths", _length, "M", "of the walks, and of the reports' (5 10 20) [m]"),
        ("--workers", _count, "N", "of a sweep (1, 2 and one a core)"),
    ):
        add(option, nargs="+", type=kind, metavar=unit, help=told)


def chosen_sizes(arguments: argparse.Namespace) -> "ScaleSizes":
    """Return the sizes that are measured, the defaults where none are given.

    Raises:
        ScenarioError: One size alone shows no growth.
    """
    from relaywalk.experiments.scale import ScaleSizes

    cores = len(os.sched_getaffinity(0))
    return ScaleSizes(
        _sizes("humanoids", arguments.humanoids or [1, 2, 4]),
        _sizes("lengths", arguments.lengths or [5.0, 10.0, 20.0]),
        _sizes("workers", arguments.workers or [1, 2, cores]),
    )


def refuse_sizes(arguments: argparse.Namespace) -> None:
    """Refuse sizes of what is not measured.

    Raises:
        ScenarioError: There are some.
    """
    for option in ("humanoids", "lengths", "workers"):
        if getattr(arguments, option) is not None:
            raise ScenarioError(f"--{option}: only together with --scale")


def show_growth(
    questions: Sequence[str], engines: Sequence[str], sizes: "ScaleSizes"
) -> None:
    """Measure in each engine, and print a table a question.

    Args:
        questions: Some of QUESTIONS; all of them if there are none.
        engines: Settled names.
        sizes: Of each question.

    Raises:
        RelayError: A run left no result.
    """
    from relaywalk.experiments.scale import ScaleBench

    for engine in engines:
        with tempfile.TemporaryDirectory(prefix="relaywalk-scale-") as folder:
            bench = ScaleBench(engine, sizes, Path(folder), _say)
            for question in questions or QUESTIONS:
                points = list(getattr(bench, question)())
                show(table(question, engine, points))


def table(question: str, engine: str, points: "Points") -> Sheet:
    """Return what every size cost, and how that grows."""
    asked = QUESTIONS[question]
    columns = (
        NumberColumn(asked.size),
        *map(NumberColumn, COSTS),
        TextColumn("outcome"),
    )
    return Sheet(
        f"{asked.title}, {engine}",
        columns,
        tuple(_row(point) for point in points),
        "; ".join(asked.told(points)),
    )


def _row(point: "ScalePoint") -> tuple[str, ...]:
    """Return the cells of a size."""
    return (
        f"{point.size:g}",
        f"{point.simulated:.1f}",
        f"{point.wall_time:.1f}",
        f"{point.pace:.2f}",
        f"{point.peak_memory / MB:.0f}",
        point.outcome,
    )


def _by_humanoids(points: "Points") -> Iterator[str]:
    """Yield how the cost of a simulated second grows with those who walk."""
    from relaywalk.experiments.scale_fit import exponent

    growth = exponent([p.size for p in points], [p.pace for p in points])
    yield f"wall time of a simulated second grows as humanoids^{growth:.2f}"
    yield _memory(points, 1.0, "humanoid")


def _by_length(points: "Points") -> Iterator[str]:
    """Yield how the cost grows with the way."""
    yield from _line(points, 100.0, "100 m")
    yield _memory(points, 100.0, "100 m")


def _by_rows(points: "Points") -> Iterator[str]:
    """Yield how the cost of a report grows with its rows."""
    yield from _line(points, 1e4, "10 000 rows")
    yield _memory(points, 1e4, "10 000 rows")


def _by_workers(points: "Points") -> Iterator[str]:
    """Yield the efficiency of more workers, against the fewest."""
    fewest = points[0]
    alone = fewest.size * fewest.wall_time
    for point in points[1:]:
        efficiency = alone / (point.size * point.wall_time)
        yield f"efficiency of {point.size:g} workers {efficiency:.2f}"
    yield f"{len(os.sched_getaffinity(0))} cores; memory is that of the largest process"


def _line(points: "Points", span: float, of: str) -> Iterator[str]:
    """Yield the exponent and the line of wall time over size; of so many [size]."""
    from relaywalk.experiments.scale_fit import exponent, line

    sizes, walls = [p.size for p in points], [p.wall_time for p in points]
    found = line(sizes, walls)
    yield f"wall time grows as size^{exponent(sizes, walls):.2f}"
    told = f"by {span * found.slope:.1f} s per {of} after {found.fixed:.1f} s"
    if len(points) > 2:  # two are always on a line
        told += f", at most {100.0 * found.residual:.1f} % off that line"
    yield told


def _memory(points: "Points", span: float, of: str) -> str:
    """Return how memory grows with size, per so many [size]."""
    from relaywalk.experiments.scale_fit import line

    found = line([p.size for p in points], [p.peak_memory / MB for p in points])
    return f"memory grows by {span * found.slope:.1f} MB per {of}"


def _sizes(option: str, given: Sequence[Size]) -> tuple[Size, ...]:
    """Return sizes ascending, each once."""
    found = tuple(sorted(set(given)))
    if len(found) < 2:
        raise ScenarioError(f"--{option}: {found[0]:g}: at least two different sizes")
    return found


def _count(text: str) -> int:
    """Return a whole number of at least 1."""
    if not text.isdecimal() or int(text) == 0:
        raise argparse.ArgumentTypeError(f"{text}: expected 1, 2, …")
    return int(text)


def _length(text: str) -> float:
    """Return a length [m]."""
    try:
        length = float(text)
    except ValueError:
        length = math.nan
    if not 0.0 < length <= 1000.0:
        raise argparse.ArgumentTypeError(f"{text}: expected above 0, to 1000 [m]")
    return length


def _say(what: str) -> None:
    """Say what is measured next: it may take minutes."""
    print(what, file=sys.stderr, flush=True)


QUESTIONS = {
    "humanoids": Question("Humanoids side by side", "humanoids", _by_humanoids),
    "length": Question("Length of a walk", "length [m]", _by_length),
    "report": Question("Report of a walk", "rows", _by_rows),
    "workers": Question("Sweep of short walks", "workers", _by_workers),
}
