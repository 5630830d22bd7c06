"""Builds a scene in PyBullet.

Cures of its known traps: inertias from the file, fixed links kept, velocity motors
off, damping zero, collision pairs by our own rule. Friction of a pair is the product
there, so each link has the root of its coefficient.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from math import sqrt
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from numpy.typing import NDArray

from relaywalk.engines import Scene
from relaywalk.engines._contact_sum import GROUND
from relaywalk.engines._joint_reaction import LinkTree
from relaywalk.engines._pybullet_body import PybulletBody
from relaywalk.engines._pybullet_ground import add_shape
from relaywalk.engines._pybullet_solids import add_solid
from relaywalk.engines._pybullet_tree import read_tree
from relaywalk.errors import CardError
from relaywalk.robots.blueprint import (
    DEFAULT_FRICTION,
    Blueprint,
    link_friction,
    read_prop,
    read_robot,
    reflected_inertia,
)
from relaywalk.robots.card import PropCard, RobotCard
from relaywalk.robots.urdf import urdf_text
from relaywalk.spatial import rotate
from relaywalk.terrains.solid import Solid
from relaywalk.terrains.terrain import Terrain
from relaywalk.types import GRAVITY, Array

# Bullet's default; robots walk with 10 too, but all results change.
SOLVER_ITERATIONS = 50


@dataclass(frozen=True, slots=True)
class World:
    """All bodies of a scene.

    Attributes:
        bodies: Actor or prop name → body.
        links: (body, link) of every link, in the order of the rows.
        root_row: (uids,) row of the root link of each body in `links`.
        tree: The moving links of all actors, one after the other.
    """

    bodies: Mapping[str, PybulletBody]
    links: tuple[tuple[str, str], ...]
    root_row: NDArray[np.intp]
    tree: LinkTree


def build(bullet: Any, client: int, scene: Scene) -> World:  # noqa: ANN401
    """Fill an empty client with a scene.

    Args:
        bullet: The library.
        client: Physics client id.
        scene: What to build.
    """
    bullet.setGravity(0.0, 0.0, -GRAVITY, physicsClientId=client)
    bullet.setPhysicsEngineParameter(
        fixedTimeStep=scene.timestep,
        # Steps are made one by one, for a torque is clamped anew in each.
        numSubSteps=0,
        numSolverIterations=SOLVER_ITERATIONS,
        # needed for the same bits in every run
        deterministicOverlappingPairs=1,
        physicsClientId=client,
    )
    loader = _SceneLoader(bullet, client)
    for name, card in scene.actors.items():
        loader.add_actor(name, card)
    for name, prop in scene.props.items():
        loader.add_prop(name, prop)
    for name, solid in scene.solids.items():
        loader.add_solid(name, solid)
    if scene.terrain is not None:
        loader.add_ground(scene.terrain)
    actors = [loader.bodies[name] for name in scene.actors]
    tree = read_tree(bullet, client, actors)
    return World(loader.bodies, tuple(loader.links), np.array(loader.root_row), tree)


class _SceneLoader:
    """Loads bodies one after the other."""

    def __init__(self, bullet: Any, client: int) -> None:  # noqa: ANN401
        """Start with an empty client; links get their rows as bodies are loaded."""
        self.bullet, self.client = bullet, client
        self.bodies: dict[str, PybulletBody] = {}
        self.links: list[tuple[str, str]] = []
        self.root_row: list[int] = []

    def add_actor(self, name: str, card: RobotCard) -> None:
        """Load an actor, with motors off and only its own pairs colliding."""
        blueprint = read_robot(card)
        if reflected_inertia(card).any():
            raise CardError(
                f"{card.path}: PyBullet has no rotor inertia (reflected_inertia); "
                "use --engine mujoco or remove it from the card"
            )
        flags = self.bullet.URDF_USE_SELF_COLLISION if card.self_collision else 0
        uid = self._load(card, flags, fixed=card.base == "guided")
        links, joints = self._numbers(uid, blueprint)
        order = [joints[joint] for joint in card.joints]
        for joint in joints.values():
            self._free(uid, joint, card.joint_friction)
        for link, index in links.items():
            held = any(link in hand.links for hand in card.hands.values())
            self._set_surface(
                uid, index, sqrt(_actor_friction(card, link)), anchored=held
            )
        self._filter(uid, card, blueprint, links)
        self._register(
            name,
            PybulletBody(
                uid=uid,
                floating=card.base == "floating",
                links=links,
                joints=order,
                offset_pose=self._inertial_pose(uid, -1),
                axes=np.array([self._axis(uid, joint) for joint in order]),
                moving=list(range(len(links) - 1)),
            ),
        )

    def add_prop(self, name: str, card: PropCard) -> None:
        """Load a prop and scale its inertia to the mass of its card."""
        read_prop(card)
        uid = self._load(card, 0, fixed=False)
        found = self.bullet.getDynamicsInfo(uid, -1, physicsClientId=self.client)
        self.bullet.changeDynamics(
            uid,
            -1,
            mass=card.mass,
            localInertiaDiagonal=[card.mass / found[0] * x for x in found[2]],
            physicsClientId=self.client,
        )
        self._set_surface(uid, -1, sqrt(card.friction), anchored=True)
        offset = self._inertial_pose(uid, -1)
        body = PybulletBody(
            uid, True, {card.link: -1}, [], offset, np.zeros((0, 6)), []
        )
        self._register(name, body)

    def add_solid(self, name: str, solid: Solid) -> None:
        """Add a body of one simple shape; its one link has its name."""
        uid = add_solid(self.bullet, self.client, solid)
        self._set_surface(uid, -1, sqrt(solid.friction))
        offset, axes = self._inertial_pose(uid, -1), np.zeros((0, 6))
        body = PybulletBody(uid, solid.loose, {name: -1}, [], offset, axes, [])
        self._register(name, body)

    def add_ground(self, terrain: Terrain) -> None:
        """Add every shape, with exactly the terrain's coefficient against soles.

        Each is a body of its own for Bullet, and all are one link for us.
        """
        row = len(self.links)
        self.links.append((GROUND, GROUND))
        for shape in terrain.shapes:
            uid = add_shape(self.bullet, self.client, shape)
            self._set_surface(uid, -1, terrain.friction / sqrt(DEFAULT_FRICTION))
            self._start_at(uid, row)

    def _load(self, card: RobotCard | PropCard, flags: int, *, fixed: bool) -> int:
        """Load a URDF, with what the card changes in it."""
        # Else Bullet makes inertias of its own from the shapes, and the robot falls.
        # Fixed links are not merged: that moves the parent's CoM to its link's origin,
        # 0.05 rad wrong after 0.2 s of free flight.
        flags |= self.bullet.URDF_USE_INERTIA_FROM_FILE
        # round, not a polyhedron: a finger is to touch in one point
        flags |= self.bullet.URDF_USE_IMPLICIT_CYLINDER
        with TemporaryDirectory() as folder:
            file = Path(folder, card.urdf_path.name)
            file.write_text(urdf_text(card), encoding="utf-8")
            try:
                uid = self.bullet.loadURDF(
                    str(file),
                    useFixedBase=fixed,
                    flags=flags,
                    physicsClientId=self.client,
                )
            except self.bullet.error as error:
                raise CardError(f"{card.urdf_path}: PyBullet: {error}") from error
        return int(uid)

    def _register(self, name: str, body: PybulletBody) -> None:
        """Remember a body and its links."""
        self.bodies[name] = body
        by_index = sorted((index, link) for link, index in body.links.items())
        self._count(body.uid, [(name, link) for _, link in by_index])

    def _count(self, uid: int, links: list[tuple[str, str]]) -> None:
        """Give the links of the next body their rows."""
        self._start_at(uid, len(self.links))
        self.links += links

    def _start_at(self, uid: int, row: int) -> None:
        """Remember the row of a body's root."""
        self.root_row += [0] * (uid + 1 - len(self.root_row))
        self.root_row[uid] = row

    def _numbers(
        self, uid: int, blueprint: Blueprint
    ) -> tuple[dict[str, int], dict[str, int]]:
        """Return link name → index, and movable joint name → index."""
        links, joints = {blueprint.root: -1}, {}
        for index in range(self.bullet.getNumJoints(uid, physicsClientId=self.client)):
            found = self.bullet.getJointInfo(uid, index, physicsClientId=self.client)
            # 12: child link's name, 2: type, 1: joint's name
            links[found[12].decode()] = index
            if found[2] != self.bullet.JOINT_FIXED:
                joints[found[1].decode()] = index
        return links, joints

    def _free(self, uid: int, joint: int, friction: float) -> None:
        """Leave of a joint's default motor, which brakes, only the friction [N·m]."""
        self.bullet.setJointMotorControl2(
            uid,
            joint,
            self.bullet.VELOCITY_CONTROL,
            force=friction,
            physicsClientId=self.client,
        )

    def _set_surface(
        self, uid: int, link: int, factor: float, *, anchored: bool = False
    ) -> None:
        """Set the factor of a pair's friction; remove every hidden damping."""
        self.bullet.changeDynamics(
            uid,
            link,
            lateralFriction=factor,
            spinningFriction=0.0,
            # an anchor remembers where a contact began: a held torch creeps by 1 mm
            # instead of 13 mm
            frictionAnchor=int(anchored),
            rollingFriction=0.0,
            restitution=0.0,
            # 0.04 by default: 4 to 5 % of a speed lost each second
            linearDamping=0.0,
            angularDamping=0.0,
            physicsClientId=self.client,
        )

    def _filter(
        self, uid: int, card: RobotCard, blueprint: Blueprint, links: dict[str, int]
    ) -> None:
        """Let only the card's pairs of links of one body collide."""
        allowed = {frozenset(pair) for pair in card.self_collision}
        for first, second in combinations(blueprint.colliding, 2):
            self.bullet.setCollisionFilterPair(
                uid,
                uid,
                links[first],
                links[second],
                int({first, second} in allowed),
                physicsClientId=self.client,
            )

    def _axis(self, uid: int, joint: int) -> Array:
        """Return a row (6,) of the axes; PyBullet has it in the inertial frame."""
        found = self.bullet.getJointInfo(uid, joint, physicsClientId=self.client)
        inertial = self._inertial_pose(uid, joint)
        axis = np.zeros((2, 3))
        revolute = int(found[2] == self.bullet.JOINT_REVOLUTE)
        axis[revolute] = rotate(inertial[3:], np.array(found[13]))
        return axis.ravel()

    def _inertial_pose(self, uid: int, link: int) -> Array:
        """Return the inertial frame (7,) of a link in its link frame."""
        found = self.bullet.getDynamicsInfo(uid, link, physicsClientId=self.client)
        return np.array([*found[3], *found[4]])


def _actor_friction(card: RobotCard, link: str) -> float:
    """Return a link's coefficient; every sole has the default one, see `add_ground`."""
    soles = {link for foot in card.feet.values() for link in foot.links}
    return DEFAULT_FRICTION if link in soles else link_friction(card, link)
