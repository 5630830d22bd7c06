"""The tables that a run ends with."""

from typing import TYPE_CHECKING

from relaywalk.analysis.verdict.criteria import Criteria, Criterion, criteria_of
from relaywalk.cli._sheet import NumberColumn, Sheet, TextColumn, show

if TYPE_CHECKING:
    from relaywalk.runs.result import Result
    from relaywalk.scenario.scenario import Scenario


def show_phases(result: "Result") -> None:
    """Print when each phase began and ended."""
    names, times = (TextColumn("actor"), TextColumn("phase")), ("start [s]", "end [s]")
    rows = tuple(
        (
            *(phase.actor, phase.phase),
            *(f"{phase.start:.2f}", f"{phase.end:.2f}"),
            phase.outcome,
        )
        for phase in result.phases
    )
    columns = (*names, *map(NumberColumn, times), TextColumn("outcome"))
    show(Sheet("Phases", columns, rows, keys=2))


def show_verdict(result: "Result", scenario: "Scenario") -> None:
    """Print what was measured against the scenario's criteria."""
    numbers = map(NumberColumn, ("measured", "asked for", "met"))
    rows = tuple(_cells(line) for line in criteria(result, scenario))
    carried = f"carried at {result.speed:.2f} m/s; "
    caption = carried if scenario.success.distance > 0.0 else ""
    if result.realtime_factor is not None:
        caption += f"simulated at {result.realtime_factor:.2f} x real time"
    title = f"Verdict: {result.outcome}"
    show(Sheet(title, (TextColumn("criterion"), *numbers), rows, caption))


def criteria(result: "Result", scenario: "Scenario") -> tuple[Criterion, ...]:
    """Return what the scenario asked of this run."""
    asked = Criteria(**scenario.success.model_dump())
    return criteria_of(result, asked, carries=bool(scenario.props))


def _cells(line: Criterion) -> tuple[str, ...]:
    """Return a line of the verdict as it is shown."""
    met = {True: "yes", False: "NO", None: "–"}[line.holds]
    return line.name, line.measured, line.asked, met
