"""Validate scenario files and robot cards without simulating."""

import argparse
import sys
from pathlib import Path

from relaywalk.errors import CardError, ScenarioError, UnknownName


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("files", nargs="+", metavar="FILE", help="scenario or card")


def execute(arguments: argparse.Namespace) -> int:
    """Check every file; say what is wrong with each."""
    status = 0
    for name in arguments.files:
        try:
            _check(name)
        except (ScenarioError, CardError, UnknownName) as error:
            print(f"relaywalk: {error}", file=sys.stderr)
            status = 2
        else:
            print(f"{name}: good")
    return status


def is_robot_card(path: Path) -> bool:
    """Say whether a file is the card of a robot: it has joints."""
    return "joints" in _keys(path)


def _keys(path: Path) -> tuple[str, ...]:
    """Return the keys at the top of a YAML file."""
    from relaywalk import strict_yaml

    data = strict_yaml.read(path, aliases=True).data
    return tuple(data) if isinstance(data, dict) else ()


def _check(name: str) -> None:
    """Validate one file: with joints or a link it is a card, else a scenario."""
    from relaywalk.robots.card import load_prop_card, load_robot_card
    from relaywalk.scenario import Scenario, card_path, scenario_path

    path = scenario_path(name)
    if is_robot_card(path):
        load_robot_card(path)
    elif "link" in _keys(path):
        load_prop_card(path)
    else:
        scenario = Scenario.load(path)
        for actor in scenario.actors.values():
            load_robot_card(card_path(actor.card))
        for prop in scenario.props.values():
            load_prop_card(card_path(prop.card))
