"""A body afloat: what Pinocchio makes of a card's masses, poses and motion."""

import numpy as np
import pinocchio as pin

from relaywalk.errors import CardError
from relaywalk.robots.card import RobotCard
from relaywalk.robots.urdf import urdf_text
from relaywalk.types import Array, MassProperties, RobotState

MIDPOINT_STEP = 1e-4  # of the integration in `flight` [s]


class FreeBody:
    """A card's URDF with every joint free and a free-flyer root.

    The second opinion on an engine: it shares the URDF with it and no code. Rotor
    inertia that the card states is on the diagonal of the mass matrix.

    Attributes:
        card: What it was built from.
        mass: [kg].
    """

    def __init__(self, card: RobotCard) -> None:
        """Build the model.

        Raises:
            CardError: The URDF cannot be read, lacks a joint of the card, or has
                one without limits.
        """
        self.card = card
        try:
            self._model = pin.buildModelFromXML(
                urdf_text(card), pin.JointModelFreeFlyer()
            )
        except ValueError as error:
            raise CardError(f"{card.urdf_path}: cannot be read: {error}") from error
        missing = [j for j in card.joints if not self._model.existJointName(j)]
        if missing:
            raise CardError(f"{card.urdf_path}: no joint named {', '.join(missing)}")
        self._data = self._model.createData()
        self._joint = [self._model.getJointId(joint) for joint in card.joints]
        placed = [self._model.joints[number] for number in self._joint]
        endless = [n for n, j in zip(card.joints, placed, strict=True) if j.nq != 1]
        if endless:
            raise CardError(
                f"{card.urdf_path}: joints without limits: {', '.join(endless)}; "
                "make them revolute, with limits"
            )
        self._q = np.array([joint.idx_q for joint in placed], dtype=np.intp)
        self._v = np.array([joint.idx_v for joint in placed], dtype=np.intp)
        ratings = [card.ratings[joint].reflected_inertia for joint in card.joints]
        rotor = np.array([rating.value if rating else 0.0 for rating in ratings])
        armature = np.zeros(self._model.nv)
        armature[self._v] = rotor  # [kg·m²]
        self._model.armature = armature
        self.mass = float(pin.computeTotalMass(self._model))

    def mass_properties(self, state: RobotState) -> MassProperties:
        """Return mass, CoM and inertia in a state's pose."""
        pin.ccrba(self._model, self._data, self.q(state), np.zeros(self._model.nv))
        inertia: Array = self._data.Ig.inertia.copy()
        return MassProperties(self.mass, self._data.com[0].copy(), inertia)

    def gravity_torque(self, state: RobotState) -> Array:
        """Return the joint torque (n,) that holds a pose still, card order [N·m]."""
        held: Array = pin.computeGeneralizedGravity(
            self._model, self._data, self.q(state)
        )
        return held[self._v]

    def flying_torque(self, state: RobotState, joint_acceleration: Array) -> Array:
        """Return the joint torque (n,) that gives an acceleration in free flight.

        The base rows of M v̇ + h = τ have no torque, so they give the base's v̇ and
        the joint rows give τ.

        Args:
            state: Where the body is and how it moves.
            joint_acceleration: (n,) [rad/s²].
        """
        q, v = self.q(state), self.v(state)
        mass = pin.crba(self._model, self._data, q)
        # Pinocchio fills the upper triangle only
        mass = np.triu(mass) + np.triu(mass, 1).T
        bias = pin.nonLinearEffects(self._model, self._data, q, v)
        acceleration = np.zeros(self._model.nv)
        acceleration[self._v] = joint_acceleration
        pull = -bias[:6] - mass[:6, 6:] @ acceleration[6:]
        acceleration[:6] = np.linalg.solve(mass[:6, :6], pull)
        torque: Array = (mass @ acceleration + bias)[self._v]
        return torque

    def flight(self, state: RobotState, joint_torque: Array, time: float) -> RobotState:
        """Return where a body is after a free flight under constant torques.

        Articulated-body algorithm, integrated by the midpoint rule.

        Args:
            state: At the start.
            joint_torque: (n,) card order [N·m].
            time: [s].
        """
        model, data, step = self._model, self._data, MIDPOINT_STEP
        q, v = self.q(state), self.v(state)
        torque = np.zeros(model.nv)
        torque[self._v] = joint_torque
        for _ in range(round(time / step)):
            a = pin.aba(model, data, q, v, torque)
            middle = pin.integrate(model, q, 0.5 * step * v)
            v_middle = v + 0.5 * step * a
            a = pin.aba(model, data, middle, v_middle, torque)
            q = pin.integrate(model, q, step * v_middle)
            v = v + step * a
        return RobotState(state.time + time, q[:7], v[:6], q[self._q], v[self._v])

    def joint_wrenches(self, state: RobotState, joint_torque: Array) -> Array:
        """Return what each joint bears in free flight (n, 6), as engines give it.

        Args:
            state: Where the body is and how it moves.
            joint_torque: (n,) card order [N·m].
        """
        q, v = self.q(state), self.v(state)
        torque = np.zeros(self._model.nv)
        torque[self._v] = joint_torque
        a = pin.aba(self._model, self._data, q, v, torque)
        pin.rnea(self._model, self._data, q, v, a)
        return np.array([self._data.f[number].vector for number in self._joint])

    def joint_origins(self, state: RobotState) -> Array:
        """Return where the joints' origins are (n, 3) in world, card order [m]."""
        pin.forwardKinematics(self._model, self._data, self.q(state))
        return np.array([self._data.oMi[i].translation for i in self._joint])

    def joint_axes(self, state: RobotState) -> Array:
        """Return the joints' axes (n, 3) in world, card order: of length 1 [-].

        A joint turns about its axis by the right-hand rule when its angle grows; that
        of one which slides is 0.
        """
        pin.forwardKinematics(self._model, self._data, self.q(state))
        axes = np.empty((len(self._joint), 3))
        for index, number in enumerate(self._joint):
            own = self._data.joints[number].S[3:]
            axes[index] = self._data.oMi[number].rotation @ own
        return axes

    def joint_rotation(self, state: RobotState, joint: str) -> Array:
        """Return the orientation (3, 3) of a joint's child frame in world."""
        pin.forwardKinematics(self._model, self._data, self.q(state))
        number = self._joint[self.card.joints.index(joint)]
        rotation: Array = self._data.oMi[number].rotation.copy()
        return rotation

    def placement(self, state: RobotState, frame: str) -> tuple[Array, Array]:
        """Return position (3,) [m] and rotation (3, 3) of a frame in world.

        Raises:
            CardError: There is no such frame.
        """
        if not self._model.existFrame(frame):
            raise CardError(f"{self.card.urdf_path}: no frame '{frame}'")
        pin.forwardKinematics(self._model, self._data, self.q(state))
        number = self._model.getFrameId(frame)
        placement = pin.updateFramePlacement(self._model, self._data, number)
        return placement.translation.copy(), placement.rotation.copy()

    def last_joint(self, frame: str) -> str:
        """Return the joint that moves a frame's link: of a grasp frame, the wrist."""
        parent = self._model.frames[self._model.getFrameId(frame)].parentJoint
        return str(self._model.names[parent])

    def q(self, state: RobotState) -> Array:
        """Return Pinocchio's configuration (nq,) for a state."""
        q = pin.neutral(self._model)
        q[:7] = state.pose_base_in_world
        q[self._q] = state.joint_position
        return q

    def v(self, state: RobotState) -> Array:
        """Return Pinocchio's velocity (nv,) for a state."""
        v = np.zeros(self._model.nv)
        v[:6] = state.twist_base_in_base
        v[self._v] = state.joint_velocity
        return v
