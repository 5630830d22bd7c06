"""What the commands that simulate share: which scenario, and what is changed in it."""

import argparse

from relaywalk.cli._names import ENGINE, ROBOT, SCENARIO


def add_scenario_arguments(
    parser: argparse.ArgumentParser, shown: str = "scenario", other: str = ""
) -> None:
    """Declare the scenario and what may be changed in it.

    Args:
        parser: Of a command.
        shown: What the help calls the scenario.
        other: What it may be instead, in words.
    """
    parser.add_argument(
        "scenario",
        type=SCENARIO,
        metavar=shown,
        help=f"{other}name in scenarios/ or path of a YAML file",
    )
    parser.add_argument(
        "--robot", type=ROBOT, metavar="NAME|CARD.yaml", help="the bearer"
    )
    parser.add_argument("--engine", type=ENGINE, help="pybullet or mujoco")
    parser.add_argument(
        "--seed", type=int, metavar="N", help="of everything random in the run"
    )
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="PATH=VALUE",
        help="any leaf of the scenario, such as terrain.friction=0.6; repeatable",
    )
