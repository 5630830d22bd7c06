"""Validate scenario files and robot cards without simulating."""

import argparse
import sys

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


def _check(name: str) -> None:
    """Validate one file: a mapping with a URDF is a card, any other a scenario."""
    from relaywalk import strict_yaml
    from relaywalk.robots.card import load_prop_card, load_robot_card
    from relaywalk.scenario import Scenario, card_path, scenario_path

    path = scenario_path(name)
    document = strict_yaml.read(path)
    keys = document.data if isinstance(document.data, dict) else {}
    if "joints" in keys:
        load_robot_card(path)
    elif "link" in keys:
        load_prop_card(path)
    else:
        scenario = Scenario.load(path)
        for actor in scenario.actors.values():
            load_robot_card(card_path(actor.card))
        for prop in scenario.props.values():
            load_prop_card(card_path(prop.card))
