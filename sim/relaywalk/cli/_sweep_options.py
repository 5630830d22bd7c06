"""Options that more than one command has about sweeps."""

import argparse

MAXIMUM_RUNS = 100_000


def add_maximum_runs(parser: argparse.ArgumentParser) -> None:
    """Declare the limit that catches a mistake in the number of runs."""
    parser.add_argument(
        "--max-runs",
        type=int,
        default=MAXIMUM_RUNS,
        metavar="N",
        help=f"refuse a sweep of more runs than this (default {MAXIMUM_RUNS})",
    )
