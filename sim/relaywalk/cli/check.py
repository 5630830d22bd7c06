"""Validate scenarios, cards and sweeps without simulating; say all faults at once."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from relaywalk.cli._messages import say_wrong
from relaywalk.cli._sweep_options import add_maximum_runs
from relaywalk.errors import BAD_INPUT, RelayError, ScenarioError, UnknownName

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic import BaseModel


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "files", nargs="+", metavar="FILE", help="scenario, card, randomisation, sweep"
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="print the runs that a sweep would make"
    )
    add_maximum_runs(parser)


def execute(arguments: argparse.Namespace) -> int:
    """Check every file; say all that is wrong with each, a line a fault."""
    status = 0
    for name in arguments.files:
        try:
            _check(name, arguments)
        except RelayError as error:
            if error.exit_status != BAD_INPUT:
                raise
            say_wrong(error)
            status = BAD_INPUT
        else:
            print(f"{name}: good")
    return status


def kind_of(path: Path) -> "type[BaseModel]":
    """Return what a file is meant to be: the type that knows most of its keys."""
    from relaywalk.schema import strict_yaml

    data = strict_yaml.read(path, aliases=True).data
    keys = set(data) if isinstance(data, dict) else set()
    return max(_checks(), key=lambda kind: len(keys & set(kind.model_fields)))


def _check(name: str, arguments: argparse.Namespace) -> None:
    """Validate one file and all that it names.

    Raises:
        ScenarioError: Runs are asked of what is no sweep, or a file is wrong.
    """
    from relaywalk.sweep.definition import Definition
    from relaywalk.sweep.suite import Suite

    path = _path(name)
    kind = kind_of(path)
    if kind in (Definition, Suite):
        _check_sweeps(path, arguments)
        return
    if arguments.dry_run:
        raise ScenarioError(f"--dry-run: {name}: no sweep: a file with scenario, runs")
    _checks()[kind](path)


def _path(name: str) -> Path:
    """Return the file of a scenario, a sweep or a suite.

    Raises:
        UnknownName: A name that none of them has.
    """
    from relaywalk.scenario.scenario import scenario_names, scenario_path
    from relaywalk.sweep.suite import sweep_names, sweep_path

    try:
        return scenario_path(name)
    except UnknownName as error:
        if name in sweep_names():
            return sweep_path(name)
        available = (*scenario_names(), *sweep_names())
        raise UnknownName("scenario or sweep", name, available) from error


def _checks() -> "dict[type[BaseModel], Callable[[Path], object]]":
    """Return what a file may be → what validates it and all that it names.

    A file that knows as many keys of two is the first of them.
    """
    from relaywalk.robots.card import PropCard, RobotCard
    from relaywalk.scenario.check import check_bodies, check_prop, check_robot
    from relaywalk.scenario.randomisation import Randomisation, read_randomisation
    from relaywalk.scenario.scenario import Scenario
    from relaywalk.sweep.definition import Definition, read_sweep
    from relaywalk.sweep.suite import Suite, read_suite

    return {
        Scenario: lambda path: check_bodies(Scenario.load(path)),
        RobotCard: check_robot,
        PropCard: check_prop,
        Definition: read_sweep,
        Suite: read_suite,
        Randomisation: read_randomisation,
    }


def _check_sweeps(path: Path, arguments: argparse.Namespace) -> None:
    """Validate the sweeps of a file; print their runs if asked to."""
    from relaywalk.cli._dry_run import show_runs
    from relaywalk.sweep.suite import Choice, planned_suite

    plans = planned_suite(path, Choice(arguments.max_runs))
    if arguments.dry_run:
        for name, plan in plans.items():
            show_runs(plan, name)
