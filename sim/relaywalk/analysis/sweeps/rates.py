"""Rates with their intervals: what a count of runs does and does not show."""

import math
from dataclasses import dataclass
from typing import Any, NamedTuple

from scipy.stats import binomtest, norm

CONFIDENCE = 0.95


class Interval(NamedTuple):
    """Ends of a confidence interval."""

    low: float
    high: float


def wilson(successes: int, runs: int, confidence: float = CONFIDENCE) -> Interval:
    """Return the two-sided Wilson score interval of a rate.

    Args:
        successes: How many runs succeeded.
        runs: Of how many; of none the rate may be anything.
        confidence: Such as 0.95.

    Raises:
        ValueError: The counts are not those of a rate.
    """
    if not 0 <= successes <= runs:
        raise ValueError(f"{successes} successes of {runs} runs: 0 to {runs} allowed")
    if runs == 0:
        return Interval(0.0, 1.0)
    # Not p ± z √(p (1 − p) / n), which says of 0 failures in 30 that there are none.
    found = binomtest(successes, runs).proportion_ci(confidence, method="wilson")
    return Interval(float(found.low), float(found.high))


@dataclass(frozen=True, slots=True)
class Rate:
    """How many runs of how many did something.

    Attributes:
        successes: That did.
        runs: All.
    """

    successes: int
    runs: int

    @property
    def value(self) -> float:
        """The fraction of successes; not a number if there was no run."""
        return self.successes / self.runs if self.runs else math.nan

    @property
    def wilson95(self) -> Interval:
        """Its 95 % Wilson interval."""
        return wilson(self.successes, self.runs)

    def as_dict(self) -> dict[str, Any]:
        """Return the keys of `summary.json` that tell a rate."""
        return {
            "runs": self.runs,
            "successes": self.successes,
            "success_rate": self.value if self.runs else None,
            "wilson95": list(self.wilson95),
        }


def runs_needed(
    maximum: float, failures: int = 0, confidence: float = CONFIDENCE
) -> int:
    """Return how many runs show that at most a fraction of them fails.

    The least n whose Wilson interval ends at or below `maximum`. Its upper end p solves
    (p - k/n)² = z² p (1 - p) / n (Wilson 1927, Journal of the American Statistical
    Association 22), so with s = √n

        p s² - z √(p (1 - p)) s - k = 0.

    Args:
        maximum: The fraction p that the claim allows to fail, above 0 and below 1.
        failures: How many runs k do fail.
        confidence: Of the interval.

    Raises:
        ValueError: `maximum` is no share, or failures are negative.
    """
    if not 0.0 < maximum < 1.0 or failures < 0:
        raise ValueError(
            f"at most {maximum} with {failures} failures: a fraction above 0 and below "
            "1, and at least 0 failures allowed"
        )
    z = float(norm.ppf(0.5 + confidence / 2.0))
    linear = z * math.sqrt(maximum * (1.0 - maximum))
    root = (linear + math.sqrt(linear**2 + 4.0 * maximum * failures)) / (2.0 * maximum)
    runs = max(math.floor(root**2), failures, 1)
    while wilson(failures, runs, confidence).high > maximum:  # rounding, a step or two
        runs += 1
    return runs
