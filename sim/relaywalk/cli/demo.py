"""Show a replay of the relay that came with the package; nothing is simulated."""

import argparse
import tempfile
from pathlib import Path

from relaywalk.cli._browser import add_browser_argument, show


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "--html",
        type=Path,
        metavar="FILE",
        help="write the page here; a new temporary folder if not given",
    )
    add_browser_argument(parser)


def execute(arguments: argparse.Namespace) -> int:
    """Write the page and show it."""
    from relaywalk.view.replay.demo import write_demo

    page = arguments.html
    if page is None:
        page = Path(tempfile.mkdtemp(prefix="relaywalk-")) / "demo.html"
    show(write_demo(page), arguments.no_browser)
    return 0
