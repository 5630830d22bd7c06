"""Fixtures of the control tests: bodies in some motion, tasks and the QP behind them.

What is asked here is physics (derivatives, accelerations, torques); only these
fixtures know how tasks, limits and the controller are called.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import pinocchio as pin
import pytest
from relaywalk.control.limits.contact_limit import contact_cone, in_world
from relaywalk.control.tasks.frame_task import FrameGains, frame_task
from relaywalk.control.tasks.orientation_task import OrientationGains, orientation_task
from relaywalk.control.whole_body import WholeBodyController

from relaywalk.control.tasks import TaskRows
from relaywalk.control.tasks.com_task import com_task
from relaywalk.control.tasks.stance_task import stance_task
from relaywalk.robots.card import load_robot_card
from relaywalk.robots.catalogue import card_path
from relaywalk.robots.model import RobotModel
from relaywalk.types import FrameReference, Reference, RobotState

PERIOD = 0.002  # [s]
TURN = pin.exp3(np.array([0.2, -0.1, 0.3]))  # a wanted rotation
AIM = FrameReference(
    np.array([0.3, -0.2, 0.9]),
    TURN,
    np.array([0.1, 0.2, -0.3]),
    np.array([0.5, -0.4, 0.3]),
)
FOOT, HAND = "left_sole", "right_grasp"


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


class Task(NamedTuple):
    """A task under test.

    Attributes:
        rows: Model → its rows.
        frame: What moves; the centre of mass if None.
        axes: Of (linear, angular) that the rows are about.
        wanted: Body, linear and angular velocity (6,) → wanted acceleration (k,).
    """

    rows: Callable[[RobotModel], TaskRows]
    frame: str | None
    axes: slice
    wanted: Callable[[Body, np.ndarray], np.ndarray]


def _com_wanted(body, velocity):
    """c̈_xy = ω² (c − p); a spring and a damper of the height."""
    com = body.model.com_in_world
    height = 80.0 * (0.8 - com[2]) - 18.0 * velocity[2]
    return np.array([*(9.0 * (com[:2] - [0.1, 0.05])), height])


def _frame_wanted(body, velocity):
    """a* + 600 e + 49 ė, 400 log(R* Rᵀ) − 40 ω."""
    position, rotation = body.place(FOOT)
    linear = (
        AIM.acceleration_in_world
        + 600.0 * (AIM.position_in_world - position)
        + 49.0 * (AIM.velocity_in_world - velocity[:3])
    )
    turn = pin.log3(AIM.rotation_to_world @ rotation.T)
    return np.concatenate((linear, 400.0 * turn - 40.0 * velocity[3:]))


def _orientation_wanted(body, velocity):
    """100 log(R* Rᵀ) − 20 ω."""
    turn = pin.log3(TURN @ body.place(HAND)[1].T)
    return 100.0 * turn - 20.0 * velocity[3:]


ONES = np.ones(6)
TASKS = {
    "com": Task(
        lambda m: com_task(m, np.array([0.1, 0.05]), 0.8, 3.0),
        None,
        slice(0, 3),
        _com_wanted,
    ),
    "frame": Task(
        lambda m: frame_task(
            m, FOOT, AIM, FrameGains((600.0, 49.0), (400.0, 40.0), ONES)
        ),
        FOOT,
        slice(0, 6),
        _frame_wanted,
    ),
    "orientation": Task(
        lambda m: orientation_task(
            m, HAND, TURN, OrientationGains(100.0, 20.0, ONES[:3])
        ),
        HAND,
        slice(3, 6),
        _orientation_wanted,
    ),
    "stance": Task(
        lambda m: stance_task(m, FOOT),
        FOOT,
        slice(0, 6),
        lambda _, velocity: -20.0 * velocity,
    ),
}


class Solved(NamedTuple):
    """What one tick of the controller came to.

    Attributes:
        acceleration: (nv,) that it means.
        torque: (n,) feed-forward of the command, card order [N·m].
        com_acceleration: (3,) [m/s²].
    """

    acceleration: np.ndarray
    torque: np.ndarray
    com_acceleration: np.ndarray


@pytest.fixture(params=TASKS)
def task(request):
    """Every task, one after the other."""
    return TASKS[request.param]


@pytest.fixture(scope="session", params=["kuavo_4_pro", "kuavo_5"])
def robot(request):
    """Every humanoid's card."""
    return load_robot_card(card_path(request.param))


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
def pushes():
    """Return a function: whether a sole can exert a wrench (6,) in world axes."""

    def can(sole, wrench, rotation=None):
        turn = np.eye(3) if rotation is None else rotation
        return bool((in_world(contact_cone(sole), turn) @ wrench <= 1e-9).all())

    return can


@pytest.fixture
def solve():
    """Return a function that solves one tick for a body on its feet."""

    feet = ("left_foot", "right_foot")

    def solved(body, zmp=None, height=None, stance=feet, posture=None):
        model = body.model
        reference = Reference(
            posture=body.state.joint_position if posture is None else posture,
            zmp_in_world=model.com_in_world[:2] if zmp is None else zmp,
            com_height=float(model.com_in_world[2]) if height is None else height,
            stance=stance,
        )
        controller = WholeBodyController(model, PERIOD)
        command = controller.command(body.state, reference)
        assert controller.failures == 0
        acceleration = controller.acceleration
        com = model.com_jacobian @ acceleration + model.com_bias
        return Solved(acceleration, command.torque, com)

    return solved
