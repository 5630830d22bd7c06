"""Showing a page to who asked for it."""

import webbrowser
from pathlib import Path


def show(page: Path, no_browser: bool) -> None:
    """Print the path of a page and open it.

    Args:
        page: A file.
        no_browser: Only print its path.
    """
    print(page)
    if not no_browser and not webbrowser.open(page.resolve().as_uri()):
        print("no browser could be opened: open the file above in one")


def show_address(address: str, no_browser: bool) -> None:
    """Print the address of a page that a server of ours has, and open it.

    Args:
        address: Such as "http://127.0.0.1:8080".
        no_browser: Only print it.
    """
    print(f"{address} (Ctrl-C ends it)", flush=True)
    if not no_browser and not webbrowser.open(address):
        print("no browser could be opened: open the address above in one")
