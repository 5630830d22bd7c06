"""Show what the torch costs: the same run with and without it, joint by joint."""

import argparse
from typing import TYPE_CHECKING

from relaywalk.cli._sheet import NumberColumn, Sheet, TextColumn, show
from relaywalk.errors import ScenarioError

if TYPE_CHECKING:
    from relaywalk.analysis.loads.cost_table import CostTable


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    from relaywalk.cli._variant_options import add_variant_arguments

    add_variant_arguments(parser)
    parser.add_argument(
        "--masses",
        metavar="KG,KG…",
        help="of the torch; 0 is none (default: 0 and the torch's own)",
    )


def execute(arguments: argparse.Namespace) -> int:
    """Run every mass, print the tables, write `cost.csv` and `cost.png`."""
    from relaywalk.cli._variant_options import experiment_folder, told
    from relaywalk.cli.run import chosen_scenario
    from relaywalk.experiments.cost import cost_table, run_masses
    from relaywalk.experiments.variants import torch_mass
    from relaywalk.plots.comparison.carrying_cost import draw

    scenario = chosen_scenario(arguments)
    own = torch_mass(scenario)
    masses = parse_masses(arguments.masses) if arguments.masses else (0.0, own)
    out = experiment_folder(arguments.out, "cost", scenario)
    trials = run_masses(scenario, masses, out, told(quiet=arguments.quiet))
    table = cost_table(trials)
    table.write_csv(out / "cost.csv")
    draw(table, scenario).savefig(out / "cost.png", dpi=100)
    if not arguments.quiet:
        for window in table.windows:
            show(added_torques(table, window, nearest(table.masses, own)))
            if len(table.masses) > 1:
                show(by_mass(table, window))
    for line in (*ground_lines(table), *table.notes):
        print(line)
    print(out)
    return 0 if all(trial.carried for trial in trials.values()) else 1


def parse_masses(text: str) -> tuple[float, ...]:
    """Return the masses of "0,0.8,1.6" [kg].

    Raises:
        ScenarioError: One of them is no mass.
    """
    from relaywalk.cli._variant_options import parse_numbers

    masses = parse_numbers("masses", text)
    if not all(0.0 <= mass <= 20.0 for mass in masses):
        raise ScenarioError(f"--masses: {text}: numbers from 0 to 20 [kg]")
    return masses


def nearest(masses: tuple[float, ...], desired: float) -> float:
    """Return the mass that comes nearest to the one wanted [kg]."""
    return min(masses, key=lambda mass: abs(mass - desired), default=desired)


def added_torques(table: "CostTable", window: str, mass: float) -> Sheet:
    """Return the table of one mass [kg]: what it adds to each joint, and why."""
    caption = (
        "added, rms, peak, dynamic: with minus without the torch, of the mean, the "
        "rms, the largest and the fluctuating torque; rms of the legs is the balance "
        "share. added = static (weight and lever of the torch, closed form) + posture "
        "(the arm's own weight, closed form) + rest."
    )
    titles = ("without", "with", "added", "static", "posture", "rest")
    rows = []
    for cost in table.of(window, mass):
        values = (
            *(cost.bare.mean, cost.laden.mean, cost.added_mean),
            *(cost.static, cost.posture, cost.rest),
            *(cost.added_rms, cost.added_peak, cost.dynamic),
        )
        rows.append((_short(cost.joint), *(_cell(value) for value in values)))
    columns = (
        TextColumn("joint"),
        *map(NumberColumn, (*titles, "rms", "peak", "dynamic")),
    )
    title = f"What {mass:g} kg add to the torque, {window} [N·m]"
    return Sheet(title, columns, tuple(rows), caption)


def by_mass(table: "CostTable", window: str) -> Sheet:
    """Return the table of all masses: added mean and added rms of each joint."""
    by = [
        {cost.joint: cost for cost in table.of(window, mass)} for mass in table.masses
    ]
    rows = []
    for joint in dict.fromkeys(name for column in by for name in column):
        costs = [column.get(joint) for column in by]
        cells = [
            f"{_cell(cost.added_mean)} / {_cell(cost.added_rms)}" if cost else "–"
            for cost in costs
        ]
        rows.append((_short(joint), *cells))
    columns = (
        TextColumn("joint"),
        *(NumberColumn(f"{mass:g} kg") for mass in table.masses),
    )
    title = f"Added mean / added rms by mass, {window} [N·m]"
    return Sheet(title, columns, tuple(rows))


def ground_lines(table: "CostTable") -> list[str]:
    """Return one sentence a mass and part: what the feet bear more."""
    return [
        f"{mass:g} kg, {window}: the feet bear {added:+.2f} N; m·g is {weight:.2f} N"
        for window, mass, added, weight in table.ground
    ]


def _short(joint: str) -> str:
    """Return a joint's name without the word that all of them share."""
    return joint.removesuffix("_joint")


def _cell(value: float | None) -> str:
    """Return a torque with two digits; a dash where it is not defined."""
    if value is None:
        return "–"
    return f"{value:.2f}" if abs(value) >= 0.005 else "0.00"
