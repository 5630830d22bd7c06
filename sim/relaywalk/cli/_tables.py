"""Tables on the screen: those that a run ends with, and the plain one."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from rich.console import Console
from rich.table import Table

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


def plain_table(title: str) -> Table:
    """Return an empty table without lines, which many columns fit into."""
    return Table(
        title=title,
        title_justify="left",
        caption_justify="left",
        box=None,
        padding=(0, 1, 0, 0),
    )


def show_phases(values: Mapping[str, Any]) -> None:
    """Print when each phase began and ended."""
    table = Table(title="Phases", title_justify="left")
    table.add_column("actor")
    table.add_column("phase")
    table.add_column("start [s]", justify="right")
    table.add_column("end [s]", justify="right")
    table.add_column("outcome")
    for phase in values["phases"]:
        start, end = f"{phase['start']:.2f}", f"{phase['end']:.2f}"
        table.add_row(phase["actor"], phase["phase"], start, end, phase["outcome"])
    Console().print(table)


def show_verdict(values: Mapping[str, Any], scenario: "Scenario") -> None:
    """Print what was measured against the scenario's criteria."""
    table = Table(title=f"Verdict: {values['outcome']}", title_justify="left")
    for title in ("criterion", "measured", "asked for", ""):
        table.add_column(title, justify="left" if title == "criterion" else "right")
    for line in criteria(values, scenario):
        sign = "≥" if line.at_least else "≤"
        table.add_row(
            line.name,
            f"{line.value:.4g} {line.unit}",
            f"{sign} {line.limit:.4g} {line.unit}",
            "yes" if line.holds else "NO",
        )
    speed, factor = values["speed"], values["realtime_factor"]
    table.caption = f"carried at {speed:.2f} m/s; simulated at {factor:.2f} x real time"
    Console().print(table)


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
