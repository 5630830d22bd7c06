"""Statistics of a sweep: `summary.json`, from its table alone."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from relaywalk.analysis.sweeps.factors import Group, factor_groups
from relaywalk.analysis.sweeps.rates import Interval, Rate, runs_needed, wilson
from relaywalk.analysis.sweeps.sweep_table import SAFE, SweepTable

__all__ = [
    "Interval",
    "Rate",
    "Summary",
    "runs_needed",
    "summarise",
    "wilson",
]


@dataclass(frozen=True, slots=True)
class Summary:
    """What `summary.json` says.

    Attributes:
        rate: Of success, over all runs: a run that crashed or was killed counts as
            one that did not succeed.
        safe: Rate of runs in which nobody fell and nothing was dropped, likewise.
        outcomes: Keyword → how many, the most frequent first.
        factors: Varied leaf → its groups.
        seeds: Outcome → the seeds of its runs, rising.
    """

    rate: Rate
    safe: Rate
    outcomes: Mapping[str, int]
    factors: Mapping[str, tuple[Group, ...]]
    seeds: Mapping[str, tuple[int, ...]]

    def as_dict(self) -> dict[str, Any]:
        """Return the keys of `summary.json`."""
        rate, safe = self.rate.as_dict(), self.safe.as_dict()
        return {
            "runs": rate["runs"],
            "outcomes": dict(self.outcomes),
            "success_rate": rate["success_rate"],
            "wilson95": rate["wilson95"],
            "safe_rate": safe["success_rate"],
            "safe_wilson95": safe["wilson95"],
            "factors": {
                name: [group.as_dict() for group in groups]
                for name, groups in self.factors.items()
            },
            "seeds": {outcome: list(seeds) for outcome, seeds in self.seeds.items()},
        }


def summarise(table: SweepTable) -> Summary:
    """Return the statistics of a sweep."""
    counts = Counter(table.outcomes)
    outcomes = dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
    runs = list(zip(table.outcomes, table.columns["seed"], strict=True))
    return Summary(
        rate=Rate(sum(table.succeeded), len(table)),
        safe=Rate(sum(outcome in SAFE for outcome in table.outcomes), len(table)),
        outcomes=outcomes,
        factors={name: factor_groups(table, name) for name in table.factors},
        seeds={
            outcome: tuple(sorted(seed for of, seed in runs if of == outcome))
            for outcome in outcomes
        },
    )
