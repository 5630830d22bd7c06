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

    def snapshot(self) -> bytes:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "state.bullet"
            self._bullet.saveBullet(str(path), physicsClientId=self._client)
            self._bullet.restoreState(
                fileName=str(path), physicsClientId=self._client
            )
            state = path.read_bytes()
        roots = b"".join(self._root_pose[name].tobytes() for name in self._actors)
        return HEADER.pack(self._time, len(self._actors)) + roots + state

    def restore(self, snapshot: bytes) -> None:
        self._time, actors = HEADER.unpack_from(snapshot)
        start = HEADER.size
        for name in list(self._actors)[:actors]:
            self._root_pose[name] = np.frombuffer(snapshot, count=7, offset=start).copy()
            start += 56
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "state.bullet"
            path.write_bytes(snapshot[start:])
            self._bullet.restoreState(
                fileName=str(path), physicsClientId=self._client
            )
        self._pushes.clear()
        self._read_all()

    def render(self, camera: Camera) -> NDArray[np.uint8]:
        bullet = self._bullet
        view = bullet.computeViewMatrix(
            camera.eye_in_world, camera.target_in_world, [0.0, 0.0, 1.0]
        )
        aspect = camera.width / camera.height
        projection = bullet.computeProjectionMatrixFOV(
            camera.field_of_view, aspect, 0.05, 50.0
        )
        picture = bullet.getCameraImage(
            camera.width,
            camera.height,
            view,
            projection,
            shadow=1,
            lightDirection=[1.0, -1.0, 2.0],
            renderer=bullet.ER_TINY_RENDERER,
            physicsClientId=self._client,
        )[2]
        flat = np.asarray(picture, dtype=np.uint8)
        return flat.reshape(camera.height, camera.width, 4)[:, :, :3]

    def mass_properties(self, actor: str) -> MassProperties:
        body = self._actors[actor]
        found = [
            self._bullet.getDynamicsInfo(body.uid, link, physicsClientId=self._client)
            for link in body.links.values()
        ]
        poses = np.array([self._com_pose(body, link) for link in body.links.values()])
        return sum_masses(
            np.array([item[0] for item in found]),
            poses[:, :3],
            rotation_from_quaternion(poses[:, 3:]),
            np.array([item[2] for item in found]),
        )

    def gravity_torque(self, actor: str, joint_position: Array) -> Array:
        body = self._actors[actor]
        order = sorted(body.joints)
        sorting = [body.joints.index(joint) for joint in order]
        position = np.asarray(joint_position)[sorting].tolist()
        free = 6 if body.floating else 0
        base = body.offset_pose.tolist() if body.floating else []
        zero = [0.0] * (free + len(order))
        torque = self._bullet.calculateInverseDynamics(
            body.uid, base + position, zero, zero, physicsClientId=self._client
        )
        in_card_order = np.empty(len(order))
        in_card_order[sorting] = torque[free:]
        return in_card_order

    def close(self) -> None:
        if self._client >= 0:
            self._bullet.disconnect(physicsClientId=self._client)
            self._client = -1

    def _place(self, body: Body, state: RobotState) -> None:
        """Put an actor in a state."""
        for joint, position, velocity in zip(
            body.joints, state.joint_position, state.joint_velocity, strict=True
        ):
            self._bullet.resetJointState(
                body.uid, joint, position, velocity, physicsClientId=self._client
            )
        pose = np.asarray(state.pose_base_in_world)
        twist = np.asarray(state.twist_base_in_base).reshape(2, 3)
        self._place_root(body, pose, rotate(pose[3:], twist).ravel())

    def _place_root(self, body: Body, pose: Array, twist_in_world: Array) -> None:
        """Put a root's link frame at a pose (7,) with a twist (6,) of its origin."""
        com = pose_multiply(pose, body.offset_pose)
        self._bullet.resetBasePositionAndOrientation(
            body.uid, com[:3], com[3:], physicsClientId=self._client
        )
        if body.floating:
            twist = move_twist(twist_in_world, pose[:3], com[:3])
            self._bullet.resetBaseVelocity(
                body.uid, twist[:3], twist[3:], physicsClientId=self._client
            )

    def _read_all(self) -> dict[str, Any]:
        """Read every actor's joints; keep their motion for the servo law."""
        read = {}
        for name, body in self._actors.items():
            states = self._bullet.getJointStates(
                body.uid, body.joints, physicsClientId=self._client
            )
            position = np.array([state[0] for state in states])
            velocity = np.array([state[1] for state in states])
            self._motion[name] = (position, velocity)
            read[name] = states
        return read

    def _actuate(self, name: str, command: Command, total: Array) -> None:
        """Apply the servo law for one physics step and add its torque to `total`."""
        body = self._actors[name]
        torque = command.joint_torque(*self._motion[name])
        total += torque
        self._bullet.setJointMotorControlArray(
            body.uid,
            body.joints,
            self._bullet.TORQUE_CONTROL,
            forces=torque.tolist(),
            physicsClientId=self._client,
        )

    def _apply_pushes(self) -> None:
        """Apply the wrenches of this period; Bullet forgets them each step."""
        bullet, client = self._bullet, self._client
        for actor, name, wrench in self._pushes:
            body = self._actors[actor]
            link = body.links[name]
            point = self._com_pose(body, link)[:3]
            force, moment = wrench[:3].tolist(), wrench[3:].tolist()
            frame = bullet.WORLD_FRAME
            bullet.applyExternalForce(
                body.uid, link, force, point.tolist(), frame, physicsClientId=client
            )
            bullet.applyExternalTorque(
                body.uid, link, moment, frame, physicsClientId=client
            )

    def _com_pose(self, body: Body, link: int) -> Array:
        """Return a link's inertial frame (7,) in world."""
        if link < 0:
            position, quaternion = self._bullet.getBasePositionAndOrientation(
                body.uid, physicsClientId=self._client
            )
        else:
            position, quaternion = self._bullet.getLinkState(
                body.uid, link, computeForwardKinematics=1, physicsClientId=self._client
            )[:2]
        return np.array([*position, *quaternion])

    def _origins(self) -> list[tuple[float, ...]]:
        """Return the origins of all contact frames in world [m], and a dummy."""
        origins: list[tuple[float, ...]] = []
        for body in self._actors.values():
            if body.frame_links:
                states = self._bullet.getLinkStates(
                    body.uid,
                    body.frame_links,
                    computeForwardKinematics=1,
                    physicsClientId=self._client,
                )
                origins += [state[4] for state in states]
        origins.append((0.0, 0.0, 0.0))
        return origins

    def _observe(
        self,
        torque: dict[str, Array],
        wrench: dict[str, Array],
        periods: list[tuple[list[tuple[float, ...]], Any]],
    ) -> Observation:
        """Gather what there is to say at the end of a period."""
        rows = self._rows([contacts for _, contacts in periods])
        origins = np.array([origin for origin, _ in periods])
        if periods:
            contact = self._sum.wrenches(rows, origins)
        else:
            contact = np.zeros((len(self._sum.frames), 6))
        by_actor = self._sum.by_actor(contact)
        actors = {
            name: ActorObservation(
                self._state(name, body), torque[name], wrench[name], by_actor[name]
            )
            for name, body in self._actors.items()
        }
        props = {
            name: PropState(*self._root_motion(body))
            for name, body in self._props.items()
        }
        return Observation(self._time, actors, props, self._sum.others(rows))

    def _rows(self, contacts: list[Any]) -> ContactRows:
        """Return the contact points of all steps that carry force."""
        place = self._world.place
        table = np.array(
            [
                (step, c[1], c[3], c[2], c[4], c[9], c[10], c[12])
                + (*c[5], *c[6], *c[7], *c[11], *c[13])
                for step, points in enumerate(contacts)
                for c in points
                if c[9] > 0.0
            ]
        ).reshape(-1, 23)
        number = table[:, :5].astype(np.intp)
        return ContactRows(
            substep=number[:, 0],
            link_1=place[number[:, 1]] + number[:, 2] + 1,
            link_2=place[number[:, 3]] + number[:, 4] + 1,
            point_1=table[:, 8:11],
            point_2=table[:, 11:14],
            force=np.einsum("ki,kij->kj", table[:, 5:8], table[:, 14:].reshape(-1, 3, 3)),
        )

    def _state(self, name: str, body: Body) -> RobotState:
        """Return an actor's state, or say that it broke."""
        position, velocity = self._motion[name]
        if body.floating:
            pose, twist = self._root_motion(body)
            in_base = rotate_inverse(pose[3:], twist.reshape(2, 3)).ravel()
        else:
            pose, in_base = self._root_pose[name], np.zeros(6)
        state = RobotState(self._time, pose, in_base, position, velocity)
        speed = np.abs(state.v).max()
        if not (speed < ABSURD_SPEED and np.isfinite(state.q).all()):
            raise Diverged(self._time, f"{name} moves at {speed:g} m/s or rad/s")
        return state

    def _root_motion(self, body: Body) -> tuple[Array, Array]:
        """Return the pose (7,) of a root's link frame and its twist (6,), in world."""
        position, quaternion = self._bullet.getBasePositionAndOrientation(
            body.uid, physicsClientId=self._client
        )
        linear, angular = self._bullet.getBaseVelocity(
            body.uid, physicsClientId=self._client
        )
        com = np.array([*position, *quaternion])
        pose = pose_multiply(com, pose_inverse(body.offset_pose))
        return pose, move_twist(np.array([*linear, *angular]), com[:3], pose[:3])


def _library() -> Any:  # noqa: ANN401
    """Return the library, imported only when it is wanted."""
    try:
        import pybullet
    except ImportError as error:
        raise MissingDependency(
            "PyBullet is not installed; it has wheels up to Python 3.11: install "
            "pybullet>=3.2.7 there, or use --engine mujoco"
        ) from error
    return pybullet
