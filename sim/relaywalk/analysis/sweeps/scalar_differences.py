"""Measured numbers of two sweeps: by how much they differ where both succeeded."""

from dataclasses import dataclass

import numpy as np
from scipy.stats import binom, bootstrap

from relaywalk.analysis.sweeps.pairs import Pairs
from relaywalk.analysis.sweeps.rates import CONFIDENCE, Interval
from relaywalk.analysis.sweeps.sweep_table import UNITS, SweepTable
from relaywalk.types import Array

# All of n values lie on one side by chance with 2 / 2ⁿ: 0.03 for 6, 0.06 for 5.
MINIMUM_VALUES = 6  # values of which an interval of the median can be said at 95 %
RESAMPLES = 2000


@dataclass(frozen=True, slots=True)
class ScalarDifference:
    """One measured number in two sweeps, over runs that succeeded.

    Attributes:
        name, unit: Of the number.
        runs: How many pairs; of unpaired sweeps, of the smaller one.
        first, second: Medians.
        median: Of the differences of pairs, second minus first; of unpaired sweeps
            the difference of the medians.
        interval: Its 95 % interval; None where runs are too few.
    """

    name: str
    unit: str
    runs: int
    first: float
    second: float
    median: float
    interval: Interval | None

    @property
    def differs(self) -> bool:
        """Whether the interval leaves zero out."""
        return self.interval is not None and not (
            self.interval.low <= 0.0 <= self.interval.high
        )


def scalar_differences(
    first: SweepTable, second: SweepTable, pairs: Pairs | None
) -> tuple[ScalarDifference, ...]:
    """Return the differences of all numbers that both sweeps measured.

    Only runs that succeeded count: one that fell after 2 m has another speed and
    tilt for that reason alone.

    Args:
        first: One sweep.
        second: The other.
        pairs: Of runs; None if they are not paired.
    """
    names = [name for name in first.scalars if name in second.scalars]
    made = [_difference(name, *_values(first, second, pairs, name)) for name in names]
    return tuple(one for one in made if one is not None)


def median_interval(values: Array) -> Interval | None:
    """Return the exact 95 % interval of a median, from order statistics.

    Each value lies below the median with probability 1/2, whatever its distribution
    (Conover 1999, Practical Nonparametric Statistics, section 3.2).

    Args:
        values: (n,); None is returned for fewer than `MINIMUM_VALUES`.
    """
    n = len(values)
    if n < MINIMUM_VALUES:
        return None
    ranked = np.sort(values)
    cut = int(binom.ppf((1.0 - CONFIDENCE) / 2.0, n, 0.5))
    return Interval(float(ranked[cut - 1]), float(ranked[n - cut]))


def _values(
    first: SweepTable, second: SweepTable, pairs: Pairs | None, name: str
) -> tuple[Array, Array, bool]:
    """Return the numbers of successes, and whether they are paired."""
    ours, theirs = first.numbers(name), second.numbers(name)
    ours = np.where(first.succeeded, ours, np.nan)
    theirs = np.where(second.succeeded, theirs, np.nan)
    if pairs is None:
        return ours[np.isfinite(ours)], theirs[np.isfinite(theirs)], False
    rows = np.array(pairs.rows, dtype=int).reshape(-1, 2)
    one, other = ours[rows[:, 0]], theirs[rows[:, 1]]
    both = np.isfinite(one) & np.isfinite(other)
    return one[both], other[both], True


def _difference(
    name: str, ours: Array, theirs: Array, paired: bool
) -> ScalarDifference | None:
    """Return the difference of a number; None if a sweep has none."""
    if not (len(ours) and len(theirs)):
        return None
    first, second = float(np.median(ours)), float(np.median(theirs))
    if paired:
        median = float(np.median(theirs - ours))
        interval = median_interval(theirs - ours)
    else:
        median, interval = second - first, _unpaired_interval(ours, theirs)
    runs = min(len(ours), len(theirs))
    return ScalarDifference(name, UNITS[name], runs, first, second, median, interval)


def _unpaired_interval(ours: Array, theirs: Array) -> Interval | None:
    """Return the percentile bootstrap of the difference of two medians."""
    if min(len(ours), len(theirs)) < MINIMUM_VALUES:
        return None
    found = bootstrap(
        (theirs, ours),
        lambda b, a, axis: np.median(b, axis=axis) - np.median(a, axis=axis),
        n_resamples=RESAMPLES,
        confidence_level=CONFIDENCE,
        method="percentile",
        rng=np.random.default_rng(0),  # the same table gives the same page
    ).confidence_interval
    return Interval(float(found.low), float(found.high))
