"""What a caller chooses about a scenario: engine, seed, robot, folder."""

import importlib.util
import time
from pathlib import Path
from typing import Any

from relaywalk.errors import MissingDependency
from relaywalk.scenario.scenario import Scenario


def chosen_engine(engine: str) -> str:
    """Return the engine that a scenario's keyword means on this machine.

    Args:
        engine: "auto" is PyBullet where it is installed, else MuJoCo.

    Raises:
        MissingDependency: The engine asked for is not installed.
    """
    if engine == "auto":
        return "pybullet" if importlib.util.find_spec("pybullet") else "mujoco"
    if importlib.util.find_spec(engine) is None:
        raise MissingDependency(
            f"engine '{engine}' is not installed: 'pip install {engine}' (PyBullet "
            "from Python 3.12 on: pybullet-arm64), or use --engine mujoco"
        )
    return engine


def settled(scenario: Scenario, overrides: dict[str, Any]) -> Scenario:
    """Return the scenario with overrides, and its engine named instead of "auto"."""
    changed = scenario.with_overrides(overrides)
    return changed.with_overrides({"engine": chosen_engine(changed.engine)})


def default_folder(scenario: Scenario) -> Path:
    """Return `runs/<scenario>-<engine>-<seed>-<time>`; it may be there already."""
    stamp = time.strftime("%Y%m%d-%H%M%S")
    return Path("runs", f"{scenario.name}-{scenario.engine}-{scenario.seed}-{stamp}")


def named_overrides(
    scenario: Scenario, engine: str | None, seed: int | None, robot: str | None
) -> dict[str, Any]:
    """Return the overrides that have an option of their own; None leaves as it is."""
    overrides = {
        "engine": engine,
        "seed": seed,
        f"actors.{robot_name(scenario)}.card": robot,
    }
    return {path: value for path, value in overrides.items() if value is not None}


def robot_name(scenario: Scenario) -> str:
    """Return the actor that `--robot` means: the first carrier."""
    return carriers(scenario)[0]


def carriers(scenario: Scenario) -> tuple[str, ...]:
    """Return the actors whose role is to carry; where nobody's is, the first actor."""
    found = (name for name, actor in scenario.actors.items() if actor.role == "carrier")
    return tuple(found) or (next(iter(scenario.actors)),)
