"""The whole-body controller: one QP from reference to joint torques.

Unknowns z = (v̇, w): generalised acceleration (nv,) and one wrench (6,) a stance
foot at its sole frame, world axes. Joint torques are eliminated:

    M v̇ + h = Sᵀ τ + Σ Jᵀ w

Its six base rows are equalities, its joint rows bounds on τ, each wrench is inside
its contact cone; tasks are weighted least squares.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from relaywalk.control.balance import GRAVITY
from relaywalk.control.hand import HandServo
from relaywalk.control.limits.contact_limit import contact_cone, in_world
from relaywalk.control.quadratic_program import QuadraticProgram
from relaywalk.control.tasks import TaskRows
from relaywalk.control.tasks.com_task import com_task
from relaywalk.control.tasks.frame_task import HAND, SWING, frame_task
from relaywalk.control.tasks.orientation_task import PELVIS, TORCH, orientation_task
from relaywalk.control.tasks.stance_task import stance_task
from relaywalk.errors import NoSolution
from relaywalk.robots.model import RobotModel
from relaywalk.types import Array, Command, Reference, RobotState

SERVO_DAMPING = 0.5  # about the predicted velocity [N·m·s/rad]
LOAD_CAP = 1.6  # sum of vertical forces over weight [-]
POSTURE_STIFFNESS, POSTURE_DAMPING = 60.0, 2.0 * 60.0**0.5  # [1/s²], [1/s]
LEG_WEIGHT, ARM_WEIGHT, LED_WEIGHT = 0.02, 0.3, 0.01
FORCE_COST = np.array([1e-6, 1e-6, 1e-7, 1e-5, 1e-5, 1e-5])
ACCELERATION_COST = 1e-4
FAILURES_ALLOWED = 100  # ticks in a row without a solution


@dataclass(frozen=True, slots=True)
class _Dynamics:
    """M v̇ − Jᵀ w = τ − h, stacked over the stance feet."""

    rows: Array  # (nv, nv + 6 k)
    bias: Array  # (nv,)


class WholeBodyController:
    """From state and reference to a command, for a floating-base humanoid.

    Attributes:
        model: Of the robot.
        period: Control period [s].
        failures: Ticks in a row without a solution.
        acceleration: (nv,) v̇ that the latest command means; 0 without a solution.
    """

    def __init__(self, model: RobotModel, period: float) -> None:
        """Prepare for a robot.

        Args:
            model: Updated by the caller before every `command`.
            period: Control period [s].
        """
        card = model.card
        if card.sole is None:
            raise ValueError(f"{card.name} has no sole")
        self.model = model
        self.period = period
        self.failures = 0
        self._cone = contact_cone(card.sole)
        self._envelope = card.envelope()
        self._hands = tuple(HandServo(card, hand, period) for hand in card.hands)
        legs = {*card.groups["left_leg"], *card.groups["right_leg"]}
        weight = [LEG_WEIGHT if n in legs else ARM_WEIGHT for n in model.joints]
        self._posture_weight = np.array(weight)
        self._led_weight = {hand: self._leading(hand) for hand in card.hands}
        self._damping = np.zeros(len(card.joints))
        self._damping[model.select] = SERVO_DAMPING
        self._last_torque = np.zeros(len(model.joints))
        self.acceleration = np.zeros(model.nv)

    def command(self, state: RobotState, reference: Reference) -> Command:
        """Return what the joints should do in the next control period.

        Raises:
            NoSolution: The QP failed for many ticks in a row.
        """
        stance = self._stance(reference)
        tasks = self._tasks(reference, stance)
        dynamics = self._dynamics(stance)
        program = self._program(state, reference, tasks, dynamics)
        try:
            solution = program.solve()
        except NoSolution:
            self.failures += 1
            if self.failures > FAILURES_ALLOWED:
                raise
            self.acceleration = np.zeros(self.model.nv)
            return self._to_command(state, reference, self._last_torque, None)
        self.failures = 0
        torque = (dynamics.rows @ solution + dynamics.bias)[6:]
        self._last_torque = torque
        self.acceleration = solution[: self.model.nv]
        return self._to_command(state, reference, torque, self.acceleration[6:])

    def _leading(self, hand: str) -> Array:
        """Return the posture weights (n,) while a hand follows a path."""
        arm = self.model.card.groups[hand.replace("hand", "arm")]
        led = np.array([name in arm for name in self.model.joints])
        return np.where(led, LED_WEIGHT, self._posture_weight)

    def _stance(self, reference: Reference) -> list[TaskRows]:
        """Return the task of each foot that bears load."""
        model, feet = self.model, self.model.card.feet
        return [stance_task(model, feet[foot].frame) for foot in reference.stance]

    def _tasks(self, reference: Reference, stance: list[TaskRows]) -> list[TaskRows]:
        """Return every task of a reference, those of the stance feet among them."""
        model, card = self.model, self.model.card
        omega = math.sqrt(GRAVITY / reference.com_height)
        upright = _yaw(reference.heading)
        tasks = [
            com_task(model, reference.zmp_in_world, reference.com_height, omega),
            orientation_task(model, card.base_link, upright, PELVIS),
            *stance,
        ]
        for foot, path in reference.swing.items():
            tasks.append(frame_task(model, card.feet[foot].frame, path, SWING))
        for hand, path in reference.hand.items():
            tasks.append(frame_task(model, card.hands[hand].frame, path, HAND))
        for hand, rotation in reference.upright.items():
            frame = card.hands[hand].frame
            tasks.append(orientation_task(model, frame, rotation, TORCH))
        return tasks

    def _dynamics(self, stance: Sequence[TaskRows]) -> _Dynamics:
        """Return the equations of motion for the feet that bear load."""
        model = self.model
        nv = model.nv
        rows = np.empty((nv, nv + 6 * len(stance)))
        rows[:, :nv] = model.mass_matrix
        for i, foot in enumerate(stance):
            rows[:, nv + 6 * i : nv + 6 * i + 6] = -foot.jacobian.T
        return _Dynamics(rows, model.bias)

    def _program(
        self,
        state: RobotState,
        reference: Reference,
        tasks: list[TaskRows],
        dynamics: _Dynamics,
    ) -> QuadraticProgram:
        """Return the QP of this tick."""
        hessian, gradient = self._cost(reference, tasks, dynamics.rows.shape[1])
        rows, lower, upper = self._constraints(state, reference.stance, dynamics)
        return QuadraticProgram(hessian, gradient, rows, lower, upper, 6)

    def _cost(
        self, reference: Reference, tasks: list[TaskRows], size: int
    ) -> tuple[Array, Array]:
        """Return Hessian (n, n) and gradient (n,) of the weighted tasks."""
        model = self.model
        nv = model.nv
        jacobian = np.concatenate([task.jacobian for task in tasks])
        wanted = np.concatenate([task.wanted for task in tasks])
        weight = np.concatenate([task.weight for task in tasks])
        weighted = jacobian.T * weight
        hessian = np.zeros((size, size))
        hessian[:nv, :nv] = weighted @ jacobian
        gradient = np.zeros(size)
        gradient[:nv] = -(weighted @ wanted)
        posture = reference.posture[model.select]
        pull = (
            POSTURE_STIFFNESS * (posture - model.q[7:]) - POSTURE_DAMPING * model.v[6:]
        )
        posture_weight = self._posture_weight
        for hand in reference.hand:
            posture_weight = np.minimum(posture_weight, self._led_weight[hand])
        gradient[6:nv] -= posture_weight * pull
        diagonal = np.empty(size)
        diagonal[:nv] = ACCELERATION_COST
        diagonal[6:nv] += posture_weight
        diagonal[nv:].reshape(-1, 6)[:] = FORCE_COST
        hessian.ravel()[:: size + 1] += diagonal
        return hessian, gradient

    def _constraints(
        self, state: RobotState, stance: Sequence[str], dynamics: _Dynamics
    ) -> tuple[Array, Array, Array]:
        """Return rows (m, n) and their bounds: base, torque, cones, load cap."""
        model = self.model
        nv, size = dynamics.rows.shape
        feet = len(stance)
        rows = np.zeros((nv + 10 * feet + 1, size))
        rows[:nv] = dynamics.rows
        low, high = self._envelope.limits(state.joint_velocity)
        lower, upper = np.full(len(rows), -1e9), np.zeros(len(rows))
        lower[:nv] = upper[:nv] = -dynamics.bias
        lower[6:nv] += low[model.select]
        upper[6:nv] += high[model.select]
        for i, foot in enumerate(stance):
            _, rotation = model.placement(model.card.feet[foot].frame)
            place = slice(nv + 10 * i, nv + 10 * i + 10)
            rows[place, nv + 6 * i : nv + 6 * i + 6] = in_world(self._cone, rotation)
            rows[-1, nv + 6 * i + 2] = 1.0
        upper[-1] = LOAD_CAP * model.mass * GRAVITY
        return rows, lower, upper

    def _to_command(
        self,
        state: RobotState,
        reference: Reference,
        torque: Array,
        acceleration: Array | None,
    ) -> Command:
        """Return the servo's set-points for body and fingers."""
        select = self.model.select
        count = len(self.model.card.joints)
        feedforward, position = np.zeros(count), state.joint_position.copy()
        velocity, stiffness = state.joint_velocity.copy(), np.zeros(count)
        damping = self._damping.copy()
        feedforward[select] = torque
        if acceleration is not None:
            velocity[select] += acceleration * self.period
        for servo in self._hands:
            grip = reference.grip.get(servo.hand)
            servo.fill(grip, state, position, velocity, (stiffness, damping))
        return Command(
            feedforward, position, velocity, stiffness, damping, self._envelope
        )


@lru_cache(maxsize=1)
def _yaw(angle: float) -> Array:
    """Return the rotation (3, 3) about z; it is the same tick after tick."""
    c, s = np.cos(angle), np.sin(angle)
    rotation = np.array([[c, -s, 0.0], [s, c, 0.0], [0.0, 0.0, 1.0]])
    rotation.setflags(write=False)
    return rotation
