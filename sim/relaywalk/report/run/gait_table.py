"""The gait on the page: what steady walking was like, one table a walker."""

from typing import TYPE_CHECKING

import numpy as np

from relaywalk.analysis.gait.gait import STEADY, Gait
from relaywalk.report.run.tables import Cell, Section, rounded
from relaywalk.robots.contact_thresholds import TOUCHDOWN

if TYPE_CHECKING:
    from relaywalk.analysis.gait.gait_measures import Measure
    from relaywalk.runs.run import Run

MAXIMUM_DIGITS = 5  # after the point


def gait_tables(run: "Run") -> list[Section]:
    """Return one table a walker; none where nobody walked steadily."""
    return [
        _table(gait, run.gait_measures(actor))
        for actor, gait in run.gaits.items()
        if gait.steady
    ]


def _table(gait: Gait, measures: "tuple[Measure, ...]") -> Section:
    """Return the table of one walker."""
    start, end = gait.span or (0.0, 0.0)
    feet = [foot for foot in gait.feet if any(s.foot == foot for s in gait.steady)]
    header = (
        *("measure", "mean ± sd", "unit"),
        *(foot.removesuffix("_foot") for foot in feet),
        *("values", "what it is"),
    )
    number = len(gait.steady)
    strides = f"{number} steady stride{'s' if number > 1 else ''}"
    note = (
        f"{gait.actor}: {strides}, t = {start:.2f} … {end:.2f} s. A stride is cut from "
        "a foot's touchdown (vertical force above "
        f"{100.0 * TOUCHDOWN:.0f} % of body weight) to its next one, and starting and "
        "stopping are left out: strides are dropped from both ends until their speed "
        f"is within {100.0 * STEADY:.0f} % of the median."
    )
    return Section("Gait", header, [_row(m, feet) for m in measures], note)


def _row(measure: "Measure", feet: list[str]) -> tuple[Cell, ...]:
    """Return one line of the table."""
    return (
        Cell(measure.name.replace("_", " ")),
        Cell(_with_deviation(measure.mean, measure.sd), measure.mean),
        Cell(measure.unit),
        *(_of_foot(measure.by_foot.get(foot, np.nan)) for foot in feet),
        Cell(str(measure.number), measure.number),
        Cell(measure.meaning),
    )


def _with_deviation(mean: float, sd: float) -> str:
    """Return "mean ± sd", as many digits as the deviation lets count."""
    if not np.isfinite(sd):
        return rounded(mean)
    digits = 1 - int(np.floor(np.log10(sd))) if sd > 0.0 else MAXIMUM_DIGITS
    digits = min(max(digits, 0), MAXIMUM_DIGITS)
    return f"{mean:.{digits}f} ± {sd:.{digits}f}"


def _of_foot(mean: float) -> Cell:
    """Return the mean of one foot's strides; a dash where there is none."""
    return Cell(rounded(mean), mean) if np.isfinite(mean) else Cell("–", mark="none")
