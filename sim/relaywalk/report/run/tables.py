"""The tables of the page: what stands in them, row by row."""

from collections.abc import Sequence
from dataclasses import fields
from typing import TYPE_CHECKING, NamedTuple

from relaywalk.analysis.verdict.criteria import Criteria, Criterion, criteria_of

if TYPE_CHECKING:
    from relaywalk.oracles import OracleResult
    from relaywalk.oracles.trust.examination import Examination
    from relaywalk.runs.result import Result
    from relaywalk.runs.run import Run

SAID_ABOVE = ("outcome", "reason")  # at the top of the page


class Cell(NamedTuple):
    """One cell: what is shown, what it is sorted by, and how it is marked.

    Attributes:
        text: Shown.
        value: Number behind the text; None for words and for what is missing.
        mark: "yes", "no", "none" or nothing.
        detail: Shown smaller under the text.
    """

    text: str
    value: float | None = None
    mark: str = ""
    detail: str = ""


class Section(NamedTuple):
    """One table of the page.

    Attributes:
        title: Its heading.
        header: Of the columns.
        rows: Cells.
        note: Above the table.
        sorted_by: Column by which the rows fall, largest first; -1 for no order,
            in which case the reader cannot sort either.
        groups: Of each column: its name among those of which a narrow window shows one
            at a time; empty where it is always shown.
        owners: Of each row: whose it is; empty where that is not asked.
    """

    title: str
    header: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    note: str = ""
    sorted_by: int = -1
    groups: Sequence[str] = ()
    owners: Sequence[str] = ()

    def group(self, column: int) -> str:
        """Return the group of a column, empty if it has none."""
        return self.groups[column] if self.groups else ""

    def waits(self, column: int) -> bool:
        """Return whether a narrow window shows a column only when it is asked for."""
        first = next(filter(None, self.groups), "")
        return self.group(column) not in ("", first)

    @property
    def words(self) -> list[bool]:
        """Whether a column holds no numbers."""
        columns = zip(*self.rows, strict=True)
        return [all(cell.value is None for cell in column) for column in columns]


def verdict(run: "Run") -> Section:
    """Return what was measured beside what the scenario asked for."""
    asked = Criteria(**run.scenario.success.model_dump())
    judged = run.result.begin == 0.0
    note = "Decided from the recorded physics alone."
    if not judged:
        note = "Recorded from a later time on: no criterion is judged."
    lines = criteria_of(run.result, asked, carries=bool(run.scenario.props))
    return Section(
        "Verdict",
        ("criterion", "measured", "asked for", "met"),
        [_criterion(line, judged=judged) for line in lines],
        note,
    )


def _criterion(line: Criterion, *, judged: bool) -> tuple[Cell, ...]:
    """Return one line of the verdict."""
    value = line.value if line.unit else None
    measured = Cell(_plain_exponent(line.measured), value)
    met = Cell("–", mark="none")
    if judged and line.holds is not None:
        met = _mark(line.holds)
    return Cell(line.name), measured, Cell(line.asked), met


def _mark(holds: bool | None) -> Cell:
    """Return a cell that says whether something holds."""
    if holds is None:
        return Cell("not run", mark="none")
    return Cell("yes", mark="yes") if holds else Cell("NO", mark="no")


def oracles(examination: "Examination") -> Section:
    """Return what the oracles found: one line each, the worst body or actor."""
    header = ("oracle", "holds", "measured", "bar", "margin", "of")
    rows = [_oracle(result) for result in examination.worst]
    return Section("Oracles", header, rows)


def _oracle(result: "OracleResult") -> tuple[Cell, ...]:
    """Return one line of the oracles."""
    oracle = result.oracle
    unit = "" if oracle.unit == "1" else f" {oracle.unit}"
    bar = Cell(f"≤ {_short(oracle.bar)}{unit}", oracle.bar)
    title = Cell(oracle.title)
    if result.value is None:
        dash = Cell("–", mark="none")
        return title, _mark(None), dash, bar, dash, Cell(result.of)
    value = Cell(f"{_short(result.value)}{unit}", result.value)
    holds = _mark(result.holds)
    return title, holds, value, bar, _margin(result), Cell(result.of)


def _short(value: float) -> str:
    """Return a number with two digits."""
    return _plain_exponent(f"{value:.2g}")


def _plain_exponent(text: str) -> str:
    """Return a number without the zeros of its exponent: 1e-06 becomes 1e-6."""
    return text.replace("e-0", "e-")


def _margin(result: "OracleResult") -> Cell:
    """Return how far a value is from its bar, as a factor."""
    fraction = result.fraction
    if fraction == 0.0:
        return Cell("exact")
    factor = 1.0 / fraction if fraction <= 1.0 else fraction
    shown = f"{factor:.1f}" if factor < 10.0 else f"{factor:.0f}"
    if factor > 1000.0:
        shown = "> 1000"
    return Cell(f"{shown} × {'below' if fraction <= 1.0 else 'above'}", 1.0 / fraction)


def phases(result: "Result") -> Section:
    """Return when each phase began and ended."""
    rows = [
        (
            Cell(p.actor),
            Cell(p.phase.replace("_", " ")),
            _number(p.start, 2),
            _number(p.end, 2),
            Cell(p.outcome),
        )
        for p in result.phases
    ]
    header = ("actor", "phase", "start [s]", "end [s]", "outcome")
    return Section("Phases", header, rows)


def carriers(result: "Result") -> Section:
    """Return what each carrier did; of a single one the verdict says it all."""
    rows = [
        (
            Cell(c.actor, detail=_hand(c.hand)),
            Cell(c.prop or "nothing"),
            _number(c.distance, 3),
            _number(c.speed, 2),
            _number(c.max_base_tilt, 3),
            _number(c.max_off_path, 3),
            _number(c.max_slip, 4),
            _number(c.max_torch_tilt, 3),
        )
        for c in result.carriers
        if len(result.carriers) > 1
    ]
    header = (
        "carrier",
        "held alone",
        "distance [m]",
        "speed [m/s]",
        "base tilt [rad]",
        "off the path [m]",
        "slip [m]",
        "torch tilt [rad]",
    )
    note = "Each along its own path, while it alone held what it held longest."
    return Section("Carriers", header, rows, note)


def _hand(name: str) -> str:
    """Return the name of a hand in words."""
    return name.replace("_", " ")


def handovers(result: "Result") -> Section:
    """Return who handed what to whom."""
    rows = [
        (
            Cell(h.giver, detail=_hand(h.giver_hand)),
            Cell(h.receiver, detail=_hand(h.receiver_hand)),
            Cell(h.prop or "–"),
            _number(h.start, 2),
            _number(h.end, 2),
            _number(h.transfer_time, 3),
            _number(h.peak_force, 1),
            Cell(h.outcome),
        )
        for h in result.handovers
    ]
    header = (
        "giver",
        "receiver",
        "what",
        "first touch [s]",
        "release [s]",
        "transfer [s]",
        "peak force [N]",
        "outcome",
    )
    note = "From the receiver's first contact to the giver's full release."
    return Section("Handovers", header, rows, note)


def _number(value: float, digits: int) -> Cell:
    """Return a number with so many digits after the point."""
    return Cell(f"{value:.{digits}f}", value)


def rounded(value: float) -> str:
    """Return a number with three digits, without an exponent where it can be."""
    if abs(value) >= 100.0:
        return f"{value:.0f}"
    if abs(value) >= 1e-3 or value == 0.0:
        return f"{value:.3g}"
    return _plain_exponent(f"{value:.0e}")


def numbers(result: "Result") -> Section:
    """Return every plain number and word of the result."""
    names = [field.name for field in fields(result)]
    values = {name: getattr(result, name) for name in names if name not in SAID_ABOVE}
    rows = [
        (Cell(name.replace("_", " ")), _plain(value))
        for name, value in values.items()
        if isinstance(value, str | int | float)
    ]
    rows += [(Cell(f"version of {k}"), Cell(v)) for k, v in result.versions.items()]
    return Section("The run", ("name", "value"), rows, "SI units: m, s, rad, N.")


def _plain(value: str | float) -> Cell:
    """Return a value of the result; whole numbers and words as they are."""
    if isinstance(value, float):
        return Cell(f"{value:.4g}", value)
    return Cell(str(value))
