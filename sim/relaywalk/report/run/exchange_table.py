"""The figures of every handover: a line each, a column an exchange."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from relaywalk.analysis.handover.measures import ExchangeMeasures
from relaywalk.report.run.tables import Cell, Section

if TYPE_CHECKING:
    from relaywalk.runs.result import Result

LINES = (
    ("approach [s]", "approach_time", 2),
    ("grasp [s]", "grasp_time", 2),
    ("transfer of the load [s]", "load_transfer_time", 2),
    ("release [s]", "release_time", 2),
    ("retreat [s]", "retreat_time", 2),
    ("shares sum to 1 within [-]", "balance_error", 4),
    ("internal force, peak [N]", "peak_internal_force", 1),
    ("internal force, rms [N]", "rms_internal_force", 1),
    ("force on the giver's hand, peak [N]", "giver_peak_force", 1),
    ("force on the receiver's hand, peak [N]", "receiver_peak_force", 1),
    ("slip in the receiver's hand [m]", "slip", 4),
    ("tilt of the prop [rad]", "tilt", 3),
    ("shift of the giver's CoM [m]", "giver_com_shift", 4),
    ("shift of the receiver's CoM [m]", "receiver_com_shift", 4),
    ("giver's grip over load, least [-]", "giver_grip_ratio", 2),
    ("receiver's grip over load, least [-]", "receiver_grip_ratio", 2),
    ("drop margin [-]", "drop_margin", 2),
    ("held by nobody [s]", "unheld", 3),
)
NOTE = (
    "From recorded forces, first to last contact. Transfer: the receiver's share of "
    "the load goes from 5 to 95 %. A dash: not reached, not recorded, or not on feet."
)
NONE = Cell("–", mark="none")


def exchanges(result: "Result") -> Section:
    """Return the figures of every handover that was measured."""
    found = [(h, h.measures) for h in result.handovers if h.measures is not None]
    header = ("figure", *(f"{h.giver} to {h.receiver}" for h, _ in found))
    measures = [measured for _, measured in found]
    rows = [_line(measures, *line) for line in LINES if measures]
    if measures:
        rows.append((Cell("failures"), *map(_failures, measures)))
    return Section("Exchanges in figures", header, rows, NOTE)


def _line(
    measures: Sequence[ExchangeMeasures], title: str, field: str, digits: int
) -> tuple[Cell, ...]:
    """Return one line: a figure of every exchange."""
    values = [getattr(measured, field) for measured in measures]
    cells = (NONE if v is None else Cell(f"{v:.{digits}f}", v) for v in values)
    return Cell(title), *cells


def _failures(measured: ExchangeMeasures) -> Cell:
    """Return in what an exchange failed."""
    return Cell(", ".join(measured.failures) or "none")
