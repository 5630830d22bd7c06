"""Show a run: its motion and its curves, in one HTML file that needs nothing else."""

import argparse
from pathlib import Path

from relaywalk.cli._browser import show


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("run", type=Path, metavar="RUN", help="a run folder")
    parser.add_argument(
        "--html",
        type=Path,
        metavar="FILE",
        help="write the page here and open no browser; RUN/replay.html, opened, if not "
        "given",
    )
    parser.add_argument(
        "--ghost",
        type=Path,
        metavar="RUN",
        help="another run, shown pale beside the first at the same time",
    )
    parser.add_argument(
        "--no-browser", action="store_true", help="only print where the page is"
    )


def execute(arguments: argparse.Namespace) -> int:
    """Write the page; show it unless a file was asked for."""
    import relaywalk
    from relaywalk.recording.file_names import REPLAY

    run = relaywalk.open(arguments.run)
    ghost = None if arguments.ghost is None else relaywalk.open(arguments.ghost)
    page = run.replay(arguments.html or arguments.run / REPLAY, ghost)
    show(page, arguments.no_browser or arguments.html is not None)
    return 0
