"""The report: loads table, plots, and one HTML page that needs nothing else."""

import base64
import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from jinja2 import Environment, FileSystemLoader
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.image import imsave

from relaywalk import atomic_file, plots
from relaywalk.oracles.trust import failure
from relaywalk.oracles.trust.examination import Examination, examine
from relaywalk.plots._ticks import freeze_ticks
from relaywalk.plots.body.picture import body_maps
from relaywalk.recording.file_names import LOADS, PLOTS, REPORT
from relaywalk.report.run import load_table, tables
from relaywalk.report.run.estimate_table import estimate_tables
from relaywalk.report.run.filmstrip import filmstrip
from relaywalk.report.run.gait_table import gait_tables
from relaywalk.report.run.recovery_table import recoveries
from relaywalk.report.run.timeline import timeline
from relaywalk.view.replay import page as replay
from relaywalk.view.replay.scene import packed

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from relaywalk.oracles import OracleResult
    from relaywalk.runs.run import Run

TEMPLATES = Path(__file__).parents[1] / "templates"
RESOLUTION = 100  # of the plots [dots per inch]
COMPRESSION = {"compress_level": 3}  # of 9: half the time for 3 % more bytes
SELDOM = 100_000  # new objects from one look for garbage to the next; 700 by default
BODY_MAP = "body_map"  # drawn on the page itself, so that it can be pointed at


class PlotFigure(NamedTuple):
    """One plot of the page.

    Attributes:
        name: Of the plot.
        caption: What is seen.
        image: PNG in base 64; empty where an oracle forbids the plot.
        failed: Oracles that fail, in words.
        not_run: Titles of oracles that it rests on and that were not run.
    """

    name: str
    caption: str
    image: str
    failed: list[str]
    not_run: list[str]


@contextmanager
def _seldom_collecting() -> Iterator[None]:
    """Look for garbage less often: figures are many small objects, all still in use."""
    before = gc.get_threshold()
    gc.set_threshold(SELDOM, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


@_seldom_collecting()
def write_report(run: "Run", force: bool = False) -> Path:
    """Write `report.html`, `plots/*.png`, `oracles.json` and both tables of loads.

    Args:
        run: Its folder is written to.
        force: Draw also the plots whose oracles fail, the failure across them.

    Returns:
        The page.

    Raises:
        RecordingError: The recording cannot be read.
    """
    loads = run.folder / LOADS
    run.loads.write_csv(loads)
    examination = examine(run)
    environment = Environment(
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        loader=FileSystemLoader((TEMPLATES, replay.TEMPLATES)),
    )
    page = run.folder / REPORT
    text = environment.get_template("page.html").render(
        **_head(run, examination),
        **_trusted_map(run, examination, force),
        player=replay.player(packed(run)),
        timeline=timeline(run),
        film=filmstrip(run),
        loads=load_table.loads(loads, run.cards),
        gaits=gait_tables(run),
        estimates=estimate_tables(run),
        phases=tables.phases(run.result),
        handovers=tables.handovers(run.result),
        recoveries=recoveries(run),
        numbers=tables.numbers(run.result),
        plots=_pictures(run, examination, force),
    )
    atomic_file.write_text(page, text)
    return page


def _head(run: "Run", examination: Examination) -> dict[str, Any]:
    """Return what the first screen shows."""
    scenario, result = run.scenario, run.result
    return {
        "title": f"{scenario.name}: {scenario.engine}, seed {scenario.seed}",
        "robots": sorted({card.title for card in run.cards.values()}),
        "outcome": result.outcome,
        "reason": result.reason,
        "partial": why_partial(run),
        "verdict": tables.verdict(run),
        "oracles": tables.oracles(examination),
        "examined": examination,
        "failed": [failure.says(result) for result in examination.failed(None)],
        "not_run": examination.not_run(None),
    }


def why_partial(run: "Run") -> str:
    """Return in which way a run is not whole; empty if it is."""
    time = float(run.recording.time[-1])
    for actor, asked in run.scenario.actors.items():
        own = [record for record in run.result.phases if record.actor == actor]
        open_ = [record for record in own if record.outcome != "done"]
        if open_:
            return (
                f"It ended at t = {time:.3f} s, while {actor} was in phase "
                f"'{open_[-1].phase}' ({len(own)} of {len(asked.script)})."
            )
        if len(own) < len(asked.script):
            return (
                f"It ended at t = {time:.3f} s; {actor} had done {len(own)} of "
                f"{len(asked.script)} phases."
            )
    return ""


def _trusted_map(run: "Run", examination: Examination, force: bool) -> dict[str, Any]:
    """Return the body maps, or none, and the oracles that fail them."""
    failed = examination.failed(plots.rests_on(BODY_MAP))
    drawn = body_maps(run) if force or not failed else []
    return {"maps": drawn, "map_failed": [failure.says(result) for result in failed]}


def _pictures(run: "Run", examination: Examination, force: bool) -> list[PlotFigure]:
    """Draw and save every plot that may be drawn."""
    (run.folder / PLOTS).mkdir(exist_ok=True)
    names = [name for name in plots.plot_names() if name != BODY_MAP]
    return [_picture(run, name, examination, force) for name in names]


def _picture(
    run: "Run", name: str, examination: Examination, force: bool
) -> PlotFigure:
    """Return one plot; a plot of the name drawn earlier is replaced or removed."""
    rests_on = plots.rests_on(name)
    failed = examination.failed(rests_on)
    path = run.folder / PLOTS / f"{name}.png"
    path.unlink(missing_ok=True)
    image = ""
    if force or not failed:
        _draw(run, name, failed, path)
        image = base64.b64encode(path.read_bytes()).decode("ascii")
    not_run = [result.oracle.title for result in examination.not_run(rests_on)]
    return PlotFigure(
        name, plots.caption(name), image, [failure.says(r) for r in failed], not_run
    )


def _draw(run: "Run", name: str, failed: "list[OracleResult]", path: Path) -> None:
    """Draw and save one plot, what fails printed across it."""
    figure = plots.plot(run, name)
    if failed:
        failure.print_across(figure, failed)
    _save(figure, path)


def _save(figure: "Figure", path: Path) -> None:
    """Save a figure as PNG; `savefig` would place its axes twice, which takes long."""
    figure.set_dpi(RESOLUTION)
    freeze_ticks(figure)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()  # type: ignore[no-untyped-call]
    pixels = canvas.buffer_rgba()  # type: ignore[no-untyped-call]
    imsave(path, pixels, dpi=RESOLUTION, pil_kwargs=COMPRESSION)
