"""Walks by the DCM, moves the whole body by one QP.

The walker turns the goal's path into a ZMP, a CoM height, stance and swing feet; the
whole-body QP turns these and the goal's hands and posture into joint torques.
"""

from collections.abc import Mapping
from typing import Annotated, Any

import numpy as np
from typing_extensions import override

from relaywalk.control.carried_hands import CarriedHands, CarriedHandsParams
from relaywalk.control.controllers import ControlledBody, Controller
from relaywalk.control.dynamics import BASE_ROWS
from relaywalk.control.finger_servo import FingerParams, FingerServo, Setpoints
from relaywalk.control.knee_joints import knee_joints
from relaywalk.control.limits import Limit
from relaywalk.control.limits.friction_limit import FrictionLimit, FrictionLimitParams
from relaywalk.control.limits.joint_range_limit import (
    JointRangeLimit,
    JointRangeLimitParams,
)
from relaywalk.control.limits.load_cap_limit import LoadCapLimit, LoadCapLimitParams
from relaywalk.control.limits.torque_limit import TorqueLimit
from relaywalk.control.reference import WholeBodyReference
from relaywalk.control.tasks import Task
from relaywalk.control.tasks.com_task import ComTask, ComTaskParams
from relaywalk.control.tasks.hand_task import HandTask, HandTaskParams
from relaywalk.control.tasks.pelvis_task import PelvisTask, PelvisTaskParams
from relaywalk.control.tasks.posture_task import PostureTask, PostureTaskParams
from relaywalk.control.tasks.stance_task import StanceTask, StanceTaskParams
from relaywalk.control.tasks.swing_foot_task import SwingFootTask, SwingFootTaskParams
from relaywalk.control.tasks.upright_task import UprightTask, UprightTaskParams
from relaywalk.control.walker import Walker
from relaywalk.control.walker_params import WalkerParams
from relaywalk.control.whole_body_qp import (
    RegularisationParams,
    Solution,
    WholeBodyQp,
)
from relaywalk.errors import NoSolution
from relaywalk.planar_path import PlanarPose
from relaywalk.planning.gait import GaitParameters
from relaywalk.robots.model import RobotModel
from relaywalk.schema.quantity import Frozen, quantity
from relaywalk.spatial import yaw_of
from relaywalk.types import ActorObservation, Array, Channel, Command, Goal, Grip

BASES = ("floating",)


class TaskParams(Frozen):
    """Gains and weights of the tasks, one block each.

    Attributes:
        com: The centre of mass follows the DCM plan, at its height.
        pelvis: Keeps its heading and its lean.
        stance: Soles on the ground do not move.
        swing_foot: Follows its path to the foothold.
        hand: Goes where the phase wants it.
        upright: What the hand holds stays upright.
        posture: All joints, towards the posture of the phase.
    """

    com: ComTaskParams = ComTaskParams()
    pelvis: PelvisTaskParams = PelvisTaskParams()
    stance: StanceTaskParams = StanceTaskParams()
    swing_foot: SwingFootTaskParams = SwingFootTaskParams()
    hand: HandTaskParams = HandTaskParams()
    upright: UprightTaskParams = UprightTaskParams()
    posture: PostureTaskParams = PostureTaskParams()


class LimitParams(Frozen):
    """What the limits count on.

    Attributes:
        friction: Of the soles.
        load_cap: Of the feet.
        joint_range: Of the knees; not limited where it is null.
    """

    friction: FrictionLimitParams = FrictionLimitParams()
    load_cap: LoadCapLimitParams = LoadCapLimitParams()
    # A knee on its stop makes the body vault over the leg. Ankles too make landings
    # softer, but a pushed body needs all of their range (docs/walking.md).
    joint_range: JointRangeLimitParams | None = JointRangeLimitParams()


class Params(Frozen):
    """All that can be tuned.

    Attributes:
        walker: Steps and balance.
        tasks: What the whole-body QP is asked for.
        limits: What it must keep.
        regularisation: Its small costs.
        fingers: Gains of the hands.
        hands: How they go along with a pelvis that a push drives away.
        joint_damping: Of each joint about the predicted velocity [N·m·s/rad].
        failure_time: For which the QP may go without a solution, the torque staying
            as it was [s].
    """

    walker: WalkerParams = WalkerParams()
    tasks: TaskParams = TaskParams()
    limits: LimitParams = LimitParams()
    regularisation: RegularisationParams = RegularisationParams()
    fingers: FingerParams = FingerParams()
    hands: CarriedHandsParams = CarriedHandsParams()
    # About the velocity that the QP means, so that it takes away only what was not
    # meant. No stiffness: it would pull against the QP's torque.
    joint_damping: Annotated[float, quantity("N·m·s/rad", 0.0, 100.0)] = 0.5
    # One tick without a solution is no fall: the torque of before carries the weight.
    failure_time: Annotated[float, quantity("s", 0.0, 10.0)] = 0.2


class DcmQp(Controller):
    """The controller of a humanoid that stands and walks on two feet."""

    CHANNELS = (
        Channel("com.x", "m", "centre of mass in world, as the controller sees it"),
        Channel("com.y", "m", "centre of mass in world, as the controller sees it"),
        Channel("com.z", "m", "centre of mass in world, as the controller sees it"),
        Channel("dcm.x", "m", "divergent component of motion, lasting forces included"),
        Channel("dcm.y", "m", "divergent component of motion, lasting forces included"),
        Channel("dcm_desired.x", "m", "divergent component of motion of the plan"),
        Channel("dcm_desired.y", "m", "divergent component of motion of the plan"),
        Channel("zmp_desired.x", "m", "zero-moment point asked for, in world"),
        Channel("zmp_desired.y", "m", "zero-moment point asked for, in world"),
        Channel("steps", "1", "touchdowns so far"),
        Channel("retimed_steps", "1", "of these, with a time of their own"),
        Channel("recovering", "1", "1 while it catches itself and walks home, else 0"),
    )

    def __init__(
        self, params: Params, body: ControlledBody, seen: ActorObservation
    ) -> None:
        """Stand where the body is seen.

        Args:
            params: All that can be tuned.
            body: What it moves.
            seen: The first observation; the model is updated for it.
        """
        self._params, self._body, self._model = params, body, body.model
        card, select = body.card, body.model.select
        self._envelope = card.envelope()
        self._damping = np.zeros(len(card.joints))
        self._damping[select] = params.joint_damping
        self._qp = WholeBodyQp(
            _tasks(params.tasks, body.model),
            _limits(params.limits, body.model),
            params.regularisation,
        )
        self.reset(seen)

    @override
    def reset(self, seen: ActorObservation) -> None:
        params, body = self._params, self._body
        gait, period = GaitParameters(**body.card.gait.changes()), body.period
        self._walker = Walker(params.walker, body.model, gait, period, body.ground)
        self._fingers = [
            FingerServo(params.fingers, body.card, hand, period)
            for hand in body.card.hands
        ]
        self._hands = CarriedHands(params.hands, self._pelvis(), period)
        self._solution = Solution(
            np.zeros(self._model.nv), np.zeros(len(self._model.joints))
        )
        self._legs = self._walker.standing()
        self._failing = 0.0

    @override
    def command(self, seen: ActorObservation, goal: Goal) -> Command:
        wrenches = seen.contact_wrench
        loads = {foot: float(wrenches[foot][2]) for foot in self._body.card.feet}
        self._legs = self._walker.update(goal, loads)
        driven = self._walker.recovering
        displacement = self._hands.update(self._pelvis(), driven=driven)
        reference = WholeBodyReference(displacement.goal(goal), self._legs)
        try:
            self._solution = self._qp.solve(self._model, reference)
            self._failing = 0.0
        except NoSolution:
            self._failing += self._body.period
            if self._failing > self._params.failure_time:
                raise
            # The acceleration of before would go on: into the joints' desired velocity
            # below, and into what the state observer predicts.
            still = np.zeros(self._model.nv)
            self._solution = Solution(still, self._solution.torque)
        return self._to_command(seen, goal)

    @override
    def arrived(self) -> bool:
        return not self._walker.walking

    @override
    def recovering(self) -> bool:
        return self._walker.recovering

    @override
    def predicted_acceleration(self) -> Array:
        return self._solution.acceleration

    @override
    def signals(self) -> Array:
        legs = self._legs
        return np.concatenate(
            (
                self._model.com_in_world,
                legs.dcm_in_world,
                legs.dcm_desired_in_world,
                legs.zmp_in_world,
                self._walker.counts,
            )
        )

    @override
    def state(self) -> Mapping[str, Any]:
        return {
            "walk": self._walker.state,
            "legs": self._legs,
            "hands": self._hands.state,
            "fingers": tuple(servo.state for servo in self._fingers),
            "solution": self._solution,
            "failing": self._failing,
        }

    @override
    def set_state(self, state: Mapping[str, Any]) -> None:
        self._walker.state, self._legs = state["walk"], state["legs"]
        self._hands.state = state["hands"]
        for servo, fingers in zip(self._fingers, state["fingers"], strict=True):
            servo.state = fingers
        self._solution, self._failing = state["solution"], state["failing"]

    def _pelvis(self) -> PlanarPose:
        """Return place and heading of the base link."""
        position, rotation = self._model.placement(self._body.card.base_link)
        x, y, _ = position.tolist()
        return PlanarPose(x, y, yaw_of(rotation))

    def _to_command(self, seen: ActorObservation, goal: Goal) -> Command:
        """Return the servo's set-points for body and fingers."""
        select, state = self._model.select, seen.state
        count = len(self._body.card.joints)
        feedforward = np.zeros(count)
        feedforward[select] = self._solution.torque
        setpoints = Setpoints(
            # where it is: but for the fingers no joint has stiffness
            state.joint_position.copy(),
            state.joint_velocity.copy(),
            np.zeros(count),
            self._damping.copy(),
        )
        # One period ahead: the velocity that the joint should have when the next
        # command comes.
        acceleration = self._solution.acceleration[BASE_ROWS:]
        setpoints.velocity[select] += acceleration * self._body.period
        for servo in self._fingers:
            servo.write(goal.grip.get(servo.hand, Grip()), state, setpoints)
        return Command(feedforward, *setpoints, self._envelope)


def _tasks(params: TaskParams, model: RobotModel) -> list[Task]:
    """Return what the whole-body QP is asked for."""
    return [
        ComTask(params.com),
        PelvisTask(params.pelvis),
        StanceTask(params.stance),
        SwingFootTask(params.swing_foot),
        HandTask(params.hand),
        UprightTask(params.upright),
        PostureTask(params.posture, model.card, model.joints),
    ]


def _limits(params: LimitParams, model: RobotModel) -> list[Limit]:
    """Return what the whole-body QP must keep.

    Raises:
        CardError: The robot has no sole.
    """
    card = model.card
    limits: list[Limit] = [
        TorqueLimit(card.envelope().of(model.select)),
        FrictionLimit(params.friction, card.required_sole()),
        LoadCapLimit(params.load_cap, model.mass),
    ]
    if params.joint_range is not None:
        joints = knee_joints(model)
        limits.append(JointRangeLimit(params.joint_range, joints, *model.joint_range))
    return limits
