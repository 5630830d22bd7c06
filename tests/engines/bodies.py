"""Engines, bodies and states that the engine tests share."""

from importlib.util import find_spec
from pathlib import Path

import numpy as np

from relaywalk import registry
from relaywalk.engines import Engine, Scene
from relaywalk.robots.card import RobotCard, load_robot_card
from relaywalk.types import Command, RobotState

TEST_MODELS = Path(__file__).parents[1] / "models"
MODELS = Path(__file__).parents[2] / "models"
ENGINES = [name for name in registry.modules("relaywalk.engines") if find_spec(name)]
ROBOTS = [name for name in ("kuavo_4_pro", "kuavo_5") if (MODELS / name).is_dir()]


def robot(name: str) -> RobotCard:
    """Return a card from the tests' models or from the project's."""
    folder = TEST_MODELS if (TEST_MODELS / name).is_dir() else MODELS
    return load_robot_card(folder / name / "card.yaml")


def make_engine(name: str, scene: Scene) -> Engine:
    """Return the one engine that a module of the registry holds."""
    module = registry.module("relaywalk.engines", name)
    kinds = [
        kind
        for kind in vars(module).values()
        if isinstance(kind, type) and issubclass(kind, Engine) and kind is not Engine
    ]
    (kind,) = kinds
    return kind(scene)


def state(
    card: RobotCard,
    position: tuple[float, float, float] = (0.0, 0.0, 0.0),
    quaternion: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 1.0),
    pose: str | None = None,
) -> RobotState:
    """Return a body at rest."""
    joints = card.pose(pose) if pose else np.zeros(len(card.joints))
    return RobotState(
        0.0, np.array([*position, *quaternion]), np.zeros(6), joints, 0.0 * joints
    )


def torque_command(card: RobotCard, torque: np.ndarray) -> Command:
    """Return a command of pure torque."""
    zero = np.zeros(len(card.joints))
    return Command(torque, zero, zero, zero, zero, card.envelope())


def hold_command(
    card: RobotCard, position: np.ndarray, stiffness: float, damping: float
) -> Command:
    """Return a command that holds a position like a spring and a damper."""
    one = np.ones(len(card.joints))
    return Command(
        0.0 * one,
        position,
        0.0 * one,
        stiffness * one,
        damping * one,
        card.envelope(),
    )
