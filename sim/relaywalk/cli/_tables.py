"""The tables that a run ends with."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from relaywalk.analysis.verdict.criteria import Criteria, Criterion, criteria_of
from relaywalk.cli._sheet import Numbers, Sheet, Words, show

if TYPE_CHECKING:
    from relaywalk.scenario.scenario import Scenario


def show_phases(values: Mapping[str, Any]) -> None:
    """Print when each phase began and ended."""
    names, times = (Words("actor"), Words("phase")), ("start [s]", "end [s]")
    rows = tuple(
        (
            *(phase["actor"], phase["phase"]),
            *(f"{phase['start']:.2f}", f"{phase['end']:.2f}"),
            phase["outcome"],
        )
        for phase in values["phases"]
    )
    columns = (*names, *map(Numbers, times), Words("outcome"))
    show(Sheet("Phases", columns, rows, keys=2))


def show_verdict(values: Mapping[str, Any], scenario: "Scenario") -> None:
    """Print what was measured against the scenario's criteria."""
    numbers = map(Numbers, ("measured", "asked for", "met"))
    rows = tuple(_cells(line) for line in criteria(values, scenario))
    carried = f"carried at {values['speed']:.2f} m/s; "
    caption = (
        f"{carried if scenario.success.distance > 0.0 else ''}simulated at "
        f"{values['realtime_factor']:.2f} x real time"
    )
    title = f"Verdict: {values['outcome']}"
    show(Sheet(title, (Words("criterion"), *numbers), rows, caption))


def criteria(values: Mapping[str, Any], scenario: "Scenario") -> tuple[Criterion, ...]:
    """Return what the scenario asked of this run."""
    asked = Criteria(**scenario.success.model_dump())
    return criteria_of(values, asked, carries=bool(scenario.props))


def _cells(line: Criterion) -> tuple[str, ...]:
    """Return a line of the verdict as it is shown."""
    met = {True: "yes", False: "NO", None: "–"}[line.holds]
    return line.name, line.measured, line.asked, met
