"""The tables that a run ends with."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from relaywalk.cli._sheet import Numbers, Sheet, Words, show

if TYPE_CHECKING:
    from relaywalk.scenario import Scenario


class Criterion(NamedTuple):
    """One line of the verdict: what was measured and what was asked for."""

    name: str
    value: float
    limit: float
    unit: str
    at_least: bool = False

    @property
    def holds(self) -> bool:
        """Whether the criterion is met."""
        if self.at_least:
            return self.value >= self.limit
        return self.value <= self.limit


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
    speed, factor = values["speed"], values["realtime_factor"]
    caption = f"carried at {speed:.2f} m/s; simulated at {factor:.2f} x real time"
    title = f"Verdict: {values['outcome']}"
    show(Sheet(title, (Words("criterion"), *numbers), rows, caption))


def criteria(values: Mapping[str, Any], scenario: "Scenario") -> list[Criterion]:
    """Return the lines of the verdict that apply to this run."""
    asked, torch = scenario.success, values["torch"]
    lines = [
        Criterion("distance", values["distance"], asked.distance, "m", at_least=True),
        Criterion("base tilt", values["max_base_tilt"], asked.max_base_tilt, "rad"),
    ]
    if scenario.props:
        lines.append(Criterion("torch slip", torch["max_slip"], asked.max_slip, "m"))
        lines.append(
            Criterion("torch tilt", torch["max_tilt"], asked.max_torch_tilt, "rad")
        )
    if "max_off_line" in values:
        off_line = values["max_off_line"]
        lines.append(Criterion("off the line", off_line, asked.max_off_line, "m"))
    lines.extend(
        Criterion(
            f"force, {exchange['giver']} to {exchange['receiver']}",
            exchange["peak_force"],
            asked.max_contact_force,
            "N",
        )
        for exchange in values["handovers"]
    )
    return lines


def _cells(line: Criterion) -> tuple[str, ...]:
    """Return a line of the verdict as it is shown."""
    return (
        line.name,
        f"{line.value:.4g} {line.unit}",
        f"{'≥' if line.at_least else '≤'} {line.limit:.4g} {line.unit}",
        "yes" if line.holds else "NO",
    )
