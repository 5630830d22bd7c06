"""Make the loads table, all plots and the HTML page of a run."""

import argparse
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("run", type=Path, metavar="RUN", help="a run folder")
    parser.add_argument(
        "--force",
        action="store_true",
        help="draw also plots whose oracle fails, the failure printed across them",
    )


def execute(arguments: argparse.Namespace) -> int:
    """Write the report; say which oracles fail."""
    import relaywalk
    from relaywalk.report.examination import examine
    from relaywalk.report.trust import says

    run = relaywalk.open(arguments.run)
    page = run.report(force=arguments.force)
    for result in examine(run).worst:
        if result.holds is False:
            print(f"oracle failed: {says(result)}")
    print(page)
    return 0
