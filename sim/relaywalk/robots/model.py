"""Kinematics and dynamics of a card, by Pinocchio (its only home)."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pinocchio as pin

from relaywalk.errors import CardError
from relaywalk.robots._frame_motion import (
    FrameMotions,
    FrameSet,
    JointMotion,
    frame_motion_writer,
)
from relaywalk.robots.blueprint import read_robot
from relaywalk.robots.card import RobotCard
from relaywalk.robots.urdf import urdf_text
from relaywalk.types import GRAVITY, Array, RobotState

_WORLD_AXES = pin.ReferenceFrame.LOCAL_WORLD_ALIGNED


class Payload(NamedTuple):
    """What the link of a frame carries.

    Attributes:
        mass: [kg].
        lever: Height of the load's CoM along the frame's z axis [m].
        inertia: Of the load about its CoM, transverse to z [kg·m²].
    """

    mass: float
    lever: float
    inertia: float


class Placement(NamedTuple):
    """Where a frame is in world; callers share its arrays and do not write them.

    Attributes:
        position: (3,) of its origin [m].
        rotation: (3, 3), frame to world.
    """

    position: Array
    rotation: Array


class FrameMotion(NamedTuple):
    """How a frame moves: at its origin, world axes, linear before angular.

    Callers share its arrays and do not write them.

    Attributes:
        jacobian: (6, nv) J.
        twist: (6,) J v [m/s, rad/s].
        drift: (6,) J̇ v [m/s², rad/s²].
    """

    jacobian: Array
    twist: Array
    drift: Array


class RobotModel:
    """A card's rigid-body model with its fingers held still.

    The fingers weigh little and their joints are servoed apart, so the model that
    the whole-body controller sees leaves them out as degrees of freedom; their
    mass stays. Vectors of this model are (nq,) and (nv,): for a floating base the
    free-flyer first, then `joints` in Pinocchio's order.

    Attributes:
        card: What it was built from.
        joints: Names of the joints that move, in this model's order.
        select: (len(joints),) their indices in the card's joint arrays.
        floating: Whether the base is free.
        mass: [kg], without payload.
    """

    def __init__(self, card: RobotCard) -> None:
        """Build the model with the card's open hands.

        Raises:
            CardError: The URDF is wrong, or is not one with the card.
        """
        self.card = card
        self.floating = card.base == "floating"
        full = whole_body(card)
        self.model = _without_fingers(full, card)
        self.data = self.model.createData()
        first = 2 if self.floating else 1
        self.joints = tuple(self.model.names[first:])
        self.select = card.index(self.joints)
        self.free = 6 if self.floating else 0
        self.nv = self.model.nv
        self.mass = float(pin.computeTotalMass(self.model))
        self._base_axes = self.data.oMi[1].rotation  # a view, to world
        self._bare_inertia = {
            jid: self.model.inertias[jid].copy() for jid in range(self.model.njoints)
        }
        self._frame_ids = {
            frame.name: self.model.getFrameId(frame.name) for frame in self.model.frames
        }
        self._payload: dict[str, Payload] = {}
        self._placements: dict[str, Placement] = {}
        self._frames = _MovingFrames(self.model, self.data)
        self._motions: FrameMotions | None = None
        self._moving = False

    def frame_id(self, frame: str) -> int:
        """Return Pinocchio's number of a frame.

        Raises:
            CardError: There is no such frame.
        """
        if frame not in self._frame_ids:
            raise CardError(
                f"{self.card.urdf_path}: no frame '{frame}'; there are: "
                + ", ".join(sorted(self._frame_ids))
            )
        return self._frame_ids[frame]

    def configuration(self, state: RobotState) -> Array:
        """Return q (nq,) of this model for a state."""
        joints = state.joint_position[self.select]
        if not self.floating:
            return joints
        return np.concatenate((state.pose_base_in_world, joints))

    def velocity(self, state: RobotState) -> Array:
        """Return v (nv,) of this model for a state."""
        joints = state.joint_velocity[self.select]
        if not self.floating:
            return joints
        return np.concatenate((state.twist_base_in_base, joints))

    def update(self, state: RobotState) -> None:
        """Compute everything that the accessors below return."""
        q, v = self.configuration(state), self.velocity(state)
        model, data = self.model, self.data
        pin.computeJointJacobiansTimeVariation(model, data, q, v)
        # Results are copied, for they are views that the next call overwrites.
        self.mass_matrix: Array = pin.crba(model, data, q, pin.Convention.WORLD).copy()
        self.bias: Array = pin.nonLinearEffects(model, data, q, v).copy()
        self.com_jacobian: Array = pin.jacobianCenterOfMass(model, data, False).copy()
        self.com_in_world: Array = data.com[0].copy()
        self.com_velocity: Array = self.com_jacobian @ v
        self.q, self.v = q, v
        self._forget(moving=True)

    @property
    def com_bias(self) -> Array:
        """J̇ v (3,) of the CoM [m/s²]; of a floating base.

        The bias is what holds v̇ = 0: m (J̇ v + g e_z) in the base's axes at the base.
        """
        x, y, z = (self._base_axes @ self.bias[:3]).tolist()
        # every kilogram moves with the base: M has m in its corner
        mass = float(self.mass_matrix[0, 0])
        return np.array([x / mass, y / mass, z / mass - GRAVITY])

    def placement(self, frame: str) -> Placement:
        """Return where a frame is in world; it is computed once an update."""
        found = self._placements.get(frame)
        if found is None:
            found = self._placements[frame] = self._placed(frame)
        return found

    def _placed(self, frame: str) -> Placement:
        """Return where a frame is: after an update out of the motions of all."""
        if self._moving:
            index = self.frame_index(frame)
            state = self.frame_motions.state[index]
            return Placement(state[12:15], state[15:].reshape(3, 3))
        number = self.frame_id(frame)
        placement = pin.updateFramePlacement(self.model, self.data, number)
        return Placement(placement.translation.copy(), placement.rotation.copy())

    def frame_motion(self, frame: str) -> FrameMotion:
        """Return how a frame moves; all frames are computed once an update."""
        index = self.frame_index(frame)
        jacobian, state = self.frame_motions
        return FrameMotion(jacobian[index], state[index, :6], state[index, 6:12])

    def frame_index(self, frame: str) -> int:
        """Return which of `frame_motions` a frame is; it is one of them from now on.

        Raises:
            CardError: There is no such frame.
        """
        found = self._frames.index.get(frame)
        if found is None:
            found = self._frames.add(frame, self.frame_id(frame))
            self._motions = None
        return found

    @property
    def frame_motions(self) -> FrameMotions:
        """How all frames move that were ever asked for; callers do not write it."""
        if self._motions is None:
            self._motions = self._frames.motions(self.v)
        return self._motions

    @property
    def joint_range(self) -> tuple[Array, Array]:
        """Lower and upper stop (k,) of the model's joints [rad]."""
        first = self.model.nq - len(self.joints)
        lower, upper = self.model.lowerPositionLimit, self.model.upperPositionLimit
        return lower[first:].copy(), upper[first:].copy()

    @property
    def payloads(self) -> dict[str, Payload]:
        """Frame → what its link carries now."""
        return dict(self._payload)

    def set_payload(
        self, frame: str, mass: float, lever: float, inertia: float
    ) -> None:
        """Let the link of a frame carry a load from now on.

        Args:
            frame: A hand's grasp frame.
            mass: [kg]; 0 takes the load away.
            lever: Height of the load's CoM along the frame's z axis [m].
            inertia: Of the load about its CoM, transverse to z [kg·m²].
        """
        payload = Payload(mass, lever, inertia)
        if self._payload.get(frame) == payload:
            return
        self._payload[frame] = payload
        entry = self.model.frames[self.frame_id(frame)]
        load = pin.Inertia(
            mass, np.array([0.0, 0.0, lever]), np.diag([inertia, inertia, 1e-6])
        )
        bare = self._bare_inertia[entry.parentJoint]
        self.model.inertias[entry.parentJoint] = (
            bare + entry.placement.act(load) if mass > 0.0 else bare
        )

    def locate(self, q: Array) -> None:
        """Compute placements and Jacobians only, for some q (nq,)."""
        pin.computeJointJacobians(self.model, self.data, q)
        self._forget(moving=False)

    def _forget(self, *, moving: bool) -> None:
        """Drop what was computed for another state, of which velocities are known."""
        self._moving = moving
        self._placements.clear()
        self._motions = None

    def jacobian(self, frame: str) -> Array:
        """Return the Jacobian (6, nv) of a frame, linear first, world axes."""
        jacobian: Array = pin.getFrameJacobian(
            self.model, self.data, self.frame_id(frame), _WORLD_AXES
        )
        return jacobian

    def gravity_torque(self, q: Array) -> Array:
        """Return the generalised gravity (nv,) for some q (nq,) [N·m]."""
        gravity: Array = pin.computeGeneralizedGravity(self.model, self.data, q)
        return gravity.copy()

    def com_at(self, q: Array) -> Array:
        """Return the centre of mass (3,) in world for some q (nq,) [m]."""
        com: Array = pin.centerOfMass(self.model, self.model.createData(), q)
        return com.copy()

    def frame_pose_at(self, frame: str, q: Array) -> tuple[Array, Array]:
        """Return position (3,) and rotation (3, 3) of a frame for some q (nq,)."""
        data = self.model.createData()
        pin.framesForwardKinematics(self.model, data, q)
        placement = data.oMf[self.frame_id(frame)]
        return placement.translation.copy(), placement.rotation.copy()

    def frame_path(self, frame: str, q: Array) -> tuple[Array, Array]:
        """Return positions (k, 3) [m] and rotations (k, 3, 3) of a frame.

        Args:
            frame: In the URDF.
            q: (k, nq).
        """
        position, rotation = self.frame_paths((frame,), q)
        return position[0], rotation[0]

    def frame_paths(self, frames: Sequence[str], q: Array) -> tuple[Array, Array]:
        """Return positions (f, k, 3) [m] and rotations (f, k, 3, 3) of some frames.

        Args:
            frames: f, in the URDF.
            q: (k, nq).
        """
        data, numbers = self.model.createData(), [self.frame_id(f) for f in frames]
        position = np.empty((len(numbers), len(q), 3))
        rotation = np.empty((len(numbers), len(q), 3, 3))
        for i, row in enumerate(q):
            pin.forwardKinematics(self.model, data, row)
            for f, number in enumerate(numbers):
                placement = pin.updateFramePlacement(self.model, data, number)
                position[f, i] = placement.translation
                rotation[f, i] = placement.rotation
        return position, rotation


class _MovingFrames:
    """The frames of a model whose motion is asked for.

    Attributes:
        index: Name → place in the arrays.
    """

    def __init__(self, model: pin.Model, data: pin.Data) -> None:
        """Begin with none."""
        self.index: dict[str, int] = {}
        self._model, self._data = model, data
        self._write = frame_motion_writer()
        # Views of Pinocchio's arrays: they change with every computation.
        self._jacobian, self._rate = data.J.T, data.dJ.T
        self._joints: list[Array] = []
        self._set = FrameSet(np.zeros((0, 12)), np.zeros((0, model.nv)))

    def add(self, name: str, number: int) -> int:
        """Add a frame, by Pinocchio's number; return its place."""
        frame, placed = self._model.frames[number], self._data
        rotation = frame.placement.rotation.T.ravel()
        inside = np.concatenate((frame.placement.translation, rotation))
        joint = placed.oMi[frame.parentJoint]
        self._joints += [joint.translation, joint.rotation.T.reshape(9)]
        moved = np.zeros(self._model.nv)
        for above in self._model.supports[frame.parentJoint].tolist()[1:]:
            first = self._model.joints[above].idx_v
            moved[first : first + self._model.joints[above].nv] = 1.0
        self._set = FrameSet(
            np.vstack((self._set.placement, inside)),
            np.vstack((self._set.moved, moved)),
        )
        self.index[name] = len(self.index)
        return self.index[name]

    def motions(self, velocity: Array) -> FrameMotions:
        """Return how they move; velocity v (nv,) of the model."""
        placement = np.concatenate(self._joints).reshape(-1, 12)
        joints = JointMotion(self._jacobian, self._rate, velocity, placement)
        found = FrameMotions.empty(*self._set.moved.shape)
        self._write(joints, self._set, found)
        return found


def rotation_error(rotation_desired: Array, rotation: Array) -> Array:
    """Return the rotation vector (3,) [rad], in world, from one to the other.

    log(R* Rᵀ): zero where both agree.
    """
    error: Array = pin.log3(rotation_desired @ rotation.T)
    return error


def whole_body(card: RobotCard) -> pin.Model:
    """Return the model with every joint, the base free if it floats.

    Raises:
        CardError: The URDF is wrong, or is not one with the card.
    """
    read_robot(card)
    root = (pin.JointModelFreeFlyer(),) if card.base == "floating" else ()
    try:
        return pin.buildModelFromXML(urdf_text(card), *root)
    except (ValueError, RuntimeError) as error:
        raise CardError(f"{card.urdf_path}: Pinocchio: {error}") from error


def _without_fingers(full: pin.Model, card: RobotCard) -> pin.Model:
    """Return the model with the finger joints fixed at the open hand."""
    fingers = [
        joint
        for group in ("left_hand", "right_hand")
        for joint in card.groups.get(group, ())
    ]
    if not fingers:
        return full
    q = pin.neutral(full)
    for name in fingers:
        joint = full.joints[full.getJointId(name)]
        q[joint.idx_q] = card.poses["hand_open"].get(name, 0.0)
    return pin.buildReducedModel(full, [full.getJointId(n) for n in fingers], q)
