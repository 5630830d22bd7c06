"""The estimates on the page: how far each actor's own was off, one table of all."""

from math import degrees, isnan
from typing import TYPE_CHECKING

from relaywalk.analysis.estimate_accuracy import EstimateAccuracy, estimate_accuracy
from relaywalk.report.run.tables import Cell, Section, rounded

if TYPE_CHECKING:
    from relaywalk.runs.run import Run

HEADER = (
    *("actor", "walked [m]", "along [cm/10 m]", "across [cm/10 m]", "up [cm/10 m]"),
    *("yaw [°/10 m]", "velocity rms [m/s]", "tilt rms [°]"),
)
NOTE = (
    "Where each actor took its base to be, less where it was: drift of the position "
    "per 10 m walked, along and across the way from start to end."
)


def estimate_tables(run: "Run") -> list[Section]:
    """Return the table of all that estimate; none where nobody does."""
    found = {name: estimate_accuracy(run.recording, name) for name in run.cards}
    rows = [_row(name, own) for name, own in found.items() if own is not None]
    return [Section("State estimate", HEADER, rows, NOTE)] if rows else []


def _row(name: str, own: EstimateAccuracy) -> tuple[Cell, ...]:
    """Return one actor's line."""
    drift = [100.0 * value for value in own.drift.tolist()]
    angles = degrees(own.yaw_drift), own.velocity, degrees(own.tilt)
    numbers = (own.walked, *drift, *angles)
    return Cell(name), *(Cell(_told(number), number) for number in numbers)


def _told(number: float) -> str:
    """Return a number in words."""
    return "–" if isnan(number) else rounded(number)
