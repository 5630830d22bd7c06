"""Simulate a scenario; write a run folder."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from relaywalk.cli._folder import chosen_folder
from relaywalk.cli._interrupt import ending_in_order
from relaywalk.cli._scenario_options import add_scenario_arguments
from relaywalk.errors import DiskError, ScenarioError

if TYPE_CHECKING:
    from relaywalk.scenario.scenario import Scenario


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_scenario_arguments(parser)
    parser.add_argument("--out", type=Path, metavar="DIR", help="the run folder")
    parser.add_argument("--no-report", action="store_true", help="no plots, no page")
    parser.add_argument("--quiet", action="store_true", help="no progress, no tables")


def execute(arguments: argparse.Namespace) -> int:
    """Simulate, report, say the verdict."""
    from relaywalk.scenario.check import check_bodies
    from relaywalk.scenario.choices import default_folder

    scenario = chosen_scenario(arguments)
    check_bodies(scenario)
    out = chosen_folder(arguments.out, default_folder(scenario))
    from relaywalk.cli._progress import shown
    from relaywalk.simulation import loop

    with (
        shown(scenario, quiet=arguments.quiet) as advance,
        ending_in_order(advance) as tell,
    ):
        result = loop.simulate(scenario, out, tell)
    if not arguments.quiet:
        from relaywalk.cli import _tables
        from relaywalk.runs.run import Run

        _tables.show_phases(result)
        _tables.show_verdict(result, scenario)
        _tables.show_recoveries(Run(out, result))
    if not arguments.no_report:
        _report(out)
    print(f"{result.outcome}: {result.reason} ({out})")
    return 0 if result.outcome == "success" else 1


def chosen_scenario(arguments: argparse.Namespace) -> "Scenario":
    """Return the scenario with every option applied and the engine settled."""
    from relaywalk.scenario.choices import named_overrides, settled
    from relaywalk.scenario.scenario import Scenario

    scenario = Scenario.load(arguments.scenario)
    overrides = dict(parse_override(text) for text in arguments.set)
    named = named_overrides(scenario, arguments.engine, arguments.seed, arguments.robot)
    return settled(scenario, {**overrides, **named})


def parse_override(text: str) -> tuple[str, Any]:
    """Return the path and the value of `path.to.key=value`.

    Raises:
        ScenarioError: The text has no "=", or the value is not YAML.
    """
    from relaywalk.schema import strict_yaml

    path, equals, value = text.partition("=")
    if not equals or not path:
        raise ScenarioError(f"--set: {text}: expected path.to.key=value")
    return path, strict_yaml.parse(value, f"--set {path}").data


def _report(out: Path) -> None:
    """Write tables, plots and the page of a run.

    Raises:
        DiskError: One of them cannot be written; the run is kept.
    """
    import relaywalk

    try:
        relaywalk.open(out).report()
    except OSError as error:
        kept = f"the run is kept; make room, then 'relaywalk report {out}'"
        raise DiskError(Path(error.filename or out), error, kept) from error
