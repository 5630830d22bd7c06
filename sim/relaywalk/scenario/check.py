"""Checks of the bodies: their cards and URDFs, without simulating."""

from functools import partial
from pathlib import Path

from relaywalk.errors import CardError
from relaywalk.robots.blueprint import read_prop, read_robot
from relaywalk.robots.card import load_prop_card, load_robot_card
from relaywalk.robots.catalogue import card_path
from relaywalk.scenario.scenario import Scenario
from relaywalk.schema.faults import all_done


def check_bodies(scenario: Scenario) -> None:
    """Refuse a scenario whose cards or URDFs are wrong.

    Raises:
        CardError: Of all that are, a line each.
    """
    robots = (card_path(actor.card) for actor in scenario.actors.values())
    props = (card_path(prop.card) for prop in scenario.props.values())
    checks = (
        *(partial(check_robot, path) for path in robots),
        *(partial(check_prop, path) for path in props),
    )
    all_done(CardError, checks)


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
