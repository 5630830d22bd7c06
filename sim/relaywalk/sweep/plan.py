"""Plan: the runs of a sweep, each with its number, its seed and its values."""

import hashlib
import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from relaywalk.errors import ScenarioError
from relaywalk.scenario.check import check_bodies
from relaywalk.scenario.distributions import Grid, Normal, Value, parse
from relaywalk.scenario.scenario import Scenario
from relaywalk.schema import strict_yaml
from relaywalk.schema.overrides import leaf_of
from relaywalk.sweep.definition import SweepFile


class PlannedRun(NamedTuple):
    """One run.

    Attributes:
        number: From 0.
        scenario: Every value drawn.
        factors: Path of a varied leaf → its value.
    """

    number: int
    scenario: Scenario
    factors: dict[str, Any]


@dataclass(frozen=True)
class Plan:
    """All runs of a sweep.

    The numbers go through the grid first: whenever a sweep is stopped, each point of
    the grid has had as many runs as any other, or one more.

    Attributes:
        file: That was read.
    """

    file: SweepFile

    @cached_property
    def grid(self) -> dict[str, tuple[Value, ...]]:
        """Path of each leaf with a grid → its values."""
        parsed = {path: parse(t) for path, t in self.file.scenario.drawn.items()}
        return {p: d.options for p, d in parsed.items() if isinstance(d, Grid)}

    @cached_property
    def points(self) -> int:
        """How many points the grid has; 1 without a grid."""
        return math.prod(len(options) for options in self.grid.values())

    def __len__(self) -> int:
        """Return how many runs there are."""
        return self.file.definition.runs * self.points

    def seed(self, number: int) -> int:
        """Return the seed of a run; no two runs of a sweep have the same."""
        digest = hashlib.sha256(f"sweep:{self.file.definition.seed}".encode()).digest()
        return (int.from_bytes(digest[:4], "big") + number) % 2**32

    def run(self, number: int) -> PlannedRun:
        """Return a run.

        Args:
            number: From 0 to one less than the number of runs.

        Raises:
            ScenarioError: A value that was drawn is not allowed.
        """
        changes = {"seed": self.seed(number), **self._point(number % self.points)}
        base = self.file.scenario
        scenario = base.with_overrides(changes)
        data = scenario.as_dict()
        return PlannedRun(number, scenario, {p: leaf_of(data, p) for p in base.drawn})

    def variants(self) -> Iterator[Scenario]:
        """Yield scenarios in which, together, every card of the sweep is used."""
        base = self.file.scenario
        yield base
        for path, tagged in base.drawn.items():
            if path.endswith(".card"):
                for card in parse(tagged).extremes:
                    yield base.with_overrides({path: card})

    def as_yaml(self) -> str:
        """Return the sweep as it is run: a sweep file that names no other file."""
        definition = self.file.definition
        return strict_yaml.dump(
            {
                "scenario": self.file.scenario.as_written(),
                "runs": definition.runs,
                "seed": definition.seed,
                "wall_limit": definition.wall_limit,
                "success": definition.success,
            }
        )

    def _point(self, number: int) -> dict[str, Value]:
        """Return a point of the grid; the last leaf changes first."""
        point: dict[str, Value] = {}
        for path, options in reversed(self.grid.items()):
            number, index = divmod(number, len(options))
            point[path] = options[index]
        return point


def checked_plan(file: SweepFile, maximum_runs: int) -> Plan:
    """Return the plan of a sweep of which every run has values that are allowed.

    Args:
        file: That was read.
        maximum_runs: Runs that are not a mistake.

    Raises:
        ScenarioError: There are too many runs, or one cannot be.
    """
    plan, runs = Plan(file), file.definition.runs
    if len(plan) > maximum_runs:
        times = f" × {plan.points} points of the grid" if plan.grid else ""
        allowed = f"at most {maximum_runs} runs in all, or say --max-runs {len(plan)}"
        raise file.document.error(("runs",), f"{runs}{times}", allowed)
    for number in sorted(set(_outermost(plan))):
        _check(plan, number)
    return plan


def planned(file: SweepFile, maximum_runs: int) -> Plan:
    """Return the plan of a sweep, runs and bodies checked.

    Args:
        file: That was read.
        maximum_runs: Runs that are not a mistake.

    Raises:
        RelayError: A run, or a body that it names, is wrong.
    """
    plan = checked_plan(file, maximum_runs)
    for scenario in plan.variants():
        check_bodies(scenario)
    return plan


def _outermost(plan: Plan) -> Iterator[int]:
    """Yield the runs with the minimum and the maximum draw of each normal leaf.

    All other distributions have ends, which were checked when they were read.
    """
    yield 0
    for path, tagged in plan.file.scenario.drawn.items():
        normal = parse(tagged)
        if isinstance(normal, Normal):
            draws = [normal.draw(plan.seed(n), path) for n in range(len(plan))]
            yield draws.index(min(draws))
            yield draws.index(max(draws))


def _check(plan: Plan, number: int) -> None:
    """Refuse a run of which a value is not allowed, and say which run."""
    try:
        plan.run(number)
    except ScenarioError as error:
        told = str(error).removeprefix("override: ")
        document = plan.file.document
        line = document.lines.get(("set", told.partition(":")[0]))
        location = document.file if line is None else f"{document.file}:{line}"
        raise ScenarioError(f"{location}: run {number} draws {told}") from error
