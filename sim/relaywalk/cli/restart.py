"""Take a run up again from a second of it, into a new run folder."""

import argparse
import math
from pathlib import Path

from relaywalk.cli._folder import chosen_folder
from relaywalk.cli._interrupt import ending_in_order
from relaywalk.errors import ScenarioError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("run", type=Path, metavar="RUN", help="a run folder")
    parser.add_argument(
        "--at", type=float, required=True, metavar="SECONDS", help="record from here on"
    )
    parser.add_argument(
        "--until", type=float, default=math.inf, metavar="SECONDS", help="end here"
    )
    parser.add_argument("--out", type=Path, metavar="DIR", help="the new run folder")
    parser.add_argument("--no-report", action="store_true", help="no plots, no page")
    parser.add_argument("--quiet", action="store_true", help="no progress")


def execute(arguments: argparse.Namespace) -> int:
    """Restart, report, say how it went."""
    from relaywalk.cli._progress import shown
    from relaywalk.scenario.choices import default_folder
    from relaywalk.simulation.replay import Span, restart, scenario_of

    scenario = scenario_of(arguments.run)
    span = Span(arguments.at, arguments.until)
    if not 0.0 <= span.begin < min(span.end, scenario.duration):
        raise ScenarioError(
            f"--at {span.begin:g} --until {span.end:g}: expected 0 ≤ at < until, and "
            f"at before the scenario's duration of {scenario.duration:g} s"
        )
    name = f"{default_folder(scenario).name}-at-{span.begin:g}s"
    out = chosen_folder(arguments.out, Path("runs", name))
    with (
        shown(scenario, quiet=arguments.quiet) as advance,
        ending_in_order(advance) as tell,
    ):
        result = restart(arguments.run, out, span, tell)
    if not arguments.no_report:
        import relaywalk

        relaywalk.open(out).report()
    print(f"{result.outcome}: {result.reason} ({out})")
    reached = result.duration + scenario.control_period > span.end
    return 0 if result.outcome == "success" or reached else 1
