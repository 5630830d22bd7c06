"""PyBullet behind the engine contract."""

import struct
import tempfile
from collections.abc import Mapping
from importlib import metadata
from pathlib import Path
from time import perf_counter
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from relaywalk.engines import Camera, Engine, MassProperties, Scene
from relaywalk.engines._contact_sum import ContactRows, ContactSum
from relaywalk.engines._mass_sum import sum_masses
from relaywalk.engines._pybullet_scene import Body, build
from relaywalk.errors import Diverged, MissingDependency
from relaywalk.spatial import (
    move_twist,
    pose_inverse,
    pose_multiply,
    rotate,
    rotate_inverse,
    rotation_from_quaternion,
)
from relaywalk.types import (
    ActorObservation,
    Array,
    Command,
    Observation,
    PropState,
    RobotState,
)

ABSURD_SPEED = 1e3  # [m/s, rad/s]
HEADER = struct.Struct("<dQ")  # time [s], number of actors


class PybulletEngine(Engine):
    """Bullet's multi-bodies, one physics client each."""

    name: ClassVar[str] = "pybullet"

    def __init__(self, scene: Scene) -> None:
        self._bullet = _library()
        self.version = metadata.version("pybullet")
        self.stepping_time = 0.0
        self._scene = scene
        self._client = self._bullet.connect(self._bullet.DIRECT)
        try:
            self._world = build(self._bullet, self._client, scene)
        except BaseException:
            self.close()
            raise
        self._actors = {name: self._world.bodies[name] for name in scene.actors}
        self._props = {name: self._world.bodies[name] for name in scene.props}
        self._sum = ContactSum(scene.actors, self._world.links)
        self._motion: dict[str, tuple[Array, Array]] = {}
        self._pushes: list[tuple[str, str, Array]] = []
        self._root_pose: dict[str, Array] = {}
        self._time = 0.0

    def reset(
        self, states: Mapping[str, RobotState], prop_poses: Mapping[str, Array]
    ) -> Observation:
        self._time = 0.0
        self._pushes.clear()
        for name, body in self._actors.items():
            self._place(body, states[name])
            self._root_pose[name] = np.array(states[name].pose_base_in_world)
        for name, body in self._props.items():
            self._place_root(body, np.asarray(prop_poses[name]), np.zeros(6))
        self._read_all()
        torque = {name: np.zeros(len(body.joints)) for name, body in self._actors.items()}
        wrench = {name: np.zeros((len(b.joints), 6)) for name, b in self._actors.items()}
        return self._observe(torque, wrench, [])

    def step(self, commands: Mapping[str, Command]) -> Observation:
        bullet, client = self._bullet, self._client
        torque = {name: np.zeros(len(body.joints)) for name, body in self._actors.items()}
        contacts: list[tuple[Any, ...]] = []
        origins = []
        joint_states: dict[str, Any] = {}
        for _ in range(self._scene.substeps):
            origins.append(self._origins())
            self._apply_pushes()
            for name, command in commands.items():
                self._actuate(name, command, torque[name])
            start = perf_counter()
            bullet.stepSimulation(physicsClientId=client)
            self.stepping_time += perf_counter() - start
            contacts.append(bullet.getContactPoints(physicsClientId=client))
            joint_states = self._read_all()
        self._pushes.clear()
        self._time += self._scene.substeps * self._scene.timestep
        for total in torque.values():
            total /= self._scene.substeps
        wrench = {
            name: np.matmul(
                body.reaction,
                np.array([state[2] for state in joint_states[name]])[:, :, None],
            )[:, :, 0]
            for name, body in self._actors.items()
        }
        return self._observe(torque, wrench, list(zip(origins, contacts, strict=True)))

    def apply_wrench(self, actor: str, link: str, wrench_in_world: Array) -> None:
        self._pushes.append((actor, link, np.array(wrench_in_world, dtype=float)))
