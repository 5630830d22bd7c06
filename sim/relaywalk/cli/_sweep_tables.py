"""The tables that a comparison of two sweeps prints."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

from relaywalk.cli._sheet import NumberColumn, Sheet, TextColumn, show

if TYPE_CHECKING:
    from relaywalk.analysis.sweeps.rates import Rate
    from relaywalk.analysis.sweeps.scalar_differences import ScalarDifference
    from relaywalk.analysis.sweeps.sweep_comparison import SweepComparison

MAXIMUM_CHANGED = 20  # runs that are printed; the file holds all


def show_sweeps(first: Path, second: Path, out: Path | None = None) -> int:
    """Compare two sweep folders, print the tables, return the exit status.

    Args:
        first: A sweep folder.
        second: Another one.
        out: Folder for `comparison.json`; nothing is written if None.

    Raises:
        RecordingError: A folder holds no sweep.
    """
    from relaywalk.analysis.sweeps.sweep_comparison import compare_sweeps
    from relaywalk.analysis.sweeps.sweep_table import SweepTable
    from relaywalk.runs.sweep_versions import versions_of

    one, other = (versions_of(f, SweepTable.open(f)) for f in (first, second))
    found = compare_sweeps(first, second, (one, other))
    show_comparison(found)
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
        path = out / "comparison.json"
        text = json.dumps(found.as_dict(), indent=2, ensure_ascii=False)
        path.write_text(text + "\n", encoding="utf-8")
        print(path)
    return 0


def show_comparison(found: "SweepComparison") -> None:
    """Print what differs, both rates, the numbers and which runs changed."""
    from relaywalk.report.sweep.sweep_rows import spans

    show(leaf_table(found))
    show(rate_table(found))
    if found.counts is not None:
        show(pair_table(found))
    show(number_table(found))
    if found.changed:
        show(changed_table(found))
    if found.seeds:
        print(f"seeds: {spans(found.seeds)}")
    print(f"test: {found.why}")
    print(f"result: {found.says}")


def leaf_table(found: "SweepComparison") -> Sheet:
    """Return the leaves in which the sweeps differ."""
    rows = tuple(tuple(leaf) for leaf in found.leaves) or (("nothing", "", ""),)
    return Sheet("What differs", tuple(map(TextColumn, ("leaf", *found.names))), rows)


def rate_table(found: "SweepComparison") -> Sheet:
    """Return the rates that were compared, and all outcomes."""
    kinds = dict.fromkeys((*found.outcomes[0], *found.outcomes[1]))
    rows = (
        ("runs compared", *(str(rate.runs) for rate in _rates(found))),
        ("success", *(_said(rate) for rate in _rates(found))),
        *(
            (f"all runs: {kind}", *(str(of.get(kind, 0)) for of in found.outcomes))
            for kind in sorted(kinds, key=lambda kind: (kind != "success", kind))
        ),
    )
    return Sheet("Outcomes", (TextColumn(""), *map(NumberColumn, found.names)), rows)


def pair_table(found: "SweepComparison") -> Sheet:
    """Return how the pairs of runs ended."""
    first, second = found.names
    words = ("both", f"{first} only", f"{second} only", "neither")
    rows = tuple(zip(words, map(str, found.counts or ()), strict=True))
    return Sheet(
        "Pairs of runs", (TextColumn("succeeded"), NumberColumn("pairs")), rows
    )


def number_table(found: "SweepComparison") -> Sheet:
    """Return the differences of measured numbers."""
    titles = ("runs", *found.names, "difference", "95 % interval")
    columns = (TextColumn("number"), *map(NumberColumn, titles), TextColumn(""))
    rows = tuple(_number(one) for one in found.scalars)
    return Sheet("Medians of runs that succeeded", columns, rows)


def changed_table(found: "SweepComparison") -> Sheet:
    """Return the pairs of which only one run succeeded."""
    first, second = found.names
    titles = (first, second, f"folder in {first}", f"folder in {second}")
    rows = tuple(tuple(map(str, one)) for one in found.changed[:MAXIMUM_CHANGED])
    more = len(found.changed) - len(rows)
    caption = f"and {more} more; --out writes all" if more else ""
    columns = (NumberColumn("seed"), *map(TextColumn, titles))
    return Sheet("Pairs that ended differently", columns, rows, caption)


def _rates(found: "SweepComparison") -> "tuple[Rate, Rate]":
    """Return both rates."""
    return found.test.first, found.test.second


def _said(rate: "Rate") -> str:
    """Return a rate with its interval."""
    from relaywalk.report.sweep.sweep_rows import interval, percent

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
