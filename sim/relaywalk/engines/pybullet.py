"""PyBullet behind the engine contract."""

import struct
import tempfile
from collections.abc import Mapping
from pathlib import Path
from time import perf_counter
from typing import Any, ClassVar

import numpy as np
from typing_extensions import override

from relaywalk.engines import Engine, Scene
from relaywalk.engines._contact_sum import ContactSum
from relaywalk.engines._distribution import version
from relaywalk.engines._joint_reaction import LinkMotion, Period
from relaywalk.engines._joint_servo import JointServo
from relaywalk.engines._mass_sum import sum_masses
from relaywalk.engines._pybullet_body import PybulletBody
from relaywalk.engines._pybullet_reading import Reading, Root
from relaywalk.engines._pybullet_scene import build
from relaywalk.engines._pybullet_tree import tree_rows
from relaywalk.engines._pybullet_wrenches import Wrenches, WrenchSum
from relaywalk.engines._silence import silenced
from relaywalk.engines._soundness import all_sound, check_speed
from relaywalk.errors import MissingDependency
from relaywalk.spatial import (
    cross,
    move_twist,
    pose_multiply,
    rotate,
    rotation_from_quaternion,
)
from relaywalk.types import (
    ActorObservation,
    Array,
    Command,
    MassProperties,
    Observation,
    PropState,
    RobotState,
)

HEADER = struct.Struct("<dQ")  # time [s], number of actors


class PybulletEngine(Engine):
    """Bullet's multi-bodies, one physics client each."""

    name: ClassVar[str] = "pybullet"

    @override
    def __init__(self, scene: Scene) -> None:
        self._bullet = _library()
        self.version = version("pybullet")
        self.stepping_time = 0.0
        self._scene = scene
        self._client = -1
        self._open()
        self._sum = ContactSum(scene.actors, self._world.links, scene.props)
        rows = tree_rows(self._actors)
        frames = [
            rows[actor, scene.actors[actor].contact_frames[frame].frame]
            for actor, frame in self._sum.frames
        ]
        self._wrenches = WrenchSum(
            self._world, self._sum, rows, np.array(frames, dtype=np.intp)
        )
        self._servo = JointServo({n: len(b.joints) for n, b in self._actors.items()})
        self._joints = np.zeros((2, 0))
        self._links: LinkMotion
        self._roots: dict[str, Root]
        self._pushes: list[tuple[str, str, Array]] = []
        self._root_pose: dict[str, Array] = {}
        self._time = 0.0

    @override
    def reset(
        self, states: Mapping[str, RobotState], prop_poses: Mapping[str, Array]
    ) -> Observation:
        self._time = 0.0
        self._pushes.clear()
        for name, body in self._actors.items():
            self._place(body, states[name])
            self._root_pose[name] = np.array(states[name].pose_base_in_world)
        poses = {n: np.array(solid.pose) for n, solid in self._scene.loose.items()}
        for name, pose in {**poses, **prop_poses}.items():
            self._place_root(self._props[name], np.asarray(pose), np.zeros(6))
        self._start()
        sizes = {name: len(body.joints) for name, body in self._actors.items()}
        torque = {name: np.zeros(count) for name, count in sizes.items()}
        return self._observe(torque, self._wrenches.nothing())

    @override
    def step(self, commands: Mapping[str, Command]) -> Observation:
        bullet, client = self._bullet, self._client
        contacts, before = [], self._links
        self._servo.begin(commands)
        for _ in range(self._scene.substeps):
            if self._pushes:
                self._push()
            self._actuate()
            start = perf_counter()
            bullet.stepSimulation(physicsClientId=client)
            self.stepping_time += perf_counter() - start
            # of all pairs: soles, hands and who touches whom are told apart later
            contacts.append(bullet.getContactPoints(physicsClientId=client))
            self._joints = self._reading.joints()
        self._time += self._scene.substeps * self._scene.timestep
        self._read()
        substeps, timestep = self._scene.substeps, self._scene.timestep
        period = Period(before, self._links, substeps, timestep)
        points = self._reading.contacts(contacts)
        sums = self._wrenches.sums(period, points, self._pushed(period))
        self._pushes.clear()
        return self._observe(self._servo.mean(substeps), sums)

    @override
    def apply_wrench(self, body: str, link: str, wrench_in_world: Array) -> None:
        self._pushes.append((body, link, np.array(wrench_in_world, dtype=float)))

    @override
    def snapshot(self) -> bytes:
        """Return the whole state, and go on from it as `restore` does.

        Bullet's file has one contact manifold a pair of links, the first; a torch and
        a palm of several shapes each have more. So what is saved is not quite what
        is there, and the run itself goes on from what is saved.
        """
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "state.bullet"
            self._bullet.saveBullet(str(path), physicsClientId=self._client)
            state = path.read_bytes()
        roots = b"".join(self._root_pose[name].tobytes() for name in self._actors)
        saved = HEADER.pack(self._time, len(self._actors)) + roots + state
        self.restore(saved)
        return saved

    @override
    def restore(self, snapshot: bytes) -> None:
        self._time, actors = HEADER.unpack_from(snapshot)
        start = HEADER.size
        for name in list(self._actors)[:actors]:
            self._root_pose[name] = np.frombuffer(
                snapshot, count=7, offset=start
            ).copy()
            # seven doubles
            start += 56
        self._open()  # a used client remembers contacts, and the order they came in
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "state.bullet"
            path.write_bytes(snapshot[start:])
            self._bullet.restoreState(fileName=str(path), physicsClientId=self._client)
        self._pushes.clear()
        self._start()

    @override
    def mass_properties(self, actor: str) -> MassProperties:
        body = self._actors[actor]
        found = [
            self._bullet.getDynamicsInfo(body.uid, link, physicsClientId=self._client)
            for link in body.links.values()
        ]
        poses = np.array(
            [self._reading.com_pose(body, link) for link in body.links.values()]
        )
        return sum_masses(
            np.array([item[0] for item in found]),
            poses[:, :3],
            rotation_from_quaternion(poses[:, 3:]),
            np.array([item[2] for item in found]),
        )

    @override
    def gravity_torque(self, actor: str, joint_position: Array) -> Array:
        bullet, client, body = self._bullet, self._client, self._actors[actor]
        kept = bullet.saveState(physicsClientId=client)
        rest = np.zeros(len(body.joints))
        upright = np.array([0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0])
        self._place(body, RobotState(0.0, upright, np.zeros(6), joint_position, rest))
        tree = self._world.tree
        still = tree.motion(self._reading.links())
        nothing = np.zeros((len(tree.mass), 6))
        # momentum does not change, so that any duration will do
        wrench = tree.reactions(Period(still, still, 1, 1.0), nothing)
        bullet.restoreState(stateId=kept, physicsClientId=client)
        bullet.removeState(kept, physicsClientId=client)
        own = wrench[self._servo.slices[actor]]
        return np.sum(own * body.axes, axis=1)

    @override
    def close(self) -> None:
        if self._client >= 0:
            # a client that is left open keeps about 150 MB
            self._bullet.disconnect(physicsClientId=self._client)
            self._client = -1

    def _open(self) -> None:
        """Build the scene in a client of its own, instead of the one there may be."""
        self.close()
        self._client = self._bullet.connect(self._bullet.DIRECT)
        try:
            self._world = build(self._bullet, self._client, self._scene)
        except BaseException:
            self.close()
            raise
        actors, bodies = self._scene.actors, self._world.bodies
        self._actors = {name: bodies[name] for name in actors}
        self._props = {
            name: bodies[name] for name in (*self._scene.props, *self._scene.loose)
        }
        self._reading = Reading(self._bullet, self._client, self._world, actors)

    def _place(self, body: PybulletBody, state: RobotState) -> None:
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

    def _place_root(
        self, body: PybulletBody, pose: Array, twist_in_world: Array
    ) -> None:
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

    def _actuate(self) -> None:
        """Apply the servo law for one physics step."""
        bullet, client = self._bullet, self._client
        drive, mode = bullet.setJointMotorControlArray, bullet.TORQUE_CONTROL
        torque = self._servo.torque(*self._joints).tolist()
        for body, part in zip(
            self._actors.values(), self._servo.slices.values(), strict=True
        ):
            forces = torque[part]
            drive(body.uid, body.joints, mode, forces=forces, physicsClientId=client)

    def _push(self) -> None:
        """Apply the wrenches of this period; Bullet forgets them each step."""
        bullet, client = self._bullet, self._client
        for pushed, name, wrench in self._pushes:
            body = self._world.bodies[pushed]
            link = body.links[name]
            point = self._reading.com_pose(body, link)[:3].tolist()
            force, moment = wrench[:3].tolist(), wrench[3:].tolist()
            frame = bullet.WORLD_FRAME
            bullet.applyExternalForce(
                body.uid, link, force, point, frame, physicsClientId=client
            )
            bullet.applyExternalTorque(
                body.uid, link, moment, frame, physicsClientId=client
            )

    def _start(self) -> None:
        """Read all that was put in place; the next period starts from there."""
        self._joints = self._reading.joints()
        self._reading.find_fixed_roots()
        self._read()

    def _read(self) -> None:
        """Read the roots, and with the joints how all links move."""
        self._roots = self._reading.roots()
        self._links = self._reading.motion(self._joints, self._roots)

    def _pushed(self, period: Period) -> Array:
        """Return the pushes (k, 6) on the links, about the world's origin."""
        pushed = np.zeros((len(self._world.tree.mass), 6))
        for name, link, push in self._pushes:
            body = self._world.bodies[name]
            row = self._wrenches.row(body.uid, body.links[link])
            if row is not None:
                com = period.where_forces_acted()[row, :3]
                pushed[row] += push
                pushed[row, 3:] += cross(com, push[:3])
        return pushed

    def _observe(self, torque: dict[str, Array], sums: Wrenches) -> Observation:
        """Gather what there is to say at the end of a period."""
        contact = self._sum.by_actor(sums.frames)
        by_hand = self._sum.by_hand(sums.props)
        grips = self._sum.by_hand(sums.grips)
        actors = {
            name: ActorObservation(
                self._state(name),
                torque[name],
                sums.joints[self._servo.slices[name]],
                contact[name],
                prop_wrench=by_hand[name],
                prop_grip=grips[name],
            )
            for name in self._actors
        }
        moving = [(root.pose, root.twist_in_world) for root in self._roots.values()]
        moving.append((self._joints[0], self._joints[1]))
        if not all(all_sound(*part) for part in moving):
            for name, actor in actors.items():
                check_speed(actor.state, name)
        props = {name: self._prop(self._roots[name]) for name in self._props}
        return Observation(self._time, actors, props, *self._sum.pairs(sums.noted))

    def _state(self, name: str) -> RobotState:
        """Return an actor's state."""
        position, velocity = self._joints[:, self._servo.slices[name]]
        if name in self._roots:
            root = self._roots[name]
            pose, twist = root.pose, root.twist_in_base
        else:
            pose, twist = self._root_pose[name], np.zeros(6)
        return RobotState(self._time, pose, twist, position, velocity)

    @staticmethod
    def _prop(root: Root) -> PropState:
        """Return a prop's state."""
        return PropState(root.pose, root.twist_in_world)


def _library() -> Any:  # noqa: ANN401
    """Return the library, imported only when it is wanted; it prints its build time."""
    try:
        with silenced():
            import pybullet
    except ImportError as error:
        raise MissingDependency(
            "PyBullet is not installed: install pybullet>=3.2.7, from Python 3.12 on "
            "pybullet-arm64>=3.2.8, or use --engine mujoco"
        ) from error
    return pybullet
