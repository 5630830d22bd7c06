"""Scenarios of one kind and several sizes: longer walks, more humanoids."""

from copy import deepcopy
from typing import Any

from relaywalk.scenario.scenario import Scenario
from relaywalk.schema.strict_yaml import Document

MODEL = "carry_5m"  # that they are made from
ROBOT, TORCH = "robot", "torch"  # in it
WALK = 1  # number of the phase in its script that walks
SLOWEST = 0.4  # half the speed that the robot walks at [m/s]
START = 30.0  # in which it lifts the torch, and stops at the end [s]
APART = 2.0  # side by side [m]


def carrying(distance: float, engine: str) -> Scenario:
    """Return the scenario of one robot that carries a torch.

    Args:
        distance: [m].
        engine: Settled.

    Raises:
        ScenarioError: The distance is not one that can be walked.
    """
    return _scenario("carry", _data(distance, engine))


def side_by_side(count: int, distance: float, engine: str) -> Scenario:
    """Return the scenario of robots that carry a torch each, all in step.

    Args:
        count: How many.
        distance: [m].
        engine: Settled.

    Raises:
        ScenarioError: The distance is not one that can be walked.
    """
    data = _data(distance, engine)
    for number in range(2, count + 1):
        robot, torch = deepcopy(data["actors"][ROBOT]), f"{TORCH}{number}"
        robot["start"]["y"] = APART * (number - 1)
        robot["holds"]["prop"] = torch
        data["actors"][f"{ROBOT}{number}"] = robot
        data["props"][torch] = deepcopy(data["props"][TORCH])
    return _scenario("side_by_side", data)


def _data(distance: float, engine: str) -> dict[str, Any]:
    """Return the model's plain values for a distance [m] in an engine."""
    limit = min(START + distance / SLOWEST, 3600.0)  # the longest that is allowed
    model = Scenario.load(MODEL)
    walk = f"actors.{ROBOT}.script.{WALK}"
    overrides = {
        "engine": engine,
        "duration": limit,
        f"{walk}.distance": distance,
        f"{walk}.timeout": limit,
        "success.distance": 0.0,
    }
    return model.with_overrides(overrides).as_dict()


def _scenario(name: str, data: dict[str, Any]) -> Scenario:
    """Return the scenario of plain values."""
    return Scenario.from_document(Document(name, {**data, "name": name}))
