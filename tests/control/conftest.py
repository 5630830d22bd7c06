"""Fixtures of the control tests: bodies in some motion, and the QP behind them."""

import importlib
import shutil
import sys
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pinocchio as pin
import pytest

from relaywalk.control.controllers.dcm_qp import LimitParams, TaskParams
from relaywalk.control.dynamics import WholeBodyDynamics
from relaywalk.control.limits.friction_limit import FrictionLimit
from relaywalk.control.limits.load_cap_limit import LoadCapLimit
from relaywalk.control.limits.torque_limit import TorqueLimit
from relaywalk.control.reference import (
    CentralReference,
    LegReference,
    WholeBodyReference,
)
from relaywalk.control.tasks.com_task import ComTask
from relaywalk.control.tasks.hand_task import HandTask
from relaywalk.control.tasks.pelvis_task import PelvisTask
from relaywalk.control.tasks.posture_task import PostureTask
from relaywalk.control.tasks.stance_task import StanceTask
from relaywalk.control.tasks.swing_foot_task import SwingFootTask
from relaywalk.control.tasks.upright_task import UprightTask
from relaywalk.control.whole_body_qp import RegularisationParams, WholeBodyQp
from relaywalk.robots.card import load_robot_card
from relaywalk.robots.catalogue import card_path
from relaywalk.robots.model import RobotModel
from relaywalk.types import FrameReference, Goal, RobotState

TOYS = Path(__file__).parent / "toys"
FEET = ("left_foot", "right_foot")
AIM = FrameReference(
    np.array([0.3, -0.2, 0.9]),
    pin.exp3(np.array([0.2, -0.1, 0.3])),
    np.array([0.1, 0.2, -0.3]),
    np.array([0.5, -0.4, 0.3]),
    np.array([-0.2, 0.4, 0.1]),
    np.array([0.7, 0.2, -0.6]),
)


class Body:
    """A robot in some configuration and motion.

    Attributes:
        model: Updated for it.
        state: The same as a state; the fingers stand still.
    """

    def __init__(self, card, q, v):
        self.model = RobotModel(card)
        self.q, self.v = q, v
        select = self.model.select
        joints, rates = card.pose("stand", "hand_open"), np.zeros(len(card.joints))
        joints[select], rates[select] = q[7:], v[6:]
        self.state = RobotState(0.0, q[:7], v[:6], joints, rates)
        self.model.update(self.state)

    def after(self, time):
        """Return the body a time [s] later if its velocity stays what it is."""
        q = pin.integrate(self.model.model, self.q, time * self.v)
        return Body(self.model.card, q, self.v)

    def place(self, frame):
        """Return position (3,) and rotation (3, 3) of a frame in world."""
        return self.model.frame_pose_at(frame, self.q)

    def legs(self, **changed):
        """Return what the legs do to stay as they are, but for what is changed."""
        com = self.model.com_in_world
        central = CentralReference(float(com[2]))
        still = LegReference(*3 * (com[:2],), central, FEET, {})
        return still._replace(**changed)

    def goal(self, **changed):
        """Return the goal to stay in this posture, but for what is changed."""
        return Goal(**{"posture": self.state.joint_position, **changed})

    def reference(self, goal=None, **legs):
        """Return what to track: to stay, but for what is changed."""
        return WholeBodyReference(goal or self.goal(), self.legs(**legs))

    def tasks(self):
        """Return every task with its default gains."""
        return all_tasks(self.model)

    def limits(self):
        """Return every limit that is on by default."""
        return all_limits(self.model)

    def dynamics(self, stance=FEET):
        """Return the equations of motion on some feet."""
        return WholeBodyDynamics.of(self.model, stance)


class Solved(NamedTuple):
    """What one tick of the QP came to.

    Attributes:
        acceleration: (nv,) that it means.
        torque: (n,) of the joints, card order [N·m].
        com_acceleration: (3,) [m/s²].
    """

    acceleration: np.ndarray
    torque: np.ndarray
    com_acceleration: np.ndarray


def all_tasks(model):
    """Return every task with its default gains."""
    params = TaskParams()
    return [
        ComTask(params.com),
        PelvisTask(params.pelvis),
        StanceTask(params.stance),
        SwingFootTask(params.swing_foot),
        HandTask(params.hand),
        UprightTask(params.upright),
        PostureTask(params.posture, model.card, model.joints),
    ]


def all_limits(model):
    """Return every limit that is on by default."""
    params, card = LimitParams(), model.card
    return [
        TorqueLimit(card.envelope().of(model.select)),
        FrictionLimit(params.friction, card.sole),
        LoadCapLimit(params.load_cap, model.mass),
    ]


@pytest.fixture(scope="session", params=["kuavo_4_pro", "kuavo_5"])
def robot(request):
    """Every humanoid's card."""
    return load_robot_card(card_path(request.param))


@pytest.fixture
def body():
    """Return the type of a robot in some configuration and motion."""
    return Body


@pytest.fixture
def aim():
    """Return where a frame should be, and how it should move there."""
    return AIM


@pytest.fixture
def standing(robot):
    """Return a body on level soles, its CoM at rest."""
    joints = robot.pose("stand", "hand_open")
    q = np.concatenate(
        ([0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0], joints[RobotModel(robot).select])
    )
    body = Body(robot, q, np.zeros(len(q) - 1))
    q[2] = -body.place("left_sole")[0][2]
    return Body(robot, q, body.v)


@pytest.fixture
def moving(standing):
    """Return a function: seed → a body near standing that moves and turns."""

    def move(seed):
        random = np.random.default_rng(seed)
        away = random.normal(0.0, 0.3, len(standing.v))
        q = pin.integrate(standing.model.model, standing.q, away)
        return Body(standing.model.card, q, random.normal(0.0, 0.5, len(standing.v)))

    return move


@pytest.fixture
def solve():
    """Return a function that solves one tick for a body, by default on its feet.

    Tasks and limits may be added to those there are.
    """

    def solved(body, reference=None, tasks=(), limits=()):
        model = body.model
        qp = WholeBodyQp(
            [*all_tasks(model), *tasks],
            [*all_limits(model), *limits],
            RegularisationParams(),
        )
        found = qp.solve(model, reference or body.reference())
        torque = np.zeros(len(model.card.joints))
        torque[model.select] = found.torque
        com = model.com_jacobian @ found.acceleration + model.com_bias
        return Solved(found.acceleration, torque, com)

    return solved


@pytest.fixture
def add_toy(tmp_path, monkeypatch):
    """Return a function: package, name of a toy → the toy, a module of the package.

    Its one file lies in a folder that is on the package's path for the test.
    """
    added = []

    def add(package, name):
        folder, parent = tmp_path / package, importlib.import_module(package)
        folder.mkdir()
        shutil.copy(TOYS / f"{name}.py", folder)
        monkeypatch.setattr(parent, "__path__", [*parent.__path__, str(folder)])
        added.append((parent, name))
        return importlib.import_module(f"{package}.{name}")

    yield add
    for parent, name in added:
        sys.modules.pop(f"{parent.__name__}.{name}", None)
        delattr(parent, name)
