"""The table of joint loads: by actor, by the names that people use, in groups."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from relaywalk.report.run.tables import Cell, Section, rounded

if TYPE_CHECKING:
    from relaywalk.robots.card import RobotCard


class Column(NamedTuple):
    """A column of loads.csv as it is shown.

    Attributes:
        heading: Above it.
        unit: Of what is shown.
        factor: From what the file has to that.
        group: Among which it is shown in a narrow window.
    """

    heading: str
    unit: str
    factor: float
    group: str


USE, TORQUE, LIMIT = "use", "torque", "limits"
POWER, REACTION = "power and work", "reaction"
COLUMNS = {
    "utilisation_peak": Column("peak used", "%", 100.0, USE),
    "utilisation_rated": Column("rms of rated", "%", 100.0, USE),
    "utilisation_sliding": Column("worst 10 s of rated", "%", 100.0, USE),
    "utilisation_envelope": Column("of torque-speed limit", "%", 100.0, USE),
    "peak": Column("peak |τ|", "N·m", 1.0, TORQUE),
    "rms": Column("rms τ", "N·m", 1.0, TORQUE),
    "mean_abs": Column("mean |τ|", "N·m", 1.0, TORQUE),
    "sliding_rms": Column("worst rms of 10 s", "N·m", 1.0, TORQUE),
    "rated": Column("rated τ", "N·m", 1.0, LIMIT),
    "peak_limit": Column("peak limit", "N·m", 1.0, LIMIT),
    "peak_power": Column("peak power", "W", 1.0, POWER),
    "mean_power": Column("mean power", "W", 1.0, POWER),
    "positive_work": Column("work done", "J", 1.0, POWER),
    "negative_work": Column("work taken", "J", 1.0, POWER),
    "peak_force": Column("peak force", "N", 1.0, REACTION),
    "peak_moment": Column("peak moment", "N·m", 1.0, REACTION),
}
USED = "utilisation_peak"
ACTOR, JOINT = "actor", "joint"
NOTE = (
    "One row a joint; click a heading to sort. τ is the torque that the actuator "
    "applied about its axis; force and moment are what the parent link exerts on the "
    "child at the joint's origin, actuator included. Unrounded in loads.csv, and phase "
    "by phase in loads_by_phase.csv. A dash: nobody published it."
)
Line = Mapping[str, str]


def loads(path: Path, cards: "Mapping[str, RobotCard]") -> Section:
    """Return the loads table, its numbers rounded, the most used joint first.

    Args:
        path: Of loads.csv.
        cards: Actor → its card, which knows the common names; walkers come first.
    """
    with path.open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    names = _columns(lines)
    shown = [COLUMNS.get(name) for name in names]
    lines.sort(key=lambda line: _value(USED, line[USED]) or 0.0, reverse=True)
    several = len({line[ACTOR] for line in lines}) > 1
    rows = [
        (_joint(line, cards, several), *(_load(name, line[name]) for name in names))
        for line in lines
    ]
    return Section(
        "Joint loads",
        ("joint", *map(_heading, names)),
        rows,
        NOTE,
        1 + names.index(USED),
        ("", *(column.group if column else REACTION for column in shown)),
        [line[ACTOR] for line in lines],
    )


def _columns(lines: Sequence[Line]) -> list[str]:
    """Return the columns of numbers as they are shown; unknown ones are the last."""
    there = [name for name in (lines[0] if lines else COLUMNS)]
    known = [name for name in COLUMNS if name in there]
    return known + [n for n in there if n not in COLUMNS and n not in (ACTOR, JOINT)]


def _joint(line: Line, cards: "Mapping[str, RobotCard]", several: bool) -> Cell:
    """Return the cell of a joint: its common name, its code under it."""
    actor, code = line[ACTOR], line[JOINT]
    card = cards.get(actor)
    name = card.common_name(code) if card else code
    whose = f"{actor}: " if several else ""
    detail = f"{whose}{code}" if name != code or several else ""
    return Cell(name, detail=detail)


def _heading(name: str) -> str:
    """Return a column's heading with its unit."""
    column = COLUMNS.get(name)
    return f"{column.heading} [{column.unit}]" if column else name.replace("_", " ")


def _value(name: str, text: str) -> float | None:
    """Return a number of the file in its heading's unit; None if it is none."""
    try:
        number = float(text)
    except ValueError:
        return None
    return number * COLUMNS[name].factor if name in COLUMNS else number


def _load(name: str, text: str) -> Cell:
    """Return one cell of the loads."""
    value = _value(name, text)
    if value is None:
        return Cell(text) if text else Cell("–", mark="none")
    return Cell(rounded(value), value)
