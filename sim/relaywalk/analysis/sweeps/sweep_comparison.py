"""Two sweeps: what differs between them, and whether it changes what happens."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, NamedTuple

from relaywalk.analysis.sweeps.pairs import Pairs, fourfold, pairs_of
from relaywalk.analysis.sweeps.rate_tests import Fourfold, RateTest, barnard, mcnemar
from relaywalk.analysis.sweeps.rates import Rate
from relaywalk.analysis.sweeps.scalar_differences import (
    ScalarDifference,
    scalar_differences,
)
from relaywalk.analysis.sweeps.sweep_leaves import (
    SweepDifference,
    leaf_differences,
    read_leaves,
)
from relaywalk.analysis.sweeps.sweep_table import DISTURBED, SweepTable
from relaywalk.recording.file_names import SWEEP

Versions = Mapping[str, tuple[str, ...]]
LEVEL = 0.05  # p below which a difference is said to be shown


class Changed(NamedTuple):
    """One pair of runs of which only one succeeded."""

    seed: int
    first: str
    second: str
    first_folder: str
    second_folder: str


@dataclass(frozen=True, slots=True)
class SweepComparison:
    """Two sweeps side by side.

    Attributes:
        names: Of the two folders.
        leaves: In which the sweep files and the versions differ.
        outcomes: Of both, keyword → how many.
        pairs: Which runs belong together.
        counts: How the pairs ended; None where runs are not paired.
        test: Of the success rates.
        why: Why this test, in a sentence.
        scalars: Differences of measured numbers, over runs that succeeded.
        changed: Pairs that ended differently, the first sweep's order.
        seeds: Of the pairs, rising.
    """

    names: tuple[str, str]
    leaves: tuple[SweepDifference, ...]
    outcomes: tuple[Mapping[str, int], Mapping[str, int]]
    pairs: Pairs
    counts: Fourfold | None
    test: RateTest
    why: str
    scalars: tuple[ScalarDifference, ...]
    changed: tuple[Changed, ...]
    seeds: tuple[int, ...]

    @property
    def comparable(self) -> bool:
        """Whether both sweeps have runs to compare."""
        return bool(self.test.first.runs and self.test.second.runs)

    @property
    def shown(self) -> bool:
        """Whether the runs show that the success rates differ."""
        return self.test.p < LEVEL

    @property
    def says(self) -> str:
        """What follows, in a sentence."""
        if not self.comparable:
            return "nothing is shown: a sweep has no run that was judged"
        low, high = (100.0 * end for end in self.test.interval)
        difference = f"{100.0 * self.test.difference:+.1f} points"
        bounds = f"95 % interval {low:+.1f} to {high:+.1f}, p = {self.test.p:.2g}"
        if not self.shown:
            return f"no difference is shown: {difference} ({bounds})"
        better = self.names[1 if self.test.difference > 0.0 else 0]
        return f"{better} succeeds more often: {difference} ({bounds})"

    def as_dict(self) -> dict[str, Any]:
        """Return everything as plain values, for JSON."""
        test = {**asdict(self.test), "why": self.why}
        if self.comparable:
            test["difference"] = self.test.difference
        return {
            "first": self.names[0],
            "second": self.names[1],
            "says": self.says,
            "test": test,
            "pairs": len(self.pairs.rows) if self.counts is not None else 0,
            "counts": self.counts._asdict() if self.counts is not None else None,
            "leaves": [leaf._asdict() for leaf in self.leaves],
            "outcomes": [dict(of) for of in self.outcomes],
            "scalars": [asdict(one) for one in self.scalars],
            "changed": [one._asdict() for one in self.changed],
            "seeds": list(self.seeds),
        }


def compare_sweeps(
    first: Path, second: Path, versions: tuple[Versions, Versions] = ({}, {})
) -> SweepComparison:
    """Return two sweep folders side by side.

    Args:
        first: A sweep folder.
        second: Another one.
        versions: Library → its versions over all runs, of both.

    Raises:
        RecordingError: A folder holds no sweep.
    """
    tables = SweepTable.open(first), SweepTable.open(second)
    folders = (first, second)
    leaves = leaf_differences(*(read_leaves(folder / SWEEP) for folder in folders))
    made = leaf_differences(*map(_version_leaves, versions))
    return compare_tables(_names(first, second), tables, (*leaves, *made))


def compare_tables(
    names: tuple[str, str],
    tables: tuple[SweepTable, SweepTable],
    leaves: tuple[SweepDifference, ...] = (),
) -> SweepComparison:
    """Return two tables side by side.

    Args:
        names: Of the sweeps.
        tables: Theirs.
        leaves: In which their files differ.
    """
    pairs = pairs_of(*tables)
    paired = pairs.enough
    counts = fourfold(*tables, pairs) if paired else None
    test = mcnemar(counts) if counts is not None else barnard(*map(_rate, tables))
    return SweepComparison(
        names=names,
        leaves=leaves,
        outcomes=(_outcomes(tables[0]), _outcomes(tables[1])),
        pairs=pairs,
        counts=counts,
        test=test,
        why=_why(pairs, test),
        scalars=scalar_differences(*tables, pairs if paired else None),
        changed=_changed(*tables, pairs) if paired else (),
        seeds=_seeds(tables[0], pairs) if paired else (),
    )


def _names(first: Path, second: Path) -> tuple[str, str]:
    """Return the shortest names that tell two folders apart."""
    one, other = first.resolve().name, second.resolve().name
    return (one, other) if one != other else (str(first), str(second))


def _version_leaves(versions: Versions) -> dict[str, str]:
    """Return the versions that made a sweep, as leaves."""
    return {f"version of {name}": ", ".join(of) for name, of in versions.items()}


def _seeds(table: SweepTable, pairs: Pairs) -> tuple[int, ...]:
    """Return the seeds of all pairs, each once."""
    return tuple(sorted({table.columns["seed"][row] for row, _ in pairs.rows}))


def _rate(table: SweepTable) -> Rate:
    """Return the success rate of all runs but those stopped from outside."""
    judged = [
        won
        for of, won in zip(table.outcomes, table.succeeded, strict=True)
        if of not in DISTURBED
    ]
    return Rate(sum(judged), len(judged))


def _outcomes(table: SweepTable) -> dict[str, int]:
    """Return how many runs had each outcome."""
    kinds = dict.fromkeys(table.outcomes)
    return {kind: table.outcomes.count(kind) for kind in kinds}


def _why(pairs: Pairs, test: RateTest) -> str:
    """Return why this test was used, and which runs had no part in it."""
    on = ", ".join(pairs.matched_on)
    found, alone = len(pairs.rows), pairs.alone
    if pairs.enough:
        said = f"{test.name}, as {found} pairs of runs have the same {on}"
        if any(alone):
            said += f"; {alone[0]} and {alone[1]} runs without a partner are left out"
    else:
        fraction = f"only {found} of {found + alone[0]} and {found + alone[1]} runs"
        said = f"{test.name} of all runs, as {fraction} have the same {on}"
    if any(pairs.disturbed):
        first, second = pairs.disturbed
        said += f"; {first} and {second} killed or interrupted runs are left out"
    return said


def _changed(
    first: SweepTable, second: SweepTable, pairs: Pairs
) -> tuple[Changed, ...]:
    """Return the pairs of which only one run succeeded."""
    return tuple(
        Changed(
            first.columns["seed"][i],
            first.outcomes[i],
            second.outcomes[j],
            first.columns["folder"][i],
            second.columns["folder"][j],
        )
        for i, j in pairs.rows
        if first.succeeded[i] != second.succeeded[j]
    )
