"""Make the loads table, all plots and the HTML page of a run, or a sweep's page."""

import argparse
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("run", type=Path, metavar="RUN", help="of a run or a sweep")
    parser.add_argument(
        "--force",
        action="store_true",
        help="draw also plots whose oracle fails, the failure printed across them",
    )


def execute(arguments: argparse.Namespace) -> int:
    """Write the report; say which oracles fail."""
    import relaywalk
    from relaywalk.analysis.sweep_table import is_sweep
    from relaywalk.report.examination import examine
    from relaywalk.report.trust import says

    if is_sweep(arguments.run):
        from relaywalk.report.sweep_page import sweep_report

        print(sweep_report(arguments.run))
        return 0
    run = relaywalk.open(arguments.run)
    page = run.report(force=arguments.force)
    for result in examine(run).worst:
        if result.holds is False:
            print(f"oracle failed: {says(result)}")
    print(page)
    return 0
