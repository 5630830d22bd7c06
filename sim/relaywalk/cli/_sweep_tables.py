"""The tables that a comparison of two sweeps prints."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from relaywalk.analysis.rates import Rate
    from relaywalk.analysis.scalar_differences import ScalarDifference
    from relaywalk.analysis.sweep_comparison import SweepComparison

MOST_CHANGED = 20  # runs that are printed; the file holds all


def show_sweeps(first: Path, second: Path, out: Path | None = None) -> int:
    """Compare two sweep folders, print the tables, return the exit status.

    Args:
        first: A sweep folder.
        second: Another one.
        out: Folder for `comparison.json`; nothing is written if None.

    Raises:
        RecordingError: A folder holds no sweep.
    """
    from relaywalk.analysis.sweep_comparison import compare_sweeps

    found = compare_sweeps(first, second)
    show_comparison(found, Console(markup=False))
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
        path = out / "comparison.json"
        text = json.dumps(found.as_dict(), indent=2, ensure_ascii=False)
        path.write_text(text + "\n", encoding="utf-8")
        print(path)
    return 0


def show_comparison(found: "SweepComparison", console: Console) -> None:
    """Print what differs, both rates, the numbers and which runs changed."""
    from relaywalk.report.sweep_rows import spans

    console.print(leaf_table(found))
    console.print(rate_table(found))
    if found.counts is not None:
        console.print(pair_table(found))
    console.print(number_table(found))
    if found.changed:
        console.print(changed_table(found))
    if found.seeds:
        print(f"seeds: {spans(found.seeds)}")
    print(f"test: {found.why}")
    print(f"result: {found.says}")


def leaf_table(found: "SweepComparison") -> Table:
    """Return the leaves in which the sweeps differ."""
    shown = _table("What differs", "leaf", *found.names)
    for leaf in found.leaves:
        shown.add_row(*leaf)
    if not found.leaves:
        shown.add_row("nothing", "", "")
    return shown


def rate_table(found: "SweepComparison") -> Table:
    """Return the rates that were compared, and all outcomes."""
    shown = _table("Outcomes", "", *found.names)
    shown.add_row("runs compared", *(str(rate.runs) for rate in _rates(found)))
    shown.add_row("success", *(_said(rate) for rate in _rates(found)))
    kinds = dict.fromkeys((*found.outcomes[0], *found.outcomes[1]))
    for kind in sorted(kinds, key=lambda kind: (kind != "success", kind)):
        shown.add_row(
            f"all runs: {kind}", *(str(of.get(kind, 0)) for of in found.outcomes)
        )
    return shown


def pair_table(found: "SweepComparison") -> Table:
    """Return how the pairs of runs ended."""
    first, second = found.names
    shown = _table("Pairs of runs", "succeeded", "pairs")
    words = ("both", f"{first} only", f"{second} only", "neither")
    for word, count in zip(words, found.counts or (), strict=True):
        shown.add_row(word, str(count))
    return shown


def number_table(found: "SweepComparison") -> Table:
    """Return the differences of measured numbers."""
    titles = ("runs", *found.names, "difference", "95 % interval", "")
    shown = _table("Medians of runs that succeeded", "number", *titles)
    for one in found.scalars:
        shown.add_row(*_number(one))
    return shown


def changed_table(found: "SweepComparison") -> Table:
    """Return the pairs of which only one run succeeded."""
    first, second = found.names
    titles = (first, second, f"folder in {first}", f"folder in {second}")
    shown = _table("Pairs that ended differently", "seed", *titles)
    for one in found.changed[:MOST_CHANGED]:
        shown.add_row(*map(str, one))
    if len(found.changed) > MOST_CHANGED:
        more = len(found.changed) - MOST_CHANGED
        shown.caption = f"and {more} more; --out writes all"
    return shown


def _rates(found: "SweepComparison") -> "tuple[Rate, Rate]":
    """Return both rates."""
    return found.test.first, found.test.second


def _said(rate: "Rate") -> str:
    """Return a rate with its interval."""
    from relaywalk.report.sweep_rows import interval, percent

    if not rate.runs:
        return "no run was judged"
    return f"{percent(rate.value)} ({interval(rate.wilson95)})"


def _number(one: "ScalarDifference") -> tuple[str, ...]:
    """Return one line of the table of numbers."""
    ends = "too few runs"
    if one.interval is not None:
        ends = f"{one.interval.low:+.3g} to {one.interval.high:+.3g}"
    return (
        f"{one.name} [{one.unit}]",
        str(one.runs),
        f"{one.first:.4g}",
        f"{one.second:.4g}",
        f"{one.median:+.3g}",
        ends,
        "differs" if one.differs else "",
    )


def _table(title: str, *columns: str) -> Table:
    """Return an empty table whose first column is text, the others numbers."""
    shown = Table(title=title, title_justify="left", caption_justify="left", box=None)
    for place, name in enumerate(columns):
        shown.add_column(name, justify="right" if place and name else "left")
    return shown
