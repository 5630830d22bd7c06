"""The report of a sweep: figures, and one HTML page that needs nothing else."""

import base64
import re
from collections.abc import Iterator, Sequence
from itertools import chain, combinations
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from jinja2 import Environment, FileSystemLoader

from relaywalk import atomic_file
from relaywalk.analysis.sweeps.factor_effects import Effect
from relaywalk.analysis.sweeps.sweep_table import DISTURBED, UNJUDGED
from relaywalk.errors import UnknownName
from relaywalk.plots.sweep.figures import draw_factor, draw_scalar, in_words
from relaywalk.plots.sweep.leaf_unit import labelled
from relaywalk.plots.sweep.outcome_map import draw_outcome_map
from relaywalk.recording.file_names import PLOTS, REPORT, SWEEP
from relaywalk.report.sweep import sweep_rows
from relaywalk.report.sweep.sweep import Sweep

if TYPE_CHECKING:
    from matplotlib.figure import Figure

TEMPLATES = Path(__file__).parents[1] / "templates"
RESOLUTION = 170  # of the figures [dots per inch]
MAXIMUM_FACTORS = 8  # that are drawn; the table holds all
MAPPED = 3  # factors of which every two have an outcome map


class SweepFigure(NamedTuple):
    """One figure of the page: PNG in base 64, and what it shows in words."""

    image: str
    words: str


class FactorSection(NamedTuple):
    """One factor on the page."""

    effect: Effect
    picture: SweepFigure


def sweep_report(folder: Path, maps: Sequence[tuple[str, str]] = ()) -> Path:
    """Write `report.html` and `plots/*.png` into a sweep's folder.

    Args:
        folder: Of the sweep.
        maps: Factors, across and up, of the outcome maps; if there are none, maps of
            the factors that matter most are drawn.

    Returns:
        The page.

    Raises:
        RecordingError: The folder holds no sweep.
        UnknownName: A map asks for a factor that the sweep has not.
    """
    sweep = Sweep.open(folder)
    for name in chain.from_iterable(maps):
        if name not in sweep.table.factors:
            raise UnknownName("factor", name, sweep.table.factors)
    text = (
        _environment()
        .get_template("sweep.html")
        .render(
            sweep=sweep,
            title=folder.resolve().name,
            outcomes=sweep_rows.outcome_rows(sweep),
            unjudged=_counts(sweep, UNJUDGED),
            disturbed=_counts(sweep, DISTURBED),
            gridded=[name for name in sweep.table.factors if sweep.on_grid(name)],
            claims=sweep_rows.claim_rows(sweep.summary.rate),
            factors=list(_factors(sweep)),
            asked=bool(maps),
            maps=list(_maps(sweep, maps or _clearest(sweep))),
            failures=sweep_rows.failure_rows(sweep),
            numbers=sweep_rows.number_rows(sweep),
            histograms=list(_histograms(sweep)),
            alike=[in_words(n) for n in sweep.table.scalars if not sweep.varies(n)],
            sweep_file=(folder / SWEEP).read_text(encoding="utf-8"),
        )
    )
    page = folder / REPORT
    atomic_file.write_text(page, text)
    return page


def _environment() -> Environment:
    """Return what fills in the template, with its filters."""
    environment = Environment(
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        loader=FileSystemLoader(TEMPLATES),
    )
    environment.filters |= {
        "percent": sweep_rows.percent,
        "interval": sweep_rows.interval,
        "spans": sweep_rows.spans,
        "labelled": labelled,
    }
    return environment


def _counts(sweep: Sweep, kinds: tuple[str, ...]) -> dict[str, int]:
    """Return those of some outcomes that there are."""
    return {k: n for k, n in sweep.summary.outcomes.items() if k in kinds}


def _factors(sweep: Sweep) -> Iterator[FactorSection]:
    """Draw the factors that matter most."""
    rate = sweep.summary.rate
    for effect in sweep.effects[:MAXIMUM_FACTORS]:
        words = "; ".join(
            f"{group.label}: {sweep_rows.percent(group.rate.value)} of "
            f"{group.rate.runs} runs"
            for group in effect.groups
        )
        drawn = draw_factor(effect, rate)
        picture = _picture(sweep, f"factor-{effect.name}", drawn, words)
        yield FactorSection(effect, picture)


def _clearest(sweep: Sweep) -> list[tuple[str, str]]:
    """Return every two of the factors that matter most, across and up."""
    names = [effect.name for effect in sweep.effects if len(effect.groups) > 1]
    return [(x, y) for y, x in combinations(names[:MAPPED], 2)]


def _maps(sweep: Sweep, pairs: Sequence[tuple[str, str]]) -> Iterator[SweepFigure]:
    """Draw an outcome map of every pair of factors."""
    for x, y in pairs:
        words = f"Outcomes over {x} (across) and {y} (up)"
        drawn = draw_outcome_map(sweep.table, x, y)
        yield _picture(sweep, f"map-{x}-{y}", drawn, words)


def _histograms(sweep: Sweep) -> Iterator[SweepFigure]:
    """Draw every measured number that is not the same in all runs."""
    for name in filter(sweep.varies, sweep.table.scalars):
        drawn = draw_scalar(sweep.table, name, sweep.limits.get(name))
        words = f"How many successes have which {in_words(name)}, and which other runs"
        yield _picture(sweep, f"number-{name}", drawn, words)


def _picture(sweep: Sweep, name: str, drawn: "Figure", words: str) -> SweepFigure:
    """Save a figure in the sweep's folder and return it for the page."""
    folder = sweep.folder / PLOTS
    folder.mkdir(exist_ok=True)
    path = folder / f"{re.sub(r'[^A-Za-z0-9_.-]', '_', name)}.png"
    drawn.savefig(path, dpi=RESOLUTION)
    return SweepFigure(base64.b64encode(path.read_bytes()).decode("ascii"), words)
