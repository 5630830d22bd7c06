"""Turn what a killed run left into a readable recording."""

import argparse
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("run", type=Path, metavar="RUN", help="a run folder")


def execute(arguments: argparse.Namespace) -> int:
    """Recover, and say how much there is."""
    from relaywalk.recording.recover import recover

    rows = recover(arguments.run)
    print(f"{rows} rows recovered in {arguments.run / 'recording.parquet'}")
    return 0
