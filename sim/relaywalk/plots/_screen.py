"""Figures in windows, where there is a display and a library that opens windows."""

from collections.abc import Mapping

import matplotlib
import matplotlib.pyplot as plt
from matplotlib.figure import Figure

from relaywalk.errors import MissingDependency

# in matplotlib's own order; those over Cairo draw no better
WINDOWS = ("macosx", "qtagg", "gtk4agg", "gtk3agg", "tkagg", "wxagg")


def open_screen() -> None:
    """Choose a library that opens windows.

    Raises:
        MissingDependency: None can open one here.
    """
    named = str(matplotlib.get_backend(auto_select=False)).lower()
    own = (named,) if named in WINDOWS or named.startswith("module://") else ()
    for name in (*own, *WINDOWS):
        try:
            plt.switch_backend(name)
        except ImportError:
            continue
        return
    raise MissingDependency(
        "no window can be opened: there is no display, or none of Tk, Qt, GTK and wx "
        "is installed for this Python; take --format png, pdf or svg"
    )


def show(figures: Mapping[str, Figure]) -> None:
    """Show figures, each in its window, until all of them are closed.

    Args:
        figures: Title of the window → figure.
    """
    for name, figure in figures.items():
        # the figure takes the place of an empty one that pyplot has a window for
        width, height = figure.get_size_inches()
        manager = plt.figure(name, figsize=(width, height)).canvas.manager
        if manager is not None:
            manager.canvas.figure = figure
            figure.set_canvas(manager.canvas)
    plt.show()
    plt.close("all")
