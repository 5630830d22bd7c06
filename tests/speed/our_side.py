"""Our side of `make bench-peers`: ticks of a walk, and the same ones alone."""

import gc
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, replace
from time import perf_counter

import numpy as np

from relaywalk.control.reference import WholeBodyReference
from relaywalk.experiments.scale_scenarios import ROBOT, carrying
from relaywalk.robots.card import RobotCard
from relaywalk.robots.model import RobotModel
from relaywalk.robots.urdf import urdf_text
from relaywalk.simulation.stage import build_stage
from relaywalk.spatial import rotation_about_z, rotation_of
from relaywalk.types import Array, FrameReference, RobotState

WALK, UNDER_WAY = "carry", 2.0  # phase; how long after its start is measured [s]
LENGTH = 100.0  # of the walk [m]
LEGS = ("left_leg", "right_leg")  # groups of a card
HAND = "right_hand"  # that carries
MIDDLE = "_middle"  # of a sole's name: a link in the middle of its rectangle


@dataclass(frozen=True, slots=True)
class LiveTick:
    """A control period of the running loop.

    Attributes:
        whole: Wall time of all that `Stage.commands` does [s].
        command: Of the controller in it [s].
        feet_down: How many feet bear load.
    """

    whole: float
    command: float
    feet_down: int


@dataclass(frozen=True, slots=True)
class WarmTick:
    """What the QP of a control period is asked, and how long the answer takes alone.

    Attributes:
        state: That the controller saw.
        reference: That the QP tracked.
        torque: (n,) that it found [N·m].
        update: Wall time of the model's update [s].
        solve: Of the QP [s].
    """

    state: RobotState
    reference: WholeBodyReference
    torque: Array
    update: float = 0.0
    solve: float = 0.0

    @property
    def feet_down(self) -> int:
        """How many feet bear load."""
        return len(self.reference.legs.stance)


class OurSide:
    """A robot that walks, and what its controller is asked meanwhile."""

    def __init__(self, engine: str) -> None:
        """Walk until the walk is under way.

        Args:
            engine: Settled.
        """
        self._stage = stage = build_stage(carrying(LENGTH, engine))
        actor = stage.actors[ROBOT]
        self.model: RobotModel = actor.model
        controller = actor.controller
        while actor.script.phase != WALK:
            stage.advance(stage.commands())
        end = stage.observation.time + UNDER_WAY
        while stage.observation.time < end:
            stage.advance(stage.commands())
        # between controller and QP, to see what goes from the one to the other
        self._command, controller.command = controller.command, self._watched
        self._qp, controller._qp = controller._qp, self

    @property
    def period(self) -> float:
        """Of control [s]."""
        return self._stage.scenario.control_period

    def close(self) -> None:
        """Close the engine."""
        self._stage.engine.close()

    def live(self, count: int) -> list[LiveTick]:
        """Walk on for some control periods as a run does, the engine between them."""
        with _no_garbage_collection():
            return [self._live() for _ in range(count)]

    def warm(self, count: int) -> list[WarmTick]:
        """Walk on and remember what is asked; then ask just that, over and over."""
        asked = [self._asked() for _ in range(count)]
        with _no_garbage_collection():
            return [self._again(tick) for tick in asked]

    def _live(self) -> LiveTick:
        """Advance by a control period."""
        began = perf_counter()
        commands = self._stage.commands()
        whole = perf_counter() - began
        self._stage.advance(commands)
        return LiveTick(whole, self._taken, len(self._reference.legs.stance))

    def _asked(self) -> WarmTick:
        """Advance by a control period and copy what its QP was asked."""
        self._stage.advance(self._stage.commands())
        return WarmTick(self._state, deepcopy(self._reference), self._torque.copy())

    def _again(self, tick: WarmTick) -> WarmTick:
        """Do a tick's model update and QP once more."""
        began = perf_counter()
        self.model.update(tick.state)
        middle = perf_counter()
        self._qp.solve(self.model, tick.reference)
        ended = perf_counter()
        return replace(tick, update=middle - began, solve=ended - middle)

    def _watched(self, seen, goal):
        """Command, and keep what was seen and how long it took."""
        began = perf_counter()
        command = self._command(seen, goal)
        self._taken = perf_counter() - began
        self._state = seen.state
        return command

    def solve(self, model, reference):
        """Solve, and keep what was asked and found: this stands in for the QP."""
        solution = self._qp.solve(model, reference)
        self._reference, self._torque = reference, solution.torque
        return solution


@contextmanager
def _no_garbage_collection() -> Iterator[None]:
    """Do without it for a while, as the loop does."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def robot_of(model: RobotModel, period: float) -> dict:
    """Return what a peer must know of the robot.

    Args:
        model: Of it, with what it carries.
        period: Control period [s].
    """
    card, sole = model.card, model.card.required_sole()
    desired = card.pose_of(HAND, "carry")[model.select]
    posture = dict(zip(model.joints, desired.tolist(), strict=True))
    legs = {joint for group in LEGS for joint in card.groups[group]}
    feet = [(foot, part.frame + MIDDLE) for foot, part in card.feet.items()]
    return {
        "urdf": peer_urdf(model),
        "joints": model.joints,
        "legs": {n: a for n, a in posture.items() if n in legs},
        "arms": {n: a for n, a in posture.items() if n not in legs},
        "base": card.base_link,
        "hand": card.hands[HAND].frame,
        "feet": feet,
        "length": sole.x_max - sole.x_min,
        "width": sole.y_max - sole.y_min,
        "friction": 0.6,  # as FrictionLimitParams counts on
        "period": period,
    }


def peer_urdf(model: RobotModel) -> str:
    """Return the URDF of all that the model has, for another library.

    Finger joints are fixed, what a hand carries is a link, and so is the middle of each
    sole: contacts of a peer are rectangles about their frame.
    """
    card = model.card
    root = ET.fromstring(urdf_text(card))
    fingers = {joint for hand in card.hands for joint in card.groups[hand]}
    for joint in root.iter("joint"):
        if joint.get("name") in fingers:
            joint.set("type", "fixed")
    for part in card.feet.values():
        _add_link(root, part.frame, MIDDLE, _middle(card))
    for frame, load in model.payloads.items():
        link = _add_link(root, frame, "_load", (0.0, 0.0, load.lever))
        inertial = ET.SubElement(link, "inertial")
        ET.SubElement(inertial, "mass", value=str(load.mass))
        about = dict.fromkeys(("ixx", "iyy"), str(load.inertia))
        across = dict.fromkeys(("ixy", "ixz", "iyz"), "0")
        ET.SubElement(inertial, "inertia", izz="1e-6", **about, **across)
    return ET.tostring(root, encoding="unicode")


def _add_link(
    root: ET.Element, parent: str, suffix: str, place: Iterable[float]
) -> ET.Element:
    """Return a new link, fixed at a place (3,) of its parent's frame [m]."""
    name = parent + suffix
    joint = ET.SubElement(root, "joint", name=f"{name}_joint", type="fixed")
    ET.SubElement(joint, "parent", link=parent)
    ET.SubElement(joint, "child", link=name)
    ET.SubElement(joint, "origin", xyz=" ".join(str(float(x)) for x in place))
    return ET.SubElement(root, "link", name=name)


def state_of(tick: WarmTick, model: RobotModel) -> dict:
    """Return what a peer must know of a tick; the model is updated for it.

    A foot in the air is where the tick's reference has it, all others stand.
    """
    model.update(tick.state)
    legs, card = tick.reference.legs, model.card
    central, com, moves = legs.central, model.com_in_world, model.com_velocity
    heading = rotation_about_z(central.heading)
    pull = legs.omega**2 * (com[:2] - legs.zmp_in_world)
    walk = heading @ [central.advance, 0.0, 0.0] + [0.0, 0.0, central.climb]
    upright = tick.reference.goal.upright.get(HAND, np.eye(3))
    found = {
        "q": model.q,
        "v": model.v,
        "com": np.array([*com[:2], central.level + central.com_height]),
        "com_velocity": np.array([*moves[:2], central.climb]),
        "com_acceleration": np.array([*pull, 0.0]),
        "pelvis": rotation_of(central.heading, central.lean),
        "hand": heading @ upright,
        "pace": walk,
    }
    swing = {
        foot: _aim(aim, _middle(card))
        for foot, aim in legs.swing.items()
        if foot not in legs.stance
    }
    return {**{name: array.tolist() for name, array in found.items()}, "swing": swing}


def _aim(aim: FrameReference, point: Array) -> tuple[list, list, list]:
    """Return pose (4, 4), velocity and acceleration (3,) of a point of a sole.

    Args:
        aim: Of the sole's frame.
        point: (3,) in that frame [m].
    """
    pose, arm = np.eye(4), aim.rotation_to_world @ point
    pose[:3, :3], pose[:3, 3] = aim.rotation_to_world, aim.position_in_world + arm
    velocity = aim.velocity_in_world + np.cross(aim.angular_velocity_in_world, arm)
    return pose.tolist(), velocity.tolist(), aim.acceleration_in_world.tolist()


def _middle(card: RobotCard) -> Array:
    """Return the middle (3,) of a sole's rectangle in its frame [m]."""
    sole = card.required_sole()
    return 0.5 * np.array([sole.x_min + sole.x_max, sole.y_min + sole.y_max, 0.0])
