"""Make the loads table, all plots and the HTML page of a run, or a sweep's page."""

import argparse
from pathlib import Path

from relaywalk.errors import ScenarioError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("run", type=Path, metavar="RUN", help="of a run or a sweep")
    parser.add_argument(
        "--force",
        action="store_true",
        help="draw also plots whose oracle fails, the failure printed across them",
    )
    parser.add_argument(
        "--map",
        nargs=2,
        action="append",
        default=[],
        metavar=("X", "Y"),
        dest="maps",
        help="of a sweep: outcomes over these two factors (repeatable)",
    )


def execute(arguments: argparse.Namespace) -> int:
    """Write the report; say which oracles fail."""
    import relaywalk
    from relaywalk.analysis.sweeps.sweep_table import is_sweep
    from relaywalk.oracles.trust.examination import examine
    from relaywalk.oracles.trust.failure import says

    if is_sweep(arguments.run):
        from relaywalk.report.sweep.sweep_page import sweep_report

        print(sweep_report(arguments.run, _pairs(arguments.maps)))
        return 0
    if arguments.maps:
        raise ScenarioError(f"--map: {arguments.run}: no sweep: a finished sweep")
    run = relaywalk.open(arguments.run)
    page = run.report(force=arguments.force)
    for result in examine(run).failed(None):
        print(f"oracle failed: {says(result)}")
    print(page)
    return 0


def _pairs(asked: list[list[str]]) -> list[tuple[str, str]]:
    """Return the factors of every map that was asked for.

    Raises:
        ScenarioError: A map has one factor twice.
    """
    for x, y in asked:
        if x == y:
            raise ScenarioError(f"--map: {x} {y}: two factors, one for each axis")
    return [(x, y) for x, y in asked]
