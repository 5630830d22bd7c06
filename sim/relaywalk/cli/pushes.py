"""Push a robot in every direction, harder and harder: what it survives, as a figure."""

import argparse
import os
from typing import TYPE_CHECKING

from relaywalk.cli._sheet import NumberColumn, Sheet, TextColumn, show
from relaywalk.errors import ScenarioError

if TYPE_CHECKING:
    from relaywalk.analysis.recovery.push_margins import PushMargins, PushTrial

NUMBERS = {  # option → default, what it is
    "levels": ("0.3,0.45,0.6,0.8", "velocities that a push gives to the body [m/s]"),
    "moments": ("0,0.11,0.22,0.33", "after a foot's lift-off (or --at) [s]"),
}
SINGLE = {
    "at": (8.0, "the walk is steady from this time on [s]"),
    "duration": (0.05, "of a push [s]"),
    "watched": (5.0, "survived if for so long nothing falls [s]"),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    from relaywalk.cli._variant_options import add_variant_arguments

    add_variant_arguments(parser)
    for name, (several, what) in NUMBERS.items():
        text = f"{what} (default {several})"
        parser.add_argument(f"--{name}", default=several, metavar="N,N…", help=text)
    text = "evenly round the robot, the first one forwards (default 12)"
    parser.add_argument("--directions", type=int, default=12, metavar="N", help=text)
    for name, (single, what) in SINGLE.items():
        text = f"{what} (default {single:g})"
        parser.add_argument(
            f"--{name}", type=float, default=single, metavar="N", help=text
        )
    parser.add_argument(
        "--foot",
        choices=("left_foot", "right_foot"),
        default="left_foot",
        help="that is in the air at a push; left_foot if not given",
    )
    text = "processes at a time (default: one a core)"
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help=text)


def execute(arguments: argparse.Namespace) -> int:
    """Push; print the table; write `pushes.csv` and `pushes.png`; 0 however it ends."""
    from relaywalk.cli._variant_options import experiment_folder, parse_numbers
    from relaywalk.cli.run import chosen_scenario
    from relaywalk.experiments.push_margins import PushTest, find_margins
    from relaywalk.plots.comparison.push_margins import draw
    from relaywalk.report.sweep.sweep_rows import interval

    if arguments.directions < 1 or arguments.workers < 1:
        raise ScenarioError("--directions, --workers: at least 1")
    step = 360.0 / arguments.directions
    test = PushTest(
        levels=parse_numbers("levels", arguments.levels),
        directions=tuple(step * n for n in range(arguments.directions)),
        moments=parse_numbers("moments", arguments.moments),
        **{name: getattr(arguments, name) for name in SINGLE},
        foot=arguments.foot,
    )
    scenario = chosen_scenario(arguments)
    out = experiment_folder(arguments.out, "pushes", scenario)
    tell = _silent if arguments.quiet else _tell
    margins = find_margins(scenario, test, out, arguments.workers, tell)
    draw(margins, scenario).savefig(out / "pushes.png", dpi=100)
    if not arguments.quiet:
        show(sheet(margins))
    rate = margins.survived()
    print(
        f"{rate.successes} of {rate.runs} pushes survived "
        f"(95 % interval {interval(rate.wilson95)})"
    )
    print(out)
    return 0


def sheet(margins: "PushMargins") -> Sheet:
    """Return the table: direction by level, survived of how many, and the margin."""
    rows = []
    for direction in margins.directions:
        rates = [margins.survived(direction, level) for level in margins.levels]
        cells = [f"{rate.successes}/{rate.runs}" for rate in rates]
        margin = f"{margins.margin(direction):g}"
        rows.append((f"{direction:.0f}", *cells, margin))
    columns = (
        TextColumn("direction [°]"),
        *(NumberColumn(f"{level:g}") for level in margins.levels),
        NumberColumn("margin [m/s]"),
    )
    caption = (
        "survived / tried, by the velocity [m/s] that the push gives to the body; "
        "0° is forwards, 90° to the robot's left. margin: up to here fewer than 30 % "
        "of a direction's pushes end in a fall."
    )
    return Sheet("Pushes survived", columns, tuple(rows), caption)


def _tell(trial: "PushTrial") -> None:
    """Say how a push ended."""
    what = trial.reason or "survived"
    print(
        f"{trial.level:g} m/s to {trial.direction:.0f}° at {trial.moment:g} s: {what}",
        flush=True,
    )


def _silent(trial: "PushTrial") -> None:
    """Say nothing."""
