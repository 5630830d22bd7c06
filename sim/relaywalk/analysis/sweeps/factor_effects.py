"""Which factors matter: whether success depends on the group a run is in."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from relaywalk.analysis.sweeps.factors import Group, factor_groups
from relaywalk.analysis.sweeps.sweep_table import SweepTable

# A p of 0.05 is then known to 0.002 (one standard error).
SHUFFLES = 10_000
LEVEL = 0.05


@dataclass(frozen=True, slots=True)
class Effect:
    """One factor and what it does to success.

    Attributes:
        name: Of the factor.
        groups: Its groups, with their rates.
        p: How often outcomes dealt out by chance differ as much between the groups.
        factors: How many factors were looked at; so many p have a smallest one.
    """

    name: str
    groups: tuple[Group, ...]
    p: float
    factors: int

    @property
    def shown(self) -> bool:
        """Whether the runs show that it matters, among all factors (Bonferroni)."""
        return self.p * self.factors < LEVEL


def factor_effects(table: SweepTable) -> tuple[Effect, ...]:
    """Return the effect of every factor, that with the smallest p first."""
    if not len(table):
        return ()
    found = []
    for name in table.factors:
        groups = factor_groups(table, name)
        found.append(Effect(name, groups, shuffled_p(groups), len(table.factors)))
    return tuple(sorted(found, key=lambda effect: effect.p))


def shuffled_p(groups: Sequence[Group]) -> float:
    """Return the p-value of a permutation test of equal rates.

    With n runs and s successes a group, Σ s²/n grows with Pearson's χ² where the
    totals are given; shuffling the outcomes among the runs draws s from the
    multivariate hypergeometric distribution.
    """
    runs = np.array([group.rate.runs for group in groups])
    won = np.array([group.rate.successes for group in groups])
    if len(runs) < 2 or won.sum() in (0, runs.sum()):
        return 1.0
    rng = np.random.default_rng(0)  # the same table gives the same page
    dealt = rng.multivariate_hypergeometric(
        runs, int(won.sum()), size=SHUFFLES, method="marginals"
    )
    spread = (dealt**2 / runs).sum(axis=1)
    as_much = int((spread >= (won**2 / runs).sum() - 1e-9).sum())
    # what was observed is one of the deals: p is never 0
    return (1 + as_much) / (1 + SHUFFLES)
