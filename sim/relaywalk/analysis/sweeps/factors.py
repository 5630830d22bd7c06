"""Factors: how the success rate depends on each leaf that a sweep varied."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from relaywalk.analysis.sweeps.rates import Rate
from relaywalk.analysis.sweeps.sweep_table import SweepTable

FEW = 8  # distinct numbers up to which each is a group of its own, if they repeat
FEWEST = 3  # and up to which it is one in any case
BINS = 5  # quantile groups of a number with more values
MINIMUM_RUNS = 10  # runs that a quantile group should hold


@dataclass(frozen=True, slots=True)
class Group:
    """The runs whose factor has one value, or lies in one interval.

    Attributes:
        rate: Of success among them.
        value: The value; None where it is an interval, or the runs have none.
        low, high: Ends of the interval, closed below, open above but for the last.
    """

    rate: Rate
    value: Any = None
    low: float | None = None
    high: float | None = None

    @property
    def label(self) -> str:
        """The value or the interval, in words."""
        if self.low is not None:
            return f"{self.low:.4g} to {self.high:.4g}"
        if isinstance(self.value, float):
            return f"{self.value:.4g}"
        return "no value" if self.value is None else str(self.value)

    def as_dict(self) -> dict[str, Any]:
        """Return what `summary.json` says of it."""
        of = {"value": self.value}
        if self.low is not None:
            of = {"low": self.low, "high": self.high}
        return {**of, **self.rate.as_dict()}


def factor_groups(table: SweepTable, name: str) -> tuple[Group, ...]:
    """Return the groups of a factor in rising order; runs without a value last.

    A number with many values is cut at its quantiles, so that every group holds about
    as many runs; anything else is grouped by its values.
    """
    values = table.columns[name]
    if table.is_numeric(name) and not _few(values):
        groups = _by_quantile(table.numbers(name), table.succeeded)
    else:
        groups = _by_value(values, table.succeeded)
    none = [won for v, won in zip(values, table.succeeded, strict=True) if v is None]
    return (*groups, Group(Rate(sum(none), len(none)))) if none else groups


def _few(values: Sequence[Any]) -> bool:
    """Return whether numbers have few values; a handful of runs, each its own, no."""
    present = [value for value in values if value is not None]
    distinct = len(set(present))
    return distinct <= FEWEST or (distinct <= FEW and 2 * distinct <= len(present))


def _by_value(values: Sequence[Any], succeeded: Sequence[bool]) -> tuple[Group, ...]:
    """Return one group a value."""
    found: dict[Any, list[bool]] = {}
    for value, won in zip(values, succeeded, strict=True):
        if value is not None:
            found.setdefault(value, []).append(won)
    numeric = all(isinstance(value, int | float) for value in found)
    ordered = sorted(found, key=None if numeric else str)
    return tuple(Group(Rate(sum(found[v]), len(found[v])), v) for v in ordered)


def _by_quantile(values: np.ndarray, succeeded: Sequence[bool]) -> tuple[Group, ...]:
    """Return the quantile groups of (runs,) numbers, not-a-number left out."""
    present = np.isfinite(values)
    numbers, won = values[present], np.asarray(succeeded)[present]
    bins = int(np.clip(len(numbers) // MINIMUM_RUNS, 2, BINS))
    edges = np.unique(np.quantile(numbers, np.linspace(0.0, 1.0, bins + 1)))
    index = np.searchsorted(edges[1:-1], numbers, side="right")
    return tuple(
        Group(
            Rate(int(won[index == i].sum()), int((index == i).sum())),
            low=float(edges[i]),
            high=float(edges[i + 1]),
        )
        for i in range(len(edges) - 1)
    )
