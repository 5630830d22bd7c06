"""Put two runs, or two sweeps, side by side; mark what differs too much."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from relaywalk.cli._sheet import NumberColumn, Sheet, TextColumn, show

if TYPE_CHECKING:
    from relaywalk.analysis.comparison.comparison import Comparison
    from relaywalk.analysis.comparison.side import Side

HANDS = ("left_hand", "right_hand")
MARK = "*"  # of what lies beyond tolerance


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("first", type=Path, metavar="A", help="of a run or a sweep")
    parser.add_argument("second", type=Path, metavar="B", help="another one")
    parser.add_argument(
        "--out", type=Path, metavar="DIR", help="folder for comparison.csv and .png"
    )


def execute(arguments: argparse.Namespace) -> int:
    """Compare, print the tables, write what was asked for."""
    from relaywalk.analysis.comparison.comparison import compare
    from relaywalk.analysis.sweeps.sweep_table import is_sweep

    if is_sweep(arguments.first) or is_sweep(arguments.second):
        from relaywalk.cli._sweep_tables import show_sweeps

        return show_sweeps(arguments.first, arguments.second, arguments.out)
    sides = [open_side(folder) for folder in (arguments.first, arguments.second)]
    found = compare(*sides)
    for sheet in (
        scenario_table(found),
        event_table(found),
        load_table(found, sides[0]),
    ):
        show(sheet)
    if arguments.out is not None:
        _write(arguments.out, found, sides)
    beyond = f"{found.outside} differences beyond tolerance ({MARK})"
    print(f"{beyond}, marked {found.sensitive}")
    return 0


def open_side(folder: Path) -> "Side":
    """Return a run folder as one side of a comparison.

    Raises:
        RecordingError: It holds no run of ours.
    """
    import relaywalk
    from relaywalk.analysis.comparison.side import Side

    run = relaywalk.open(folder)
    return Side(run.scenario, run.result, run.recording, run.cards)


def scenario_table(found: "Comparison") -> Sheet:
    """Return the leaves in which the scenarios differ."""
    columns = (TextColumn("leaf"), TextColumn("A"), TextColumn("B"))
    rows = tuple(tuple(leaf) for leaf in found.leaves) or (("nothing", "", ""),)
    return Sheet("What differs in the scenarios", columns, rows)


def event_table(found: "Comparison") -> Sheet:
    """Return what happened in both runs."""
    columns = (TextColumn(""), TextColumn("A"), TextColumn("B"), TextColumn(""))
    rows = tuple(
        (e.name, e.first, e.second, MARK if e.outside else "") for e in found.events
    )
    return Sheet("Events", columns, rows)


def load_table(found: "Comparison", side: "Side") -> Sheet:
    """Return the torque of every joint but the fingers, and those outside."""
    titles = ("mean A", "mean B", "rms A", "rms B", "peak A", "peak B", "stride")
    caption = (
        "stride: rms of the difference over the mean stride. Δ/peak: the largest of "
        "the differences of mean, rms and stride over the joint's own smaller peak; "
        "beyond 10 % it is marked."
    )
    rows = []
    for pair in found.loads:
        groups = side.cards[pair.actor].groups
        finger = any(pair.joint in groups.get(hand, ()) for hand in HANDS)
        if finger and not pair.outside:
            continue
        numbers = (*pair.mean, *pair.rms, *pair.peak)
        rows.append(
            (
                f"{pair.actor}.{pair.joint.removesuffix('_joint')}",
                *(f"{number:.2f}" for number in numbers),
                "–" if pair.curve is None else f"{pair.curve:.2f}",
                f"{100.0 * pair.worst:.0f} %",
                MARK if pair.outside else "",
            )
        )
    columns = (
        TextColumn("joint"),
        *map(NumberColumn, (*titles, "Δ/peak")),
        TextColumn(""),
    )
    return Sheet("Joint torque [N·m]", columns, tuple(rows), caption)


def _write(out: Path, found: "Comparison", sides: "list[Side]") -> None:
    """Write `comparison.csv` and `comparison.png`."""
    from relaywalk.plots.comparison.two_runs import draw

    out.mkdir(parents=True, exist_ok=True)
    found.write_csv(out / "comparison.csv")
    draw(found, sides[0], sides[1]).savefig(out / "comparison.png", dpi=100)
    print(out)
