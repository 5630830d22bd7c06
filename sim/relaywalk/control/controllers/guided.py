"""Moves a guided body: compliant arms on a base that follows a path.

The base and the arms are servoed to a commanded configuration; where a hand has a
reference, damped least squares within the joints' ranges move that configuration.
Gravity, with the torch's part of it, is fed forward.
"""

from collections.abc import Mapping
from typing import Annotated, Any

import numpy as np
from pydantic import Field
from typing_extensions import override

from relaywalk.control.bounded_inverse import bounded_inverse
from relaywalk.control.clip import clip
from relaywalk.control.controllers import ControlledBody, Controller
from relaywalk.control.finger_servo import (
    Damping,
    FingerParams,
    FingerServo,
    Setpoints,
    Stiffness,
)
from relaywalk.robots.card import RobotCard
from relaywalk.robots.model import rotation_error
from relaywalk.schema.faults import Refusals
from relaywalk.schema.quantity import Frozen, quantity, refusal
from relaywalk.spatial import rotation_from_quaternion
from relaywalk.types import ActorObservation, Array, Command, FrameReference, Goal, Grip

BASES = ("guided",)
BASE = "base"  # group of the joints that move the body over the ground

BaseStiffness = Annotated[float, quantity("N/m or N·m/rad", 0.0, 1e6)]
BaseDamping = Annotated[float, quantity("N·s/m or N·m·s/rad", 0.0, 1e6)]


class Params(Frozen):
    """All that can be tuned; an arm's joints are counted from the shoulder.

    Attributes:
        base_stiffness, base_damping: Of x, y and yaw [N/m, N/m, N·m/rad],
            [N·s/m, N·s/m, N·m·s/rad].
        arm_stiffness, arm_damping: Of each joint [N·m/rad], [N·m·s/rad].
        tracking_rate: Of a hand's error [1/s].
        damping_factor: λ of the damped least squares [-].
        posture_rate: Fastest joint motion towards a posture [rad/s].
        hand_rate: Fastest joint motion after a hand's path [rad/s].
        settling_time: After which a body at rest is not computed again [s].
        fingers: Gains of the hands.
    """

    # Critical damping of 72.7 kg, the human's mass: 2 √(8000 · 72.7) = 1525 N·s/m.
    base_stiffness: tuple[BaseStiffness, BaseStiffness, BaseStiffness] = (
        8000.0,
        8000.0,
        800.0,
    )
    base_damping: tuple[BaseDamping, BaseDamping, BaseDamping] = (1500.0, 1500.0, 80.0)
    arm_stiffness: Annotated[tuple[Stiffness, ...], Field(min_length=1)] = (
        *(150.0, 150.0, 60.0),
        *(120.0, 30.0, 30.0, 30.0),
    )
    arm_damping: Annotated[tuple[Damping, ...], Field(min_length=1)] = (
        *(10.0, 10.0, 3.0),
        *(6.0, 0.4, 0.4, 0.4),
    )
    tracking_rate: Annotated[float, quantity("1/s", 0.0, 1000.0)] = 15.0
    # Near a stretched arm a direction of the hand is amplified by at most 1 / 2λ = 25;
    # by 1 / σ without damping, σ being a singular value.
    damping_factor: Annotated[float, quantity("-", 0.0, 1.0, open_low=True)] = 0.02
    posture_rate: Annotated[float, quantity("rad/s", 0.0, 20.0)] = 1.5
    hand_rate: Annotated[float, quantity("rad/s", 0.0, 20.0)] = 4.0
    # An arm turns by 3 rad meanwhile at its posture rate, so it is at rest. An idle
    # bearer then costs no time.
    settling_time: Annotated[float, quantity("s", 0.0, 60.0)] = 2.0
    fingers: FingerParams = FingerParams()


class Guided(Controller):
    """The controller of a body with a guided base, such as the human stand-in."""

    def __init__(
        self, params: Params, body: ControlledBody, seen: ActorObservation
    ) -> None:
        """Hold the configuration that is seen.

        Args:
            params: All that can be tuned.
            body: What it moves; the model's world is the body's fixed root.
            seen: The first observation.
        """
        self._params, self._body, card = params, body, body.card
        self._base = card.index(card.groups[BASE])
        self._arms = {hand: card.index(card.arm(hand)) for hand in card.hands}
        joints = body.model.joints  # the columns of its Jacobians
        self._columns = {
            hand: [joints.index(name) for name in card.arm(hand)] for hand in card.hands
        }
        self._range = np.full((2, len(card.joints)), np.inf)
        self._range[0] = -np.inf
        self._range[:, body.model.select] = body.model.joint_range
        self._envelope = card.envelope()
        self._stiffness, self._damping = np.zeros((2, len(card.joints)))
        self._stiffness[self._base] = params.base_stiffness
        self._damping[self._base] = params.base_damping
        for arm in self._arms.values():
            self._stiffness[arm] = params.arm_stiffness
            self._damping[arm] = params.arm_damping
        self.reset(seen)

    @override
    def reset(self, seen: ActorObservation) -> None:
        card = self._body.card
        pose = seen.state.pose_base_in_world
        self._root_in_world = pose[:3].copy()
        self._rotation_root_to_world = rotation_from_quaternion(pose[3:])
        self._desired = seen.state.joint_position.copy()
        self._fingers = [
            FingerServo(self._params.fingers, card, hand, self._body.period)
            for hand in card.hands
        ]
        self._latest: tuple[Goal, Command] | None = None
        self._calm = 0.0

    @override
    def command(self, seen: ActorObservation, goal: Goal) -> Command:
        # Identity: a phase at rest returns the goal that it made before. To compare the
        # arrays of two goals would cost what is to be saved.
        same = self._latest is not None and self._latest[0] is goal
        if same and self._latest and self._calm > self._params.settling_time:
            return self._latest[1]
        velocity = self._move(goal)
        calm = same and _empty_handed(goal) and not velocity.any()
        self._calm = self._calm + self._body.period if calm else 0.0
        command = self._servo(seen, goal, velocity)
        self._latest = (goal, command)
        return command

    @override
    def arrived(self) -> bool:
        return True  # its base is led by the posture, not along a path

    @override
    def state(self) -> Mapping[str, Any]:
        return {
            "desired": self._desired,
            "fingers": tuple(servo.state for servo in self._fingers),
            "latest": self._latest,
            "calm": self._calm,
        }

    @override
    def set_state(self, state: Mapping[str, Any]) -> None:
        self._desired, self._calm = state["desired"], state["calm"]
        self._latest = state["latest"]
        for servo, fingers in zip(self._fingers, state["fingers"], strict=True):
            servo.state = fingers

    def _move(self, goal: Goal) -> Array:
        """Advance the desired configuration; return its velocity (n,)."""
        period, desired = self._body.period, self._desired.copy()
        # Not limited as the arms are: phases plan the base's way from rest to rest.
        desired[self._base] = goal.posture[self._base]
        for hand, arm in self._arms.items():
            path = goal.hand.get(hand)
            if path is None:
                step = self._params.posture_rate * period
                gap = goal.posture[arm] - desired[arm]
                desired[arm] += clip(gap, -step, step)
            else:
                desired[arm] += period * self._arm_rate(hand, path, desired)
        velocity: Array = (desired - self._desired) / period
        self._desired = desired
        return velocity

    def _arm_rate(self, hand: str, path: FrameReference, desired: Array) -> Array:
        """Return an arm's joint velocities (k,) towards its hand's reference."""
        model, params = self._body.model, self._params
        frame = model.card.hands[hand].frame
        model.locate(desired[model.select])
        position, rotation = model.placement(frame)
        to_root = self._rotation_root_to_world.T
        target = to_root @ (path.position_in_world - self._root_in_world)
        rate = np.empty(6)
        rate[:3] = to_root @ path.velocity_in_world
        rate[:3] += params.tracking_rate * (target - position)
        error = rotation_error(to_root @ path.rotation_to_world, rotation)
        rate[3:] = params.tracking_rate * error
        jacobian = model.jacobian(frame)[:, self._columns[hand]]
        arm = self._arms[hand]
        # At a stop the servo would press with all its torque against it.
        bounds = (self._range[:, arm] - desired[arm]) / self._body.period
        bounds = clip(bounds, -params.hand_rate, params.hand_rate)
        return bounded_inverse(jacobian, rate, params.damping_factor, bounds)

    def _servo(self, seen: ActorObservation, goal: Goal, velocity: Array) -> Command:
        """Return set-points around the desired configuration."""
        select, model = self._body.model.select, self._body.model
        # Fed forward, for the arm's springs are soft: alone they would have to sag to
        # bear the arm and the torch.
        torque = np.zeros(len(self._desired))
        torque[select] = model.gravity_torque(self._desired[select])
        setpoints = Setpoints(
            self._desired.copy(), velocity, self._stiffness.copy(), self._damping.copy()
        )
        for servo in self._fingers:
            servo.write(goal.grip.get(servo.hand, Grip()), seen.state, setpoints)
        return Command(torque, *setpoints, self._envelope)


def unfit(params: Params, card: RobotCard, hand: str) -> Refusals:
    """Refuse gains of an arm that are not one for each of its joints.

    Args:
        params: Of a scenario.
        card: Of the body that is to be moved.
        hand: Contact-frame name of a hand on the arm.
    """
    joints = card.arm(hand)
    for key in ("arm_stiffness", "arm_damping"):
        gains = getattr(params, key)
        if len(gains) != len(joints):
            allowed = "one value each for " + ", ".join(joints)
            yield refusal(allowed, (key,), value=list(gains))


def _empty_handed(goal: Goal) -> bool:
    """Say whether no hand holds anything; a holding hand answers to its fingers."""
    return not any(grip.closure for grip in goal.grip.values())
