"""What the oracles share: engines for a moment, bodies at rest, plain commands."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

import numpy as np

from relaywalk.engines import Engine, Scene, engine_class
from relaywalk.robots.card import PropCard, RobotCard
from relaywalk.robots.joint_rating import JointRating, Torque
from relaywalk.robots.urdf import urdf_tree
from relaywalk.types import Array, Command, RobotState

BODY = "body"  # the one actor of every scene here
HINGE = "hinge"
STRONG = Torque(value=1000.0, source="far above any torque of these tests")


class Load(NamedTuple):
    """A lump on a hinge.

    Attributes:
        mass: [kg].
        lever: From the hinge's axis to the CoM [m].
        inertia: About the CoM, across the lever [kg·m²].
    """

    mass: float
    lever: float
    inertia: float


@contextmanager
def engine_with(
    name: str, card: RobotCard, timestep: float = 1e-3, substeps: int = 2
) -> Iterator[Engine]:
    """Build an engine with one body and no ground; close it afterwards.

    Args:
        name: Keyword of the engine.
        card: Of the body.
        timestep: Physics step [s].
        substeps: Physics steps in one control period.
    """
    scene = Scene({BODY: card}, {}, timestep, substeps, terrain=None)
    engine = engine_class(name)(scene)
    try:
        yield engine
    finally:
        engine.close()


def at_rest(card: RobotCard, joint_position: Array, height: float = 0.0) -> RobotState:
    """Return an upright body at rest.

    Args:
        card: Of the body.
        joint_position: (n,) [rad].
        height: Of its base [m].
    """
    base = np.array([0.0, 0.0, height, 0.0, 0.0, 0.0, 1.0])
    still = np.zeros(len(card.joints))
    return RobotState(0.0, base, np.zeros(6), joint_position + still, still)


def torque_command(card: RobotCard, joint_torque: Array | float) -> Command:
    """Return a command of plain torques (n,) [N·m]."""
    zero = np.zeros(len(card.joints))
    return Command(zero + joint_torque, zero, zero, zero, zero, card.envelope())


def hinged(load: Load, folder: Path) -> RobotCard:
    """Write a body of one lump on a level hinge about y; return its card.

    At 0 rad the lever points along x; the torque that holds it at θ is
    −m g l cos θ.

    Args:
        load: The lump.
        folder: Where its URDF goes.
    """
    robot = ElementTree.Element("robot", name="hinged")
    _link(robot, "root", 1.0, np.zeros(3), 0.01)
    _link(robot, "lump", load.mass, np.array([load.lever, 0.0, 0.0]), load.inertia)
    joint = _joint(robot, HINGE, "revolute", "root", "lump")
    ElementTree.SubElement(joint, "axis", xyz="0 1 0")
    limits = {"lower": "-7", "upper": "7", "effort": "1000", "velocity": "1000"}
    ElementTree.SubElement(joint, "limit", limits)
    ElementTree.ElementTree(robot).write(folder / "robot.urdf")
    card = RobotCard(
        name="hinged",
        title="A lump on a hinge",
        source="closed form",
        base="guided",
        base_link="root",
        joints=(HINGE,),
        groups={},
        ratings={HINGE: JointRating(peak_torque=STRONG)},
        poses={},
    )
    return card.model_copy(update={"path": folder / "card.yaml"})


def fixed_in_the_world(
    card: RobotCard, folder: Path, prop: PropCard | None, hand: str
) -> RobotCard:
    """Write a copy of a body whose root cannot move; return its card.

    Shapes are left out: nothing here touches. A prop becomes part of the hand, its
    axis along z of the grasp frame, gripped in the middle of its grip zone.

    Args:
        card: Of the body.
        folder: Where the URDF goes.
        prop: What the hand holds, if anything.
        hand: Such as "right_hand".
    """
    robot = urdf_tree(card)
    for link in robot.findall("link"):
        for shape in (*link.findall("visual"), *link.findall("collision")):
            link.remove(shape)
    if prop is not None:
        centre = np.array([0.0, 0.0, lever_above_grip(prop)])
        inertia = prop.mass * prop.length**2 / 12.0
        _link(robot, "carried", prop.mass, centre, inertia)
        _joint(robot, "carried_fixed", "fixed", card.hands[hand].frame, "carried")
    ElementTree.ElementTree(robot).write(folder / "robot.urdf")
    changes: dict[str, object] = {
        "base": "guided",
        "urdf": "robot.urdf",
        "path": folder / "card.yaml",
        "self_collision": (),
        # in the file now
        "mass_scale": {},
        "fixed": {},
        "length_scale": {},
    }
    return card.model_copy(update=changes)


def lever_above_grip(prop: PropCard) -> float:
    """Return how far a prop's CoM is above the middle of its grip zone [m]."""
    return prop.centre_of_mass - sum(prop.grip_zone) / 2.0


def _link(
    robot: ElementTree.Element, name: str, mass: float, com: Array, inertia: float
) -> None:
    """Add a link with equal principal moments [kg·m²]."""
    link = ElementTree.SubElement(robot, "link", name=name)
    inertial = ElementTree.SubElement(link, "inertial")
    ElementTree.SubElement(inertial, "origin", xyz=" ".join(map(repr, com.tolist())))
    ElementTree.SubElement(inertial, "mass", value=repr(mass))
    moments = {f"i{a}": repr(inertia) for a in ("xx", "yy", "zz")}
    products = {f"i{a}": "0" for a in ("xy", "xz", "yz")}
    ElementTree.SubElement(inertial, "inertia", {**moments, **products})


def _joint(
    robot: ElementTree.Element, name: str, kind: str, parent: str, child: str
) -> ElementTree.Element:
    """Add a joint at the parent's origin and return it."""
    joint = ElementTree.SubElement(robot, "joint", name=name, type=kind)
    ElementTree.SubElement(joint, "origin", xyz="0 0 0")
    ElementTree.SubElement(joint, "parent", link=parent)
    ElementTree.SubElement(joint, "child", link=child)
    return joint
