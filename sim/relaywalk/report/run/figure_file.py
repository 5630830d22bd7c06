"""One figure of the report, drawn into its file."""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.image import imsave

from relaywalk import plots
from relaywalk.oracles.trust import failure
from relaywalk.plots._ticks import freeze_ticks
from relaywalk.recording.file_names import PLOTS

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from relaywalk.oracles import OracleResult
    from relaywalk.runs.run import Run

RESOLUTION = 100  # of the plots [dots per inch]
COMPRESSION = {"compress_level": 3}  # of 9: half the time for 3 % more bytes
SELDOM = 100_000  # new objects from one look for garbage to the next; 700 by default


def figure_path(folder: Path, name: str) -> Path:
    """Return the file of a figure.

    Args:
        folder: Of the run.
        name: Of the plot.
    """
    return folder / PLOTS / f"{name}.png"


def write_figure(run: "Run", name: str, failed: "Sequence[OracleResult]" = ()) -> None:
    """Draw and save one plot: whole, or not at all.

    Args:
        run: Its folder has one for plots.
        name: Of the plot.
        failed: What fails is printed across it.

    Raises:
        RecordingError: The recording cannot be read.
        OSError: The file cannot be written.
    """
    figure = plots.plot(run, name)
    if failed:
        failure.print_across(figure, failed)
    path = figure_path(run.folder, name)
    part = path.with_suffix(".part")
    try:
        _save(figure, part)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _save(figure: "Figure", path: Path) -> None:
    """Save a figure as PNG; `savefig` would place its axes twice, which takes long."""
    figure.set_dpi(RESOLUTION)
    freeze_ticks(figure)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()  # type: ignore[no-untyped-call]
    pixels = canvas.buffer_rgba()  # type: ignore[no-untyped-call]
    imsave(path, pixels, format="png", dpi=RESOLUTION, pil_kwargs=COMPRESSION)


@contextmanager
def seldom_collecting() -> Iterator[None]:
    """Look for garbage less often: figures are many small objects, all still in use."""
    before = gc.get_threshold()
    gc.set_threshold(SELDOM, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
