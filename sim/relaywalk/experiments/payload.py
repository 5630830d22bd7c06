"""The experiment behind `relaywalk payload`: the heaviest torch that is carried."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from relaywalk.analysis.loads.giving_way import Finding, findings, saturation
from relaywalk.analysis.verdict.course import Course
from relaywalk.analysis.verdict.criteria import Criteria
from relaywalk.errors import ScenarioError
from relaywalk.experiments.trials import Simulate, Trial, run_trial, simulated
from relaywalk.experiments.variants import torch_name, with_mass
from relaywalk.scenario.choices import robot_name
from relaywalk.scenario.scenario import Scenario

MAXIMUM_MASS = 20.0  # that a scenario allows for a prop [kg]


@dataclass(frozen=True, slots=True)
class Range:
    """Where the limit is looked for.

    Attributes:
        low: Lightest torch tried [kg].
        high: Heaviest torch tried [kg].
        tolerance: Largest gap left between carried and not carried [kg].
    """

    low: float = 1.0
    high: float = 8.0
    tolerance: float = 0.1

    def __post_init__(self) -> None:
        """Refuse a range in which there is nothing to look for.

        Raises:
            ScenarioError: The numbers are out of order or out of bounds.
        """
        if not (0.0 < self.low < self.high <= MAXIMUM_MASS and self.tolerance > 0.0):
            raise ScenarioError(
                f"--low {self.low:g} --high {self.high:g} --tolerance "
                f"{self.tolerance:g}: 0 < low < high ≤ {MAXIMUM_MASS:g} [kg], "
                "tolerance > 0"
            )


@dataclass(frozen=True, slots=True)
class PayloadLimit:
    """What the bisection found.

    Attributes:
        heaviest: Heaviest mass that was carried [kg]; None if even the lightest
            was not.
        failing: Lightest mass that was not carried [kg]; None if all were.
    """

    heaviest: float | None
    failing: float | None


def bisect(search: Range, carries: Callable[[float], bool]) -> PayloadLimit:
    """Return the limit, by bisection: every mass below it is taken to be carried.

    Args:
        search: Where to look.
        carries: Says whether a mass [kg] is carried; asked once a mass.
    """
    if not carries(search.low):
        return PayloadLimit(None, search.low)
    if carries(search.high):
        return PayloadLimit(search.high, None)
    low, high = search.low, search.high
    while high - low > search.tolerance:
        middle = round(0.5 * (low + high), 6)
        low, high = (middle, high) if carries(middle) else (low, middle)
    return PayloadLimit(low, high)


@dataclass(frozen=True, slots=True)
class PayloadResult:
    """What the experiment found.

    Attributes:
        limit: Between which masses it lies.
        trials: Mass [kg] → its run, in the order they were made.
        gave_way: What gave way in the lightest failing run, first things first.
    """

    limit: PayloadLimit
    trials: dict[float, Trial]
    gave_way: tuple[Finding, ...]


def find_payload(
    scenario: Scenario, search: Range, out: Path, simulate: Simulate = simulated
) -> PayloadResult:
    """Find the heaviest torch that the robot still carries.

    Args:
        scenario: With a torch; its engine is settled.
        search: Where to look.
        out: Folder of the trials; those that it holds already are not repeated.
        simulate: Runs one trial.

    Raises:
        ScenarioError: There is no torch in the scenario.
    """
    torch_name(scenario)
    trials = dict[float, Trial]()

    def carries(mass: float) -> bool:
        """Run one mass [kg]."""
        folder = out / f"mass-{mass:g}"
        trials[mass] = run_trial(with_mass(scenario, mass), folder, simulate)
        return trials[mass].carried

    limit = bisect(search, carries)
    gave_way = tuple[Finding, ...]()
    if limit.failing is not None:
        best = None if limit.heaviest is None else trials[limit.heaviest]
        gave_way = what_gave_way(trials[limit.failing], best)
    return PayloadResult(limit, trials, gave_way)


def what_gave_way(trial: Trial, best: Trial | None) -> tuple[Finding, ...]:
    """Return what gave way in a failed run, first things first.

    Args:
        trial: The failed run.
        best: The run with the heaviest torch that was carried, if there is one.
    """
    scenario, actor = trial.scenario, robot_name(trial.scenario)
    cards = {name: trial.card(name) for name in scenario.actors}
    criteria = Criteria(**scenario.success.model_dump())
    terrain = scenario.terrain.build(scenario.seed)
    course = Course(actor, scenario.actors[actor].planar_path, terrain)
    prop, usual = torch_name(scenario), None
    if best is not None:
        usual = saturation(best.recording, best.card(actor), actor)
    return findings(trial.recording, cards, course, prop, criteria, usual)
