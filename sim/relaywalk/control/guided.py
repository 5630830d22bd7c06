"""The controller of a guided body: a compliant arm on a base that follows a path.

The base and the arm are servoed to a commanded configuration; where a hand has a
reference, damped least squares (Nakamura and Hanafusa, J. Dyn. Sys. 108, 1986)
moves that configuration. Gravity, with the torch's share, is fed forward.
"""

import numpy as np

from relaywalk.control.bounded import bounded
from relaywalk.control.hand import HandServo
from relaywalk.robots.model import RobotModel, rotation_error
from relaywalk.types import Array, Command, FrameReference, Reference, RobotState

BASE_STIFFNESS = np.array([8000.0, 8000.0, 800.0])  # [N/m, N/m, N·m/rad]
BASE_DAMPING = np.array([1500.0, 1500.0, 80.0])  # [N·s/m, N·s/m, N·m·s/rad]
ARM_STIFFNESS = np.array([150.0, 150.0, 60.0, 120.0, 30.0, 30.0, 30.0])  # [N·m/rad]
ARM_DAMPING = np.array([10.0, 10.0, 3.0, 6.0, 0.4, 0.4, 0.4])  # [N·m·s/rad]
TRACKING = 15.0  # [1/s]
DAMPING_FACTOR = 0.02  # λ of the damped least squares
POSTURE_RATE = 1.5  # fastest joint motion towards a posture [rad/s]


class GuidedController:
    """From reference to command, for a body with a guided base and one arm."""

    def __init__(
        self, model: RobotModel, root: Array, state: RobotState, period: float
    ) -> None:
        """Hold the present configuration.

        Args:
            model: Of the body; its world is the body's fixed root.
            root: (3,) x [m], y [m], yaw [rad] of the root in world.
            state: The first one.
            period: Control period [s].
        """
        card = model.card
        self.model, self.period = model, period
        c, s = np.cos(root[2]), np.sin(root[2])
        self._rotation = np.array([[c, -s, 0.0], [s, c, 0.0], [0.0, 0.0, 1.0]])
        self._origin = np.array([root[0], root[1], 0.0])
        self._wanted = state.joint_position.copy()
        self._base = card.index(card.groups["base"])
        self._arm = card.index(card.groups["right_arm"])
        in_model = {name: i for i, name in enumerate(model.joints)}
        self._arm_columns = [in_model[n] for n in card.groups["right_arm"]]
        self._hand = HandServo(card, "right_hand", period)
        self._frame = card.hands["right_hand"].frame
        self._envelope = card.envelope()
        self._stiffness, self._damping = np.zeros((2, len(card.joints)))
        self._stiffness[self._base] = BASE_STIFFNESS
        self._stiffness[self._arm] = ARM_STIFFNESS
        self._damping[self._base] = BASE_DAMPING
        self._damping[self._arm] = ARM_DAMPING
        self._last: tuple[Reference, Command] | None = None
        self._calm = 0

    def command(self, state: RobotState, reference: Reference) -> Command:
        """Return what the joints should do in the next control period."""
        if self._last and self._last[0] is reference and self._calm > 1000:
            return self._last[1]
        same = self._last is not None and self._last[0] is reference
        self._calm = self._calm + 1 if same and _empty_handed(reference) else 0
        velocity = self._move(reference)
        command = self._servo(state, reference, velocity)
        self._last = (reference, command)
        return command

    def _move(self, reference: Reference) -> Array:
        """Advance the commanded configuration; return its velocity (n,)."""
        before = self._wanted.copy()
        self._wanted[self._base] = reference.posture[self._base]
        path = reference.hand.get("right_hand")
        if path is None:
            most = POSTURE_RATE * self.period
            gap = reference.posture[self._arm] - self._wanted[self._arm]
            self._wanted[self._arm] += bounded(gap, -most, most)
        else:
            self._wanted[self._arm] += self.period * self._arm_rate(path)
        velocity: Array = (self._wanted - before) / self.period
        return velocity

    def _arm_rate(self, path: FrameReference) -> Array:
        """Return the arm's joint velocities (7,) towards a hand reference."""
        model = self.model
        model.locate(self._wanted[model.select])
        position, rotation = model.placement(self._frame)
        turn = self._rotation.T
        wanted = turn @ (path.position_in_world - self._origin)
        rate = np.empty(6)
        rate[:3] = turn @ path.velocity_in_world + TRACKING * (wanted - position)
        rate[3:] = TRACKING * rotation_error(turn @ path.rotation_to_world, rotation)
        jacobian = model.jacobian(self._frame)[:, self._arm_columns]
        gram = jacobian @ jacobian.T + DAMPING_FACTOR**2 * np.eye(6)
        arm: Array = jacobian.T @ np.linalg.solve(gram, rate)
        return bounded(arm, -4.0, 4.0)

    def _servo(
        self, state: RobotState, reference: Reference, velocity: Array
    ) -> Command:
        """Return set-points around the commanded configuration."""
        model, position = self.model, self._wanted.copy()
        stiffness, damping = self._stiffness.copy(), self._damping.copy()
        torque = np.zeros(len(position))
        torque[model.select] = model.gravity_torque(self._wanted[model.select])
        grip = reference.grip.get("right_hand")
        self._hand.fill(grip, state, position, velocity, (stiffness, damping))
        return Command(torque, position, velocity, stiffness, damping, self._envelope)


def _empty_handed(reference: Reference) -> bool:
    """Say whether no hand holds anything; a holding hand answers to its fingers."""
    return not any(grip.closure for grip in reference.grip.values())
