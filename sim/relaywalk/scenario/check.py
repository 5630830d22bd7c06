"""Checks of the bodies: their cards and URDFs, without simulating."""

from pathlib import Path

from relaywalk.robots.blueprint import read_prop, read_robot
from relaywalk.robots.card import load_prop_card, load_robot_card
from relaywalk.robots.catalogue import card_path
from relaywalk.scenario.scenario import Scenario


def check_bodies(scenario: Scenario) -> None:
    """Refuse a scenario whose cards or URDFs are wrong.

    Raises:
        CardError: Of the first that is.
    """
    for actor in scenario.actors.values():
        check_robot(card_path(actor.card))
    for prop in scenario.props.values():
        check_prop(card_path(prop.card))


def check_robot(path: Path) -> None:
    """Refuse a robot's card that is wrong, or whose URDF is.

    Raises:
        CardError: It is.
    """
    read_robot(load_robot_card(path))


def check_prop(path: Path) -> None:
    """Refuse a prop's card that is wrong, or whose URDF is.

    Raises:
        CardError: It is.
    """
    read_prop(load_prop_card(path))
