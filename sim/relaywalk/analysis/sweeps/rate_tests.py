"""Two rates: whether they differ, and by how much, paired by run or not."""

import math
from dataclasses import dataclass
from typing import NamedTuple

from scipy.stats import barnard_exact, binomtest, chi2_contingency

from relaywalk.analysis.sweeps.rates import Interval, Rate

LARGEST_EXACT = 40_000  # tables that Barnard's test enumerates in a second or two


class Fourfold(NamedTuple):
    """Pairs of runs, by which of the two succeeded."""

    both: int
    first_only: int
    second_only: int
    neither: int

    @property
    def first(self) -> Rate:
        """Of the first runs of the pairs."""
        return Rate(self.both + self.first_only, sum(self))

    @property
    def second(self) -> Rate:
        """Of the second runs of the pairs."""
        return Rate(self.both + self.second_only, sum(self))


@dataclass(frozen=True, slots=True)
class RateTest:
    """Whether the second rate differs from the first.

    Attributes:
        name: Of the test.
        p: How often chance alone would give a difference as large, two-sided.
        first, second: The rates that were compared.
        interval: 95 % of the difference, second minus first.
    """

    name: str
    p: float
    first: Rate
    second: Rate
    interval: Interval

    @property
    def difference(self) -> float:
        """Second rate minus first."""
        return self.second.value - self.first.value


def mcnemar(pairs: Fourfold) -> RateTest:
    """Return McNemar's exact test of paired runs.

    Only pairs tell that ended differently; were both sweeps equally good, each such
    pair would be a fair coin (McNemar 1947, Psychometrika 12).
    """
    told = pairs.first_only + pairs.second_only
    p = float(binomtest(pairs.first_only, told).pvalue) if told else 1.0
    interval = newcombe(pairs.first, pairs.second, correlation(pairs))
    return RateTest("McNemar's exact test", p, pairs.first, pairs.second, interval)


def barnard(first: Rate, second: Rate) -> RateTest:
    """Return Barnard's exact test of runs that are not paired.

    Where there are more than `LARGEST_EXACT` tables to enumerate it is Pearson's χ²
    without correction, whose statistic is the square of Barnard's.
    """
    lost = (first.runs - first.successes, second.runs - second.successes)
    table = [[first.successes, second.successes], list(lost)]
    interval = newcombe(first, second)
    exact = (first.runs + 1) * (second.runs + 1) <= LARGEST_EXACT
    name = "Barnard's exact test" if exact else "Pearson's χ² test"
    if not all(sum(row) for row in table) or not (first.runs and second.runs):
        p = 1.0  # all ended alike, or there is nothing to compare
    elif exact:
        p = float(barnard_exact(table).pvalue)
    else:
        p = float(chi2_contingency(table, correction=False).pvalue)
    return RateTest(name, p, first, second, interval)


def newcombe(first: Rate, second: Rate, phi: float = 0.0) -> Interval:
    """Return the 95 % interval of a difference of rates, second minus first.

    With l and u the ends of each rate's Wilson interval and d = p₂ - p₁

        low  = d - √((p₂ - l₂)² - 2 φ (p₂ - l₂)(u₁ - p₁) + (u₁ - p₁)²)
        high = d + √((u₂ - p₂)² - 2 φ (u₂ - p₂)(p₁ - l₁) + (p₁ - l₁)²)

    (Newcombe 1998, Statistics in Medicine 17: method 10 on page 873 for φ = 0, and
    method 10 on page 2635 for paired runs).

    Args:
        first: The rate p₁.
        second: The rate p₂.
        phi: Correlation of the pairs; 0 where runs are not paired.
    """
    if not (first.runs and second.runs):
        return Interval(-1.0, 1.0)
    (l1, u1), (l2, u2) = first.wilson95, second.wilson95
    p1, p2 = first.value, second.value
    below = _joined(p2 - l2, u1 - p1, phi)
    above = _joined(u2 - p2, p1 - l1, phi)
    return Interval(p2 - p1 - below, p2 - p1 + above)


def correlation(pairs: Fourfold) -> float:
    """Return the φ of pairs, corrected for continuity (Newcombe 1998, page 2639)."""
    a, b, c, d = pairs
    product = (a + b) * (c + d) * (a + c) * (b + d)
    if not product:
        return 0.0
    numerator = float(a * d - b * c)
    if numerator > 0.0:
        numerator = max(numerator - sum(pairs) / 2.0, 0.0)
    return numerator / math.sqrt(product)


def _joined(one: float, other: float, phi: float) -> float:
    """Return the length of two deviations with a correlation between them."""
    return math.sqrt(max(one**2 - 2.0 * phi * one * other + other**2, 0.0))
