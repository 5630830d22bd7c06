"""Pairs: runs of two sweeps that had the same seed and the same factors."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from relaywalk.analysis.sweeps.rate_tests import Fourfold
from relaywalk.analysis.sweeps.sweep_table import DISTURBED, SweepTable

MINIMUM_PAIRED_FRACTION = 0.5  # of the smaller sweep that must have partners


@dataclass(frozen=True, slots=True)
class Pairs:
    """Which runs of two sweeps belong together.

    Attributes:
        rows: Of the first table and of the second, one pair an entry.
        matched_on: The columns that are equal within each pair.
        alone: How many judged runs of the first and of the second have no partner.
        disturbed: How many of the first and of the second were stopped from outside;
            such a run shows nothing and has no part in a comparison.
    """

    rows: tuple[tuple[int, int], ...]
    matched_on: tuple[str, ...]
    alone: tuple[int, int]
    disturbed: tuple[int, int]

    @property
    def enough(self) -> bool:
        """Whether at least half of the smaller sweep has partners."""
        smaller = len(self.rows) + min(self.alone)
        return (
            len(self.rows) > 0 and len(self.rows) >= MINIMUM_PAIRED_FRACTION * smaller
        )


def pairs_of(first: SweepTable, second: SweepTable) -> Pairs:
    """Return the pairs, in the order of the first sweep.

    Runs match if they have the same seed and the same value of every factor that
    both sweeps varied; a match that is not unique is none.
    """
    common = tuple(name for name in first.factors if name in second.factors)
    on = ("seed", *common)
    ours, theirs = _rows(first, on), _rows(second, on)
    rows = tuple((row, theirs[key]) for key, row in ours.items() if key in theirs)
    judged = [len(_judged(table)) for table in (first, second)]
    return Pairs(
        rows=rows,
        matched_on=on,
        alone=(judged[0] - len(rows), judged[1] - len(rows)),
        disturbed=(len(first) - judged[0], len(second) - judged[1]),
    )


def fourfold(first: SweepTable, second: SweepTable, pairs: Pairs) -> Fourfold:
    """Return how the pairs ended."""
    won = Counter((first.succeeded[i], second.succeeded[j]) for i, j in pairs.rows)
    return Fourfold(
        won[True, True], won[True, False], won[False, True], won[False, False]
    )


def _judged(table: SweepTable) -> list[int]:
    """Return the rows of all runs but those stopped from outside."""
    return [i for i, of in enumerate(table.outcomes) if of not in DISTURBED]


def _rows(table: SweepTable, on: tuple[str, ...]) -> dict[tuple[Any, ...], int]:
    """Return the row of every key that occurs once."""
    columns = [table.columns[name] for name in on]
    keys = {row: tuple(column[row] for column in columns) for row in _judged(table)}
    counts = Counter(keys.values())
    return {key: row for row, key in keys.items() if counts[key] == 1}
