"""The tables that a run ends with."""

from typing import TYPE_CHECKING

from relaywalk.analysis.verdict.criteria import Criteria, Criterion, criteria_of
from relaywalk.cli._sheet import NumberColumn, Sheet, TextColumn, show

if TYPE_CHECKING:
    from relaywalk.runs.result import Result
    from relaywalk.runs.run import Run
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
    if result.steps is not None:
        caption += f"{result.steps} steps, {result.retimed_steps} of them re-timed; "
    if result.realtime_factor is not None:
        caption += f"simulated at {result.realtime_factor:.2f} x real time"
    title = f"Verdict: {result.outcome}"
    show(Sheet(title, (TextColumn("criterion"), *numbers), rows, caption))


def show_recoveries(run: "Run") -> None:
    """Print the pushes that bodies met and how they caught themselves, if any were."""
    from relaywalk.report.run.recovery_table import recoveries

    table = recoveries(run)
    if not table.rows:
        return
    columns = tuple(
        (TextColumn if words else NumberColumn)(title)
        for title, words in zip(table.header, table.words, strict=True)
    )
    rows = tuple(tuple(cell.text for cell in row) for row in table.rows)
    show(Sheet(table.title, columns, rows, table.note, keys=2))


def criteria(result: "Result", scenario: "Scenario") -> tuple[Criterion, ...]:
    """Return what the scenario asked of this run."""
    asked = Criteria(**scenario.success.model_dump())
    return criteria_of(result, asked, carries=bool(scenario.props))


def _cells(line: Criterion) -> tuple[str, ...]:
    """Return a line of the verdict as it is shown."""
    met = {True: "yes", False: "NO", None: "–"}[line.holds]
    return line.name, line.measured, line.asked, met
