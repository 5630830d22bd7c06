"""MuJoCo behind the engine contract.

After `mj_step` all but the positions and velocities belongs to the state before the
step; so do the wrenches here, forces and frames alike.
"""

import os
from collections.abc import Mapping
from time import perf_counter
from typing import Any, ClassVar, NamedTuple

import numpy as np
from numpy.typing import NDArray
from typing_extensions import override

from relaywalk.engines import Camera, Engine, Scene
from relaywalk.engines._contact_sum import (
    ContactSides,
    ContactSum,
    contact_sides,
    no_contact,
)
from relaywalk.engines._joint_servo import JointServo
from relaywalk.engines._mass_sum import sum_masses
from relaywalk.engines._mujoco_body import MujocoBody, find_body
from relaywalk.engines._mujoco_picture import MujocoPainter, choose_way_of_drawing
from relaywalk.engines._mujoco_scene import build, indices, links_of
from relaywalk.engines._soundness import all_sound, check_speed
from relaywalk.errors import MissingDependency
from relaywalk.spatial import cross, rotate, rotate_inverse, wxyz_from_xyzw
from relaywalk.types import (
    ActorObservation,
    Array,
    Command,
    MassProperties,
    Observation,
    PropState,
    RobotState,
)

WXYZ_TO_POSE = np.array([0, 1, 2, 4, 5, 6, 3])  # free joint's qpos to our pose
FORCE_ROWS = np.arange(3)  # of a contact with condim 3, elliptic


class ContactPoints(NamedTuple):
    """Contact points of one step, as MuJoCo has them.

    Attributes:
        geom: (k, 2) ids of the shapes.
        position: (k, 3) in world [m].
        frame: (k, 9) axes: the normal, from the first shape to the second, and two
            tangents.
        force: (k, 3) on the second shape, along these axes [N].
    """

    geom: NDArray[np.intp]
    position: Array
    frame: Array
    force: Array


class MujocoEngine(Engine):
    """One MuJoCo model of the whole scene."""

    name: ClassVar[str] = "mujoco"

    @override
    def __init__(self, scene: Scene) -> None:
        self._mujoco = _library()
        self.version = self._mujoco.__version__
        self.stepping_time = 0.0
        self._scene = scene
        self._model = model = build(self._mujoco, scene)
        self._data = self._mujoco.MjData(model)
        names = {**scene.actors, **scene.props, **scene.solids}
        self._sum = ContactSum(scene.actors, links_of(model, names), scene.props)
        self._actors = {
            name: find_body(model, name, card.joints)
            for name, card in scene.actors.items()
        }
        self._props = {
            name: find_body(model, name, ()) for name in (*scene.props, *scene.loose)
        }
        frames = [
            f"{actor}/{scene.actors[actor].contact_frames[frame].frame}"
            for actor, frame in self._sum.frames
        ]
        self._frames = indices(model, "body", frames)
        bodies = self._actors.values()
        self._joints = np.concatenate([body.joints for body in bodies])
        self._position = np.concatenate([body.position for body in bodies])
        self._velocity = np.concatenate([body.velocity for body in bodies])
        self._servo = JointServo({n: len(b.joints) for n, b in self._actors.items()})
        self._pushed: set[int] = set()
        self._painter = MujocoPainter(self._mujoco, model, self._data)

    @override
    def reset(
        self, states: Mapping[str, RobotState], prop_poses: Mapping[str, Array]
    ) -> Observation:
        self._mujoco.mj_resetData(self._model, self._data)
        self._pushed.clear()
        for name, body in self._actors.items():
            state = states[name]
            self._place_root(body, state.pose_base_in_world, state.twist_base_in_base)
            self._data.qpos[body.position] = state.joint_position
            self._data.qvel[body.velocity] = state.joint_velocity
        poses = {n: np.array(solid.pose) for n, solid in self._scene.loose.items()}
        for name, pose in {**poses, **prop_poses}.items():
            self._place_root(self._props[name], pose, np.zeros(6))
        self._mujoco.mj_forward(self._model, self._data)
        sizes = {name: len(body.joints) for name, body in self._actors.items()}
        torque = {name: np.zeros(count) for name, count in sizes.items()}
        wrench = {name: np.zeros((count, 6)) for name, count in sizes.items()}
        frames = np.zeros((1, len(self._frames), 3))
        return self._observe(torque, wrench, no_contact(), frames)

    @override
    def step(self, commands: Mapping[str, Command]) -> Observation:
        model, data, step = self._model, self._data, self._mujoco.mj_step
        substeps, servo = self._scene.substeps, self._servo
        points, origins = [], []
        reactions = np.zeros((len(self._joints), 6))
        servo.begin(commands)
        for _ in range(substeps):
            # Not by MuJoCo's actuators: the clamp depends on the speed, at every step,
            # and the mean over the period is wanted.
            data.qfrc_applied[self._velocity] = servo.torque(
                data.qpos[self._position], data.qvel[self._velocity]
            )
            start = perf_counter()
            step(model, data)
            self.stepping_time += perf_counter() - start
            points.append(self._contacts())
            # an index array copies; the next step writes into xpos
            origins.append(data.xpos[self._frames])
            reactions += self._joint_wrenches()
        reactions /= substeps
        wrench = {name: reactions[part] for name, part in servo.slices.items()}
        self._forget_pushes()
        torque = servo.mean(substeps)
        return self._observe(torque, wrench, self._sides(points), np.array(origins))

    @override
    def apply_wrench(self, body: str, link: str, wrench_in_world: Array) -> None:
        number = self._model.body(f"{body}/{link}").id
        self._data.xfrc_applied[number] += wrench_in_world
        self._pushed.add(number)

    @override
    def snapshot(self) -> bytes:
        state = np.empty(self._state_size())
        self._mujoco.mj_getState(
            self._model, self._data, state, self._mujoco.mjtState.mjSTATE_INTEGRATION
        )
        roots = self._roots()
        # where a fixed root stands is part of the model, not of the state
        placed = (self._model.body_pos[roots], self._model.body_quat[roots])
        return b"".join(part.tobytes() for part in (*placed, state))

    @override
    def restore(self, snapshot: bytes) -> None:
        roots = self._roots()
        whole = np.frombuffer(snapshot)
        position, quaternion, state = np.split(whole, [3 * len(roots), 7 * len(roots)])
        self._model.body_pos[roots] = position.reshape(-1, 3)
        self._model.body_quat[roots] = quaternion.reshape(-1, 4)
        self._mujoco.mj_setState(
            self._model, self._data, state, self._mujoco.mjtState.mjSTATE_INTEGRATION
        )
        self._forget_pushes()

    def render(self, camera: Camera) -> NDArray[np.uint8]:
        """Return a picture (height, width, 3), RGB.

        Raises:
            MissingDependency: Neither EGL nor OSMesa is there.
        """
        return self._painter.picture(camera)

    @override
    def mass_properties(self, actor: str) -> MassProperties:
        model, data = self._model, self._data
        self._mujoco.mj_kinematics(model, data)
        own = np.flatnonzero(model.body_rootid == self._actors[actor].root)
        return sum_masses(
            model.body_mass[own],
            data.xipos[own],
            data.ximat[own].reshape(-1, 3, 3),
            model.body_inertia[own],
        )

    @override
    def gravity_torque(self, actor: str, joint_position: Array) -> Array:
        body = self._actors[actor]
        # at rest, so that the bias is gravity's alone; the run's data stay untouched
        scratch = self._mujoco.MjData(self._model)
        scratch.qpos[body.position] = joint_position
        self._mujoco.mj_forward(self._model, scratch)
        return scratch.qfrc_bias[body.velocity].copy()

    @override
    def close(self) -> None:
        self._painter.close()

    def _place_root(self, body: MujocoBody, pose: Array, twist_in_root: Array) -> None:
        """Put a root's link frame at a pose (7,) with a twist (6,) of its origin."""
        quaternion = wxyz_from_xyzw(np.asarray(pose)[3:])
        if body.free_position.size:
            self._data.qpos[body.free_position[:3]] = pose[:3]
            self._data.qpos[body.free_position[3:]] = quaternion
            linear = rotate(np.asarray(pose)[3:], np.asarray(twist_in_root)[:3])
            self._data.qvel[body.free_velocity[:3]] = linear
            self._data.qvel[body.free_velocity[3:]] = twist_in_root[3:]
        else:
            self._model.body_pos[body.root] = pose[:3]
            self._model.body_quat[body.root] = quaternion

    def _roots(self) -> list[int]:
        """Return the root body of each actor."""
        return [body.root for body in self._actors.values()]

    def _state_size(self) -> int:
        """Return the length of MuJoCo's integration state."""
        kind = self._mujoco.mjtState.mjSTATE_INTEGRATION
        return int(self._mujoco.mj_stateSize(self._model, kind))

    def _forget_pushes(self) -> None:
        """End the wrenches of this period."""
        for body in self._pushed:
            self._data.xfrc_applied[body] = 0.0
        self._pushed.clear()

    def _contacts(self) -> ContactPoints:
        """Return the contact points of the step just made."""
        contact, data = self._data.contact, self._data
        address = contact.efc_address
        # -1: a contact within its margin that no constraint was made for
        loaded = address >= 0
        return ContactPoints(
            contact.geom[loaded],
            contact.pos[loaded],
            contact.frame[loaded],
            data.efc_force[address[loaded, None] + FORCE_ROWS],
        )

    def _sides(self, steps: list[ContactPoints]) -> ContactSides:
        """Return the contact points of all steps of a period."""
        counts = [len(points.geom) for points in steps]
        geom, point, axes, local = (
            np.concatenate(parts) for parts in zip(*steps, strict=True)
        )
        body = self._model.geom_bodyid[geom].astype(np.intp)
        force = np.matmul(local[:, None], axes.reshape(-1, 3, 3))[:, 0]
        return contact_sides(
            np.repeat(np.arange(len(steps)), counts),
            (body[:, 0], body[:, 1]),
            np.concatenate((point, point)),
            # MuJoCo's is on the second link
            -force,
        )

    def _joint_wrenches(self) -> Array:
        """Return all actors' joint wrenches (n, 6) in the step just made.

        MuJoCo has them (moment, force) about the CoM of the whole body, world axes.
        """
        model, data, joints = self._model, self._data, self._joints
        # mj_step itself leaves cfrc_int as it was
        self._mujoco.mj_rnePostConstraint(model, data)
        interaction = data.cfrc_int[joints]
        force = interaction[:, 3:]
        com = data.subtree_com[model.body_rootid[joints]]
        moment = interaction[:, :3] + cross(com - data.xpos[joints], force)
        to_world = data.xmat[joints].reshape(-1, 3, 3)
        in_child = np.matmul(np.stack((force, moment), axis=1), to_world)
        return in_child.reshape(-1, 6)

    def _observe(
        self,
        torque: dict[str, Array],
        wrench: dict[str, Array],
        sides: ContactSides,
        origins: Array,
    ) -> Observation:
        """Gather what there is to say at the end of a period."""
        by_actor = self._sum.by_actor(self._sum.wrenches(sides, origins))
        actors = {
            name: ActorObservation(
                self._state(name, body), torque[name], wrench[name], by_actor[name]
            )
            for name, body in self._actors.items()
        }
        if not all_sound(self._data.qpos, self._data.qvel):
            for name, actor in actors.items():
                check_speed(actor.state, name)
        props = {name: self._prop(body) for name, body in self._props.items()}
        time = float(self._data.time)
        return Observation(time, actors, props, *self._sum.pairs(sides))

    def _state(self, name: str, body: MujocoBody) -> RobotState:
        """Return an actor's state."""
        data, time = self._data, float(self._data.time)
        if body.free_position.size:
            pose = data.qpos[body.free_position][WXYZ_TO_POSE]
            twist = data.qvel[body.free_velocity]
            twist[:3] = rotate_inverse(pose[3:], twist[:3])
        else:
            position = self._model.body_pos[body.root]
            quaternion = self._model.body_quat[body.root]
            pose = np.concatenate((position, quaternion))[WXYZ_TO_POSE]
            twist = np.zeros(6)
        return RobotState(
            time, pose, twist, data.qpos[body.position], data.qvel[body.velocity]
        )

    def _prop(self, body: MujocoBody) -> PropState:
        """Return a prop's state; MuJoCo's angular velocity is in the body."""
        pose = self._data.qpos[body.free_position][WXYZ_TO_POSE]
        twist = self._data.qvel[body.free_velocity]
        twist[3:] = rotate(pose[3:], twist[3:])
        return PropState(pose, twist)


def _library() -> Any:  # noqa: ANN401
    """Return the library, imported only when it is wanted.

    Its warnings would go to a file in the working directory; `check_speed` reports
    what they are about.
    """
    choose_way_of_drawing(os.environ)
    try:
        import mujoco
    except ImportError as error:
        raise MissingDependency(
            "MuJoCo is not installed: pip install 'mujoco>=3.17'"
        ) from error
    mujoco.set_mju_user_warning(lambda message: None)
    return mujoco
