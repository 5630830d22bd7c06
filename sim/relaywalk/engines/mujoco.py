"""MuJoCo behind the engine contract.

After `mj_step` all but the positions and velocities belongs to the state before the
step; so do the wrenches here, forces and frames alike.
"""

import os
from collections.abc import Mapping
from time import perf_counter
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray
from typing_extensions import override

from relaywalk.engines import Camera, Engine, Scene
from relaywalk.engines._contact_sum import ContactSum
from relaywalk.engines._joint_servo import JointServo
from relaywalk.engines._mass_sum import sum_masses
from relaywalk.engines._mujoco_body import MujocoBody, find_body
from relaywalk.engines._mujoco_picture import MujocoPainter, choose_way_of_drawing
from relaywalk.engines._mujoco_reading import ContactFrame, MujocoReading
from relaywalk.engines._mujoco_scene import build, indices, links_of
from relaywalk.engines._soundness import all_sound, check_speed
from relaywalk.errors import MissingDependency
from relaywalk.spatial import rotate, rotated, wxyz_from_xyzw
from relaywalk.types import (
    ActorObservation,
    Array,
    Command,
    MassProperties,
    Observation,
    PropState,
    RobotState,
)


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
        bodies = self._actors.values()
        self._joints = np.concatenate([body.joints for body in bodies])
        places, rates = np.arange(model.nq), np.arange(model.nv)
        self._position = np.concatenate([places[body.position] for body in bodies])
        self._velocity = np.concatenate([rates[body.velocity] for body in bodies])
        self._servo = JointServo({n: len(b.joints) for n, b in self._actors.items()})
        self._reading = MujocoReading(
            self._mujoco,
            model,
            self._data,
            self._joints,
            self._contact_frames(),
            self._sum.prop_of,
        )
        self._pushed: set[int] = set()
        self._painter = MujocoPainter(self._mujoco, scene, self._data)

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
        self._reading.begin()
        self._servo.begin({})
        return self._observe(1)

    @override
    def step(self, commands: Mapping[str, Command]) -> Observation:
        model, data, step = self._model, self._data, self._mujoco.mj_step
        servo, reading, noted = self._servo, self._reading, self._sum.noted
        servo.begin(commands)
        reading.begin()
        for _ in range(self._scene.substeps):
            # Not by MuJoCo's actuators: the clamp depends on the speed, at every step,
            # and the mean over the period is wanted.
            data.qfrc_applied[self._velocity] = servo.torque(
                data.qpos[self._position], data.qvel[self._velocity]
            )
            start = perf_counter()
            step(model, data)
            self.stepping_time += perf_counter() - start
            reading.add(noted)
        self._forget_pushes()
        return self._observe(self._scene.substeps)

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
        if body.floating:
            self._data.qpos[body.free_place] = pose[:3]
            self._data.qpos[body.free_orientation] = quaternion
            linear = rotate(np.asarray(pose)[3:], np.asarray(twist_in_root)[:3])
            twist = np.concatenate((linear, twist_in_root[3:]))
            self._data.qvel[body.free_velocity] = twist
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

    def _contact_frames(self) -> list[ContactFrame]:
        """Return where the wrenches on feet and hands are summed."""
        found = []
        for actor, name in self._sum.frames:
            frame = self._scene.actors[actor].contact_frames[name]
            names = [f"{actor}/{link}" for link in (frame.frame, *frame.links)]
            home, *links = indices(self._model, "body", names).tolist()
            found.append(ContactFrame(home, tuple(links)))
        return found

    def _observe(self, steps: int) -> Observation:
        """Gather what there is to say at the end of a period of some steps."""
        sums, slices = self._reading.sums, self._servo.slices
        wrench, torque = sums.joints / steps, self._servo.mean(steps)
        by_actor = self._sum.by_actor(sums.frames / steps)
        by_hand = self._sum.by_hand(sums.props / steps)
        grips = self._sum.by_hand(sums.grips / steps)
        actors = {}
        for name, body in self._actors.items():
            own, contact = wrench[slices[name]], by_actor[name]
            state = self._state(body)
            actors[name] = ActorObservation(
                state,
                torque[name],
                own,
                contact,
                prop_wrench=by_hand[name],
                prop_grip=grips[name],
            )
        if not all_sound(self._data.qpos, self._data.qvel):
            for name, actor in actors.items():
                check_speed(actor.state, name)
        props = {name: self._prop(body) for name, body in self._props.items()}
        time = float(self._data.time)
        return Observation(time, actors, props, *self._sum.pairs(self._reading.pairs))

    def _state(self, body: MujocoBody) -> RobotState:
        """Return an actor's state."""
        data = self._data
        if body.floating:
            w, x, y, z = data.qpos[body.free_orientation].tolist()
            pose = np.concatenate((data.qpos[body.free_place], (x, y, z, w)))
            twist = data.qvel[body.free_velocity].copy()
            twist[:3] = rotated((-x, -y, -z, w), twist[:3].tolist())
        else:
            position = self._model.body_pos[body.root]
            w, x, y, z = self._model.body_quat[body.root].tolist()
            pose = np.concatenate((position, (x, y, z, w)))
            twist = np.zeros(6)
        joints = data.qpos[body.position].copy(), data.qvel[body.velocity].copy()
        return RobotState(float(data.time), pose, twist, *joints)

    def _prop(self, body: MujocoBody) -> PropState:
        """Return a prop's state; MuJoCo's angular velocity is in the body."""
        data = self._data
        w, x, y, z = data.qpos[body.free_orientation].tolist()
        pose = np.concatenate((data.qpos[body.free_place], (x, y, z, w)))
        twist = data.qvel[body.free_velocity].copy()
        twist[3:] = rotated((x, y, z, w), twist[3:].tolist())
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
