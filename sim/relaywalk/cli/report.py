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
    """Write the report."""
    import relaywalk

    print(relaywalk.open(arguments.run).report(force=arguments.force))
    return 0
