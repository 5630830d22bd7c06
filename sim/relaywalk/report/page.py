"""The report: loads table, plots, and one HTML page that needs nothing else."""

import base64
import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, NamedTuple

from jinja2 import Environment

from relaywalk import registry
from relaywalk.report.run import PLOTS

if TYPE_CHECKING:
    from relaywalk.report.run import Run

TEMPLATE = Path(__file__).with_name("page.html")
RESOLUTION = 100  # of the plots [dots per inch]


class Section(NamedTuple):
    """One table of the page."""

    title: str
    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    note: str = ""


class Picture(NamedTuple):
    """One plot of the page; its image is PNG in base 64."""

    name: str
    caption: str
    image: str


def write_report(run: "Run") -> Path:
    """Write `loads.csv`, `plots/*.png` and `report.html` into the run's folder.

    Returns:
        The page.
    """
    loads = run.folder / "loads.csv"
    run.loads.write_csv(loads)
    result = run.result
    sections = [
        _verdict(run),
        _phases(result),
        _handovers(result),
        _loads(loads),
        _numbers(result),
    ]
    scenario = run.scenario
    page = run.folder / "report.html"
    template = Environment(autoescape=True, trim_blocks=True).from_string(
        TEMPLATE.read_text(encoding="utf-8")
    )
    text = template.render(
        title=f"{scenario.name}: {scenario.engine}, seed {scenario.seed}",
        outcome=getattr(result, "outcome", "unknown"),
        reason=getattr(result, "reason", ""),
        sections=sections,
        plots=list(_pictures(run)),
    )
    page.write_text(text, encoding="utf-8")
    return page


def _pictures(run: "Run") -> Iterator[Picture]:
    """Draw and save every plot there is."""
    folder = run.folder / "plots"
    folder.mkdir(exist_ok=True)
    for name in registry.modules(PLOTS):
        path = folder / f"{name}.png"
        run.plot(name).savefig(path, dpi=RESOLUTION)
        image = base64.b64encode(path.read_bytes()).decode("ascii")
        yield Picture(name, registry.module(PLOTS, name).CAPTION, image)


def _verdict(run: "Run") -> Section:
    """Return what was measured beside what the scenario asked for."""
    result, asked = run.result, run.scenario.success
    torch = getattr(result, "torch", SimpleNamespace())
    lines = [
        ("distance", getattr(result, "distance", None), asked.distance, "m"),
        (
            "base tilt",
            getattr(result, "max_base_tilt", None),
            asked.max_base_tilt,
            "rad",
        ),
        (
            "off the line",
            getattr(result, "max_off_line", None),
            asked.max_off_line,
            "m",
        ),
    ]
    if run.scenario.props:
        lines += [
            ("torch slip", getattr(torch, "max_slip", None), asked.max_slip, "m"),
            (
                "torch tilt",
                getattr(torch, "max_tilt", None),
                asked.max_torch_tilt,
                "rad",
            ),
        ]
    for exchange in getattr(result, "handovers", []):
        name = f"force, {exchange.giver} to {exchange.receiver}"
        lines.append((name, exchange.peak_force, asked.max_contact_force, "N"))
    return Section(
        "Verdict",
        ("criterion", "measured", "asked for", "met"),
        [_criterion(*line) for line in lines],
        "Decided from the recorded physics alone.",
    )


def _criterion(
    name: str, value: float | None, limit: float, unit: str
) -> tuple[str, ...]:
    """Return one line of the verdict; only the distance has to be reached."""
    at_least = name == "distance"
    asked = f"{'≥' if at_least else '≤'} {limit:.4g} {unit}"
    if value is None:
        return name, "not measured", asked, "–"
    met = value >= limit if at_least else value <= limit
    return name, f"{value:.4g} {unit}", asked, "yes" if met else "NO"


def _phases(result: SimpleNamespace) -> Section:
    """Return when each phase began and ended."""
    rows = [
        (p.actor, p.phase, f"{p.start:.2f}", f"{p.end:.2f}", p.outcome)
        for p in getattr(result, "phases", [])
    ]
    return Section(
        "Phases", ("actor", "phase", "start [s]", "end [s]", "outcome"), rows
    )


def _handovers(result: SimpleNamespace) -> Section:
    """Return who handed the torch to whom."""
    header = (
        "giver",
        "receiver",
        "start [s]",
        "end [s]",
        "transfer time [s]",
        "peak force [N]",
        "outcome",
    )
    rows = [
        (
            h.giver,
            h.receiver,
            f"{h.start:.2f}",
            f"{h.end:.2f}",
            f"{h.transfer_time:.3f}",
            f"{h.peak_force:.1f}",
            h.outcome,
        )
        for h in getattr(result, "handovers", [])
    ]
    note = "From the receiver's first contact to the giver's full release."
    return Section("Handovers", header, rows, note)


def _loads(path: Path) -> Section:
    """Return the loads table, its numbers rounded to four digits."""
    with path.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    note = "One row a joint; the same table is in loads.csv."
    shown = [tuple(_rounded(cell) for cell in row) for row in rows]
    return Section("Joint loads", tuple(header), shown, note)


def _rounded(cell: str) -> str:
    """Return a cell's number with four digits, other text as it is."""
    try:
        return f"{float(cell):.4g}"
    except ValueError:
        return cell


def _numbers(result: SimpleNamespace) -> Section:
    """Return every plain number and word of the result."""
    rows = [
        (name, _rounded(str(value)) if isinstance(value, float) else str(value))
        for name, value in vars(result).items()
        if isinstance(value, str | int | float) and name not in ("outcome", "reason")
    ]
    versions = vars(getattr(result, "versions", SimpleNamespace()))
    rows += [(f"version of {name}", str(value)) for name, value in versions.items()]
    return Section("The run", ("name", "value"), rows, "SI units: m, s, rad, N.")
