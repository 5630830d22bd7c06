"""What the engine tests share: engines, bodies, states, commands."""

from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from relaywalk import registry
from relaywalk.engines import Engine, Scene, engine_class
from relaywalk.robots.card import PropCard, RobotCard, load_prop_card, load_robot_card
from relaywalk.types import Command, RobotState

TEST_MODELS = Path(__file__).parents[1] / "models"
MODELS = Path(__file__).parents[2] / "models"
ENGINES = [name for name in registry.modules("relaywalk.engines") if find_spec(name)]


class Lab:
    """One engine's name and what can be built in it."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.made: list[Engine] = []

    def engine(self, actors: dict[str, RobotCard], **scene) -> Engine:
        """Build a scene; it is closed at the end of the test."""
        kind = engine_class(self.name)
        self.made.append(kind(Scene(actors, **{"props": {}, **scene})))
        return self.made[-1]

    @staticmethod
    def robot(name: str) -> RobotCard:
        folder = TEST_MODELS if (TEST_MODELS / name).is_dir() else MODELS
        return load_robot_card(folder / name / "card.yaml")

    @staticmethod
    def prop(name: str) -> PropCard:
        return load_prop_card(MODELS / name / "card.yaml")

    @staticmethod
    def state(card, position=(0.0, 0.0, 0.0), quaternion=(0, 0, 0, 1.0), pose=None):
        """Return a body at rest."""
        joints = card.pose(pose) if pose else np.zeros(len(card.joints))
        base = np.array([*position, *quaternion], dtype=float)
        return RobotState(0.0, base, np.zeros(6), joints, 0.0 * joints)

    @staticmethod
    def torque(card: RobotCard, torque) -> Command:
        zero = np.zeros(len(card.joints))
        return Command(zero + torque, zero, zero, zero, zero, card.envelope())

    @staticmethod
    def hold(card: RobotCard, position, stiffness, damping) -> Command:
        one = np.ones(len(card.joints))
        return Command(
            0 * one,
            position,
            0 * one,
            stiffness * one,
            damping * one,
            card.envelope(),
        )


@pytest.fixture(params=ENGINES)
def lab(request):
    lab = Lab(request.param)
    yield lab
    for engine in lab.made:
        engine.close()
