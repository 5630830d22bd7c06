"""Validate scenarios, cards and sweeps without simulating."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from relaywalk.cli import BAD_INPUT_ERRORS
from relaywalk.cli._sweep_options import add_most_runs
from relaywalk.errors import ScenarioError

if TYPE_CHECKING:
    from pydantic import BaseModel


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "files", nargs="+", metavar="FILE", help="scenario, card, randomisation, sweep"
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="print the runs that a sweep would make"
    )
    add_most_runs(parser)


def execute(arguments: argparse.Namespace) -> int:
    """Check every file; say what is wrong with each."""
    status = 0
    for name in arguments.files:
        try:
            _check(name, arguments)
        except BAD_INPUT_ERRORS as error:
            print(f"relaywalk: {error}", file=sys.stderr)
            status = 2
        else:
            print(f"{name}: good")
    return status


def kind_of(path: Path) -> "type[BaseModel]":
    """Return what a file is meant to be: the type that knows most of its keys."""
    from relaywalk.robots.card import PropCard, RobotCard
    from relaywalk.scenario.randomisation import Randomisation
    from relaywalk.scenario.scenario import Scenario
    from relaywalk.schema import strict_yaml
    from relaywalk.sweep.definition import Definition

    data = strict_yaml.read(path, aliases=True).data
    keys = set(data) if isinstance(data, dict) else set()
    kinds: list[type[BaseModel]] = [Scenario, RobotCard, PropCard]
    kinds += [Definition, Randomisation]
    return max(kinds, key=lambda kind: len(keys & set(kind.model_fields)))


def _check(name: str, arguments: argparse.Namespace) -> None:
    """Validate one file and all that it names.

    Raises:
        ScenarioError: Runs are asked of what is no sweep, or a file is wrong.
    """
    from relaywalk.robots.card import PropCard, RobotCard
    from relaywalk.scenario.check import check_bodies, check_prop, check_robot
    from relaywalk.scenario.randomisation import Randomisation, read_randomisation
    from relaywalk.scenario.scenario import Scenario, scenario_path
    from relaywalk.sweep.definition import Definition

    path = scenario_path(name)
    kind = kind_of(path)
    if kind is Definition:
        _check_sweep(path, arguments)
    elif arguments.dry_run:
        raise ScenarioError(f"--dry-run: {name}: no sweep: a file with scenario, runs")
    elif kind is Randomisation:
        read_randomisation(path)
    elif kind is RobotCard:
        check_robot(path)
    elif kind is PropCard:
        check_prop(path)
    else:
        check_bodies(Scenario.load(path))


def _check_sweep(path: Path, arguments: argparse.Namespace) -> None:
    """Validate a sweep; print its runs if asked to."""
    from relaywalk.cli._dry_run import show_runs
    from relaywalk.sweep.plan import planned

    plan = planned(path, arguments.max_runs)
    if arguments.dry_run:
        show_runs(plan)
