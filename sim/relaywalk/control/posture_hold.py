"""Posture hold: servos that keep a standing body as it is, encoders wrong or not.

What is commanded is where each encoder reads the joint, so that an offset cancels. The
feed-forward torque bears the weight on both feet, of a body that is taken to stand as
the encoders read; springs and an integral keep what is left.
"""

from collections.abc import Mapping
from typing import Annotated

import numpy as np

from relaywalk.control.finger_servo import FingerParams, FingerServo, Setpoints
from relaywalk.robots.model import RobotModel
from relaywalk.schema.quantity import Frozen, quantity
from relaywalk.types import ActorObservation, Array, Command, Grip


class PostureHoldParams(Frozen):
    """Gains of the springs.

    Attributes:
        stiffness: Of each joint, at most [N·m/rad].
        frequency: Of a joint that moves its own links alone, at most [rad/s]: as much
            as a servo bears that is computed once a control period.
        integral_time: In which the torque takes over what a spring bears [s].
        rise_time: In which encoder noise is averaged and the springs stiffen [s].
    """

    # The encoders' error of 0.05 rad makes 20 N·m at an ankle.
    integral_time: Annotated[float, quantity("s", 0.0, 10.0, open_low=True)] = 0.5
    # Both ankles together must bear an upright body: m g h is 450 N·m/rad.
    stiffness: Annotated[float, quantity("N·m/rad", 0.0, 1e4, open_low=True)] = 3000.0
    frequency: Annotated[float, quantity("rad/s", 0.0, 1e4, open_low=True)] = 700.0
    rise_time: Annotated[float, quantity("s", 0.0, 1.0)] = 0.02


class PostureHold:
    """Holds one body where it stands."""

    def __init__(
        self,
        params: PostureHoldParams,
        model: RobotModel,
        period: float,
        grips: Mapping[str, Grip],
    ) -> None:
        """Hold what the model is updated for.

        Args:
            params: Gains.
            model: Updated for the body as it is seen first.
            period: Control period [s].
            grips: Contact-frame name of a hand → what it does meanwhile.
        """
        card, count = model.card, len(model.card.joints)
        self._select, self._envelope = model.select, card.envelope()
        self._rate = period / params.integral_time
        self._ticks = max(round(params.rise_time / period), 1)
        self._seen, self._position = 0, np.zeros(count)
        self._torque = np.zeros(count)
        self._torque[self._select] = standing_torque(model)
        inertia = np.diag(model.mass_matrix)[model.free :]
        stiffness = np.minimum(params.stiffness, params.frequency**2 * inertia)
        self._stiffness, self._damping = np.zeros(count), np.zeros(count)
        self._stiffness[self._select] = stiffness
        # half critical for the joint's own links
        self._damping[self._select] = np.sqrt(stiffness * inertia)
        self._grips = dict(grips)
        self._fingers = [
            FingerServo(FingerParams(), card, hand, period) for hand in card.hands
        ]

    def command(self, seen: ActorObservation) -> Command:
        """Return the servo's set-points for the next control period.

        Args:
            seen: As the sensors have it, encoder offsets included.
        """
        self._seen += 1
        if self._seen <= self._ticks:
            change = seen.state.joint_position - self._position
            self._position = self._position + change / self._seen
        stiffness = min(self._seen / self._ticks, 1.0) * self._stiffness
        error = self._position - seen.state.joint_position
        # the fingers have no stiffness here
        self._torque = self._torque + self._rate * stiffness * error
        still = np.zeros(len(error))
        setpoints = Setpoints(
            self._position.copy(), still, stiffness, self._damping.copy()
        )
        for servo in self._fingers:
            grip = self._grips.get(servo.hand, Grip())
            servo.write(grip, seen.state, setpoints)
        return Command(self._torque, *setpoints, self._envelope)


def standing_torque(model: RobotModel) -> Array:
    """Return the joint torques (k,) of a body at rest on all its feet [N·m].

    Of all contact wrenches that balance the base, the smallest.
    """
    gravity = model.gravity_torque(model.q)
    feet = [model.frame_motion(f.frame).jacobian.T for f in model.card.feet.values()]
    contact = np.hstack(feet)  # (nv, 6 k)
    free = model.free
    wrench = np.linalg.pinv(contact[:free]) @ gravity[:free]
    torque: Array = (gravity - contact @ wrench)[free:]
    return torque
