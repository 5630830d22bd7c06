"""List what there is: scenarios, robots, engines, phases, terrains, plots and more."""

import argparse
from collections.abc import Callable
from pathlib import Path

from relaywalk.cli._list_robot import TASK, channels, draw_joints, joints
from relaywalk.cli._names import ROBOT, SCENARIO, NameOf
from relaywalk.errors import ScenarioError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("what", type=WHAT, help=", ".join(WHAT.available()))
    parser.add_argument(
        "of",
        type=SCENARIO,
        nargs="?",
        metavar="RUN|SCENARIO",
        help=f"whose channels; {TASK} if not given",
    )
    parser.add_argument(
        "--picture",
        type=Path,
        metavar="FILE.png",
        help="draw the joints, their axes and positive directions",
    )
    parser.add_argument(
        "--robot",
        type=ROBOT,
        metavar="NAME|CARD.yaml",
        help="whose joints or channels",
    )


def execute(arguments: argparse.Namespace) -> int:
    """Print one line each: name and what it is."""
    listed = _listed(arguments)
    width = max(20, *map(len, listed))
    for name, summary in listed.items():
        print(f"{name:<{width}} {summary}")
    return 0


def _listed(arguments: argparse.Namespace) -> dict[str, str]:
    """Return name → what it is.

    Raises:
        ScenarioError: A robot or a run is named for what belongs to none.
    """
    what, of, robot = arguments.what, arguments.of, arguments.robot
    if of is not None and what != "channels":
        raise ScenarioError(f"{what}: {of}: not of a run or scenario; channels are")
    if what == "joints":
        if arguments.picture is not None:
            draw_joints(robot, arguments.picture)
        return joints(robot)
    if arguments.picture is not None:
        raise ScenarioError(f"{what}: --picture: of joints only")
    if what == "channels":
        return channels(of, robot)
    if robot is not None:
        raise ScenarioError(f"{what}: {robot}: not of a robot; joints, channels are")
    return _kinds()[what]()


WHAT = NameOf("list", lambda: (*_kinds(), "joints", "channels"))


def _kinds() -> dict[str, Callable[[], dict[str, str]]]:
    """Return what can be listed → how."""
    return {
        "scenarios": _scenarios,
        "sweeps": _sweeps,
        "robots": _robots,
        "engines": _engines,
        "phases": lambda: _modules("relaywalk.phases"),
        "terrains": lambda: _modules("relaywalk.terrains.kinds"),
        "plots": _plots,
        "oracles": lambda: _modules("relaywalk.oracles"),
        "formats": lambda: _modules("relaywalk.recording.export"),
    }


def _scenarios() -> dict[str, str]:
    """Return name → description."""
    from relaywalk.scenario.scenario import Scenario, scenario_names

    return {name: Scenario.load(name).description for name in scenario_names()}


def _sweeps() -> dict[str, str]:
    """Return name → what it makes."""
    from relaywalk.sweep.suite import described_sweeps

    return described_sweeps()


def _robots() -> dict[str, str]:
    """Return name → title, of the bodies that walk or are guided."""
    from relaywalk.cli.check import kind_of
    from relaywalk.robots.card import RobotCard, load_robot_card
    from relaywalk.robots.catalogue import card_path, model_names

    files = {name: card_path(name) for name in model_names()}
    return {
        name: load_robot_card(path).title
        for name, path in files.items()
        if kind_of(path) is RobotCard
    }


def _engines() -> dict[str, str]:
    """Return name → whether its library is installed."""
    from relaywalk.errors import MissingDependency
    from relaywalk.scenario.choices import chosen_engine
    from relaywalk.scenario.scenario import engine_names

    listed = {}
    for name in engine_names():
        try:
            listed[name] = "installed" if chosen_engine(name) else ""
        except MissingDependency as error:
            listed[name] = str(error)
    return listed


def _plots() -> dict[str, str]:
    """Return name → first line of its docstring, and the options that it takes."""
    from relaywalk import registry

    package = "relaywalk.plots"
    listed = {}
    for name, summary in _modules(package).items():
        takes = getattr(registry.module(package, name), "TAKES", ())
        options = " ".join(f"--{option.replace('_', '-')}" for option in takes)
        listed[name] = f"{summary} [{options}]" if options else summary
    return listed


def _modules(package: str) -> dict[str, str]:
    """Return name → first line of its docstring, of the modules of a package."""
    from relaywalk import registry

    return {
        name: (registry.module(package, name).__doc__ or "").strip().splitlines()[0]
        for name in registry.modules(package)
    }
