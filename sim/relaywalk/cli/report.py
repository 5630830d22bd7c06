"""Make the loads table, all plots and the HTML page of a run."""

import argparse
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("run", type=Path, metavar="RUN", help="a run folder")


def execute(arguments: argparse.Namespace) -> int:
    """Write the report."""
    import relaywalk

    print(relaywalk.open(arguments.run).report())
    return 0
