"""The experiment behind `relaywalk cost`: one scenario, several masses of torch."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from relaywalk.analysis.handover.holding import longest_hold, touching
from relaywalk.analysis.loads.carrying import Torch, WindowedRun, joint_costs
from relaywalk.analysis.loads.cost_table import CostRow, CostTable, GroundCost
from relaywalk.analysis.loads.window import standing, walking
from relaywalk.errors import RecordingError, ScenarioError
from relaywalk.experiments.trials import Simulate, Trial, run_trial, simulated
from relaywalk.experiments.variants import torch_mass, torch_name, with_mass
from relaywalk.robots.card import load_prop_card
from relaywalk.robots.catalogue import card_path
from relaywalk.scenario.choices import robot_name
from relaywalk.scenario.scenario import Scenario
from relaywalk.types import GRAVITY

WALK = "carry"
STANDING, WALKING = "standing", "walking"  # what is compared
CARRYING = (WALK, "hold")  # phases in which the torch is carried, the first one counts


def run_masses(
    scenario: Scenario,
    masses: Sequence[float],
    out: Path,
    simulate: Simulate = simulated,
) -> dict[float, Trial]:
    """Run the scenario once a mass; runs that are there already are not repeated.

    Args:
        scenario: With a torch; its engine is settled.
        masses: Of the torch [kg]; 0 is none.
        out: Folder of the trials, one folder each.
        simulate: Runs one trial.

    Returns:
        Mass [kg] → its trial, ascending.

    Raises:
        ScenarioError: There is no torch in the scenario, or a mass is not allowed.
    """
    variants = {mass: with_mass(scenario, mass) for mass in sorted(set(masses))}
    if len(variants) < 2:
        raise ScenarioError(
            f"--masses: {', '.join(f'{m:g}' for m in variants) or '(empty)'}: at least "
            "two different masses [kg], such as 0,1.6"
        )
    return {
        mass: run_trial(variant, out / f"mass-{mass:g}", simulate)
        for mass, variant in variants.items()
    }


def cost_table(trials: Mapping[float, Trial]) -> CostTable:
    """Return what every heavier torch adds to the lightest (usually none).

    Args:
        trials: Mass [kg] → its trial; at least two.

    Raises:
        ScenarioError: The scenario has no phase in which the torch is carried.
    """
    rows, ground = list[CostRow](), list[GroundCost]()
    lightest, *heavier = sorted(trials)
    phase = carrying_phase(trials[heavier[0]].scenario)
    notes = [
        _ending(mass, trial) for mass, trial in trials.items() if not trial.carried
    ]
    for window in (STANDING, WALKING) if phase == WALK else (STANDING,):
        for mass in heavier:
            try:
                bare = _windowed_run(trials[lightest], phase, window)
                laden = _windowed_run(trials[mass], phase, window)
                costs = joint_costs(bare, laden)
            except RecordingError as error:
                notes.append(f"{mass:g} kg, {window}: {error}")
                continue
            rows += [CostRow(window, mass, cost) for cost in costs]
            added = laden.ground_force() - bare.ground_force()
            ground.append(GroundCost(window, mass, added, (mass - lightest) * GRAVITY))
    return CostTable(tuple(rows), tuple(ground), tuple(notes))


def carrying_phase(scenario: Scenario) -> str:
    """Return the carrier's phase that is compared: `carry`, else `hold`.

    Raises:
        ScenarioError: It has neither.
    """
    script = scenario.actors[robot_name(scenario)].script
    kinds = [entry.kind for entry in script]
    for phase in CARRYING:
        if phase in kinds:
            return phase
    raise ScenarioError(
        f"{scenario.name}: script: {', '.join(kinds)}: one with a phase "
        + " or ".join(CARRYING)
    )


def _ending(mass: float, trial: Trial) -> str:
    """Say that a run was no success."""
    result = trial.result
    return f"{mass:g} kg: the run ended as {result.outcome}: {result.reason}"


def _windowed_run(trial: Trial, phase: str, doing: str) -> WindowedRun:
    """Return the part of a trial that is compared: `STANDING` or `WALKING`.

    Raises:
        RecordingError: The trial did not get to the end of the phase.
    """
    actor = robot_name(trial.scenario)
    if not trial.finished(actor, phase):
        raise RecordingError(f"{trial.folder}: {actor} did not finish '{phase}'")
    recording, card = trial.recording, trial.card(actor)
    if doing == WALKING:
        window = walking(recording, card, actor, phase)
    else:
        window = standing(recording, actor, phase)
    return WindowedRun(recording, card, actor, window, _torch(trial, actor))


def _torch(trial: Trial, actor: str) -> Torch | None:
    """Return what an actor carries in a trial; None if there is nothing to carry.

    Raises:
        RecordingError: It never held it alone.
    """
    scenario = trial.scenario
    if not scenario.props:
        return None
    name = torch_name(scenario)
    cards = {other: trial.card(other) for other in scenario.actors}
    hold = longest_hold(touching(trial.recording, cards, (name,)), actor, name)
    if hold is None:
        raise RecordingError(f"{trial.folder}: {actor} never held '{name}' alone")
    card = load_prop_card(card_path(scenario.props[name].card))
    return Torch(name, torch_mass(scenario), card.centre_of_mass, hold.hand)
