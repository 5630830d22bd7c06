"""Showing a page to who asked for it."""

import argparse
import webbrowser
from pathlib import Path


def add_browser_argument(parser: argparse.ArgumentParser) -> None:
    """Declare how to do without a browser."""
    parser.add_argument(
        "--no-browser", action="store_true", help="only print where the page is"
    )


def show(page: Path, no_browser: bool) -> None:
    """Print the path of a page and open it.

    Args:
        page: A file.
        no_browser: Only print its path.
    """
    print(page)
    if not no_browser:
        _open(page.resolve().as_uri(), "file")


def show_address(address: str, no_browser: bool) -> None:
    """Print the address of a page that a server of ours has, and open it.

    Args:
        address: Such as "http://127.0.0.1:8080".
        no_browser: Only print it.
    """
    print(f"{address} (Ctrl-C ends it)", flush=True)
    if not no_browser:
        _open(address, "address")


def _open(address: str, what: str) -> None:
    """Open an address; where none can, say that what was printed is to be opened."""
    if not webbrowser.open(address):
        print(f"no browser could be opened: open the {what} above in one")
