"""Turn what a killed run left into a readable recording and a result."""

import argparse
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("run", type=Path, metavar="RUN", help="a run folder")


def execute(arguments: argparse.Namespace) -> int:
    """Recover, and say how much there is."""
    from relaywalk.runs.recovery import recover_run

    result = recover_run(arguments.run)
    print(f"{result.outcome}: {result.reason} ({arguments.run})")
    return 0
