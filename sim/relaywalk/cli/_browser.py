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
