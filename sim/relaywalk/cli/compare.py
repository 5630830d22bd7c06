"""Put two runs, or two sweeps, side by side; mark what differs too much."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.table import Table

    from relaywalk.analysis.comparison import Comparison
    from relaywalk.analysis.side import Side

HANDS = ("left_hand", "right_hand")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("first", type=Path, metavar="A", help="of a run or a sweep")
    parser.add_argument("second", type=Path, metavar="B", help="another one")
    parser.add_argument(
        "--out", type=Path, metavar="DIR", help="folder for comparison.csv and .png"
    )


def execute(arguments: argparse.Namespace) -> int:
    """Compare, print the tables, write what was asked for."""
    from rich.console import Console

    from relaywalk.analysis.comparison import compare
    from relaywalk.analysis.sweep_table import is_sweep

    if is_sweep(arguments.first) or is_sweep(arguments.second):
        from relaywalk.cli._sweep_tables import show_sweeps

        return show_sweeps(arguments.first, arguments.second, arguments.out)
    sides = [open_side(folder) for folder in (arguments.first, arguments.second)]
    found = compare(*sides)
    console = Console(markup=False)  # units stand in brackets
    console.print(scenario_table(found))
    console.print(event_table(found))
    console.print(load_table(found, sides[0]))
    if arguments.out is not None:
        _write(arguments.out, found, sides)
    print(f"{found.outside} differences beyond tolerance, marked {found.sensitive}")
    return 0


def open_side(folder: Path) -> "Side":
    """Return a run folder as one side of a comparison.

    Raises:
        RecordingError: It holds no run of ours.
    """
    import json

    import relaywalk
    from relaywalk.analysis.side import Side

    run = relaywalk.open(folder)
    result = json.loads((folder / "result.json").read_text(encoding="utf-8"))
    return Side(run.scenario, result, run.recording, run.cards)


def scenario_table(found: "Comparison") -> "Table":
    """Return the leaves in which the scenarios differ."""
    shown = _table("What differs in the scenarios", "leaf", "A", "B")
    for leaf in found.leaves:
        shown.add_row(*leaf)
    if not found.leaves:
        shown.add_row("nothing", "", "")
    return shown


def event_table(found: "Comparison") -> "Table":
    """Return what happened in both runs."""
    shown = _table("Events", "", "A", "B", "")
    for event in found.events:
        mark = found.sensitive if event.outside else ""
        shown.add_row(event.name, event.first, event.second, mark)
    return shown


def load_table(found: "Comparison", side: "Side") -> "Table":
    """Return the torque of every joint but the fingers, and those outside."""
    titles = ("mean A", "mean B", "rms A", "rms B", "peak A", "peak B", "stride")
    shown = _table("Joint torque [N·m]", "joint", *titles, "Δ/peak", "")
    shown.caption = (
        "stride: rms of the difference over the mean stride. Δ/peak: the largest of "
        "the differences of mean, rms and stride over the joint's own smaller peak; "
        "beyond 10 % it is marked."
    )
    for pair in found.loads:
        groups = side.cards[pair.actor].groups
        finger = any(pair.joint in groups.get(hand, ()) for hand in HANDS)
        if finger and not pair.outside:
            continue
        numbers = (*pair.mean, *pair.rms, *pair.peak)
        shown.add_row(
            f"{pair.actor}.{pair.joint.removesuffix('_joint')}",
            *(f"{number:.2f}" for number in numbers),
            "–" if pair.curve is None else f"{pair.curve:.2f}",
            f"{100.0 * pair.worst:.0f} %",
            found.sensitive if pair.outside else "",
        )
    return shown


def _write(out: Path, found: "Comparison", sides: "list[Side]") -> None:
    """Write `comparison.csv` and `comparison.png`."""
    from relaywalk.report.comparison import draw

    out.mkdir(parents=True, exist_ok=True)
    found.write_csv(out / "comparison.csv")
    draw(found, sides[0], sides[1]).savefig(out / "comparison.png", dpi=100)
    print(out)


def _table(title: str, *columns: str) -> "Table":
    """Return an empty table whose first column is text, the others numbers."""
    from relaywalk.cli._tables import plain_table

    shown = plain_table(title)
    for place, name in enumerate(columns):
        last = place == len(columns) - 1 and not name
        shown.add_column(name, justify="right" if place and not last else "left")
    return shown
