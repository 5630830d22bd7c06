"""The report: loads table, plots, and one HTML page that needs nothing else."""

import base64
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from jinja2 import Environment, FileSystemLoader

from relaywalk import atomic_file, plots
from relaywalk.oracles.trust import failure
from relaywalk.oracles.trust.examination import Examination, examine
from relaywalk.plots.body.picture import body_maps
from relaywalk.recording.file_names import LOADS, PLOTS, REPORT
from relaywalk.report.run import load_table, tables
from relaywalk.report.run.drawers import Drawers
from relaywalk.report.run.estimate_table import estimate_tables
from relaywalk.report.run.exchange_table import exchanges
from relaywalk.report.run.figure_file import (
    figure_path,
    seldom_collecting,
    write_figure,
)
from relaywalk.report.run.filmstrip import filmstrip
from relaywalk.report.run.gait_table import gait_tables
from relaywalk.report.run.recovery_table import recoveries
from relaywalk.report.run.timeline import timeline
from relaywalk.view.replay import page as replay
from relaywalk.view.replay.scene import packed

if TYPE_CHECKING:
    from relaywalk.runs.run import Run

TEMPLATES = Path(__file__).parents[1] / "templates"
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


@seldom_collecting()
def write_page(run: "Run", force: bool, drawers: Drawers) -> Path:
    """Write all files of the report, while others draw; return the page.

    Args:
        run: Its folder is written to.
        force: Draw also the plots whose oracles fail, the failure across them.
        drawers: Of this run; they have not been asked for anything.

    Raises:
        RecordingError: The recording cannot be read.
    """
    loads = run.folder / LOADS
    run.loads.write_csv(loads)
    examination = examine(run)
    asked = _asked(run, examination, force)
    drawers.ask(n for n in asked if not examination.failed(plots.rests_on(n)))
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
        carriers=tables.carriers(run.result),
        handovers=tables.handovers(run.result),
        exchanges=exchanges(run.result),
        recoveries=recoveries(run),
        numbers=tables.numbers(run.result),
        plots=_pictures(run, examination, asked, drawers),
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


def _asked(run: "Run", examination: Examination, force: bool) -> list[str]:
    """Return the plots that may be drawn; those drawn earlier are removed."""
    (run.folder / PLOTS).mkdir(exist_ok=True)
    for name in plots.plot_names():
        figure_path(run.folder, name).unlink(missing_ok=True)
    names = _names(run)
    failed = {name: examination.failed(plots.rests_on(name)) for name in names}
    return [name for name in names if force or not failed[name]]


def _names(run: "Run") -> list[str]:
    """Return the names of the plots that are files and say something of a run."""
    named = [name for name in plots.plot_names() if name != BODY_MAP]
    return [name for name in named if plots.applies(run, name)]


def _pictures(
    run: "Run", examination: Examination, asked: list[str], drawers: Drawers
) -> list[PlotFigure]:
    """Return every plot; draw what no drawer has drawn."""
    for name in drawers.left():
        write_figure(run, name)
    for name in asked:
        failed = examination.failed(plots.rests_on(name))
        if failed or not figure_path(run.folder, name).exists():
            write_figure(run, name, failed)
    return [_picture(run, name, examination) for name in _names(run)]


def _picture(run: "Run", name: str, examination: Examination) -> PlotFigure:
    """Return one plot, drawn or refused."""
    rests_on, path = plots.rests_on(name), figure_path(run.folder, name)
    image = base64.b64encode(path.read_bytes()).decode("ascii") if path.exists() else ""
    failed = [failure.says(result) for result in examination.failed(rests_on)]
    not_run = [result.oracle.title for result in examination.not_run(rests_on)]
    return PlotFigure(name, plots.caption(name), image, failed, not_run)
