"""The cost of carrying as one table: a row a joint, mass and part of the task."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from relaywalk.analysis.csv_file import write_csv
from relaywalk.analysis.loads.carrying import JointCost

HANDS = ("left_hand", "right_hand")


class CostRow(NamedTuple):
    """One joint's cost.

    Attributes:
        window: Part of the task, "standing" or "walking".
        mass: Of the torch [kg].
        cost: Of the joint.
    """

    window: str
    mass: float
    cost: JointCost


class GroundCost(NamedTuple):
    """What the feet bear more with the torch.

    Attributes:
        window: Part of the task.
        mass: Of the torch [kg].
        added: Mean vertical ground force with minus without [N].
        weight: m g of the torch, which it has to equal over whole strides [N].
    """

    window: str
    mass: float
    added: float
    weight: float


@dataclass(frozen=True, slots=True)
class CostTable:
    """What the torch adds, for every mass that was carried.

    Attributes:
        rows: One a joint, mass and part; units N·m.
        ground: One a mass and part.
        notes: What could not be compared, one sentence each.
    """

    rows: tuple[CostRow, ...]
    ground: tuple[GroundCost, ...]
    notes: tuple[str, ...] = ()

    @property
    def windows(self) -> tuple[str, ...]:
        """Parts of the task, in order."""
        return tuple(dict.fromkeys(row.window for row in self.rows))

    @property
    def masses(self) -> tuple[float, ...]:
        """Masses of the torch, ascending [kg]."""
        return tuple(sorted({row.mass for row in self.rows}))

    def of(self, window: str, mass: float, *groups: str) -> tuple[JointCost, ...]:
        """Return the joints' costs for one mass [kg] in one part of the task.

        Args:
            window: Part of the task.
            mass: Of the torch [kg].
            *groups: Joint groups of the card; all but the fingers' if none.
        """
        return tuple(
            row.cost
            for row in self.rows
            if (row.window, row.mass) == (window, mass)
            and (row.cost.group in groups if groups else row.cost.group not in HANDS)
        )

    def write_csv(self, path: Path) -> None:
        """Write one line a row; what is not defined for a joint stays empty.

        Raises:
            DiskError: The file cannot be written.
        """
        write_csv(path, COLUMNS, self._lines())

    def _lines(self) -> Iterator[list[str | float | None]]:
        """Yield every row's cells."""
        for window, mass, cost in self.rows:
            own = (cost.joint, cost.group)
            pairs = [
                getattr(torque, name)
                for name in TORQUE
                for torque in (cost.bare, cost.laden)
            ]
            yield [window, mass, *own, *pairs, *(getattr(cost, n) for n in COMPONENTS)]


TORQUE = ("mean", "rms", "peak", "fluctuation")
COMPONENTS = (
    "added_mean",
    "added_rms",
    "added_peak",
    "static",
    "posture",
    "rest",
    "dynamic",
    "balance",
)
COLUMNS = (
    "window",
    "mass",
    "joint",
    "group",
    *(f"{name}_{which}" for name in TORQUE for which in ("without", "with")),
    *COMPONENTS,
)
