"""Joint offsets: how much each encoder reads too much, found from standing still.

Standing on two level soles says a lot: the soles are level and on the ground, and
gravity, contact wrenches and joint torques balance,

    g(q) = Sᵀ τ + Σ Jᵀ w.

Readings that are off leave residuals in both. The offsets are those that explain them
best, each being small (maximum a posteriori, by Gauss and Newton): in the legs within
about 0.01 rad. What standing does not show stays unknown: the yaw of the hips.
"""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from typing_extensions import override

from relaywalk.estimation import StateEstimator
from relaywalk.robots.model import RobotModel
from relaywalk.types import ActorObservation, Array, Command

# Looked at once the first sway is over, and again once the robot stands upright on what
# it found: off its balance it tilts the very soles that are taken to be level.
LOOKS = ((0.4, 0.9), (2.0, 2.5))  # begin and end [s]
# Softly: an offset that comes at once is a step in every task's error.
RAMP = 0.5  # over which what was found comes into effect [s]
ITERATIONS = 4  # from 0.05 rad the last one changes less than 1e-6 rad
PROBE = 1e-5  # of the numerical derivatives [rad]
# rms of what is left with the right offsets: links may weigh 10 % more or less
TILT = 0.003  # of a sole [rad]
HEIGHT = 0.001  # of a sole over the ground [m]
BASE = np.array([5.0, 5.0, 15.0, 3.0, 3.0, 3.0])  # of the base's rows [N, N·m]
TORQUE = 0.5  # of a joint's row [N·m]


class JointOffsets(StateEstimator):
    """Collects what is measured, finds the offsets, and brings them in softly.

    Attributes:
        offsets: (n,) known by now, card order [rad].
    """

    def __init__(self, model: RobotModel, spread: float, period: float) -> None:
        """Begin with offsets of zero.

        Args:
            model: Of a robot that stands; its placements are changed when the offsets
                are found.
            spread: Of the offsets to be expected, rms [rad].
            period: Control period [s].
        """
        self._model, self._spread, self._period = model, spread, period
        self._sums: dict[str, Array] = {}
        self._ticks, self._looks = 0, list(LOOKS)
        self._before = np.zeros(len(model.card.joints))
        self._found, self._since = self._before, -RAMP
        self.offsets = self._before

    @override
    def estimate(self, seen: ActorObservation) -> ActorObservation:
        now = self._ticks * self._period
        self._ticks += 1
        if self._looks:
            begin, end = self._looks[0]
            if begin <= now < end:
                self._collect(seen)
            elif now >= end:
                self._conclude(now)
        fraction = min((now - self._since) / RAMP, 1.0)
        # from rest to rest, so that the joints' desired motion has no jump
        eased = fraction**2 * (3.0 - 2.0 * fraction)
        self.offsets = self._before + eased * (self._found - self._before)
        position = seen.state.joint_position - self.offsets
        return replace(seen, state=replace(seen.state, joint_position=position))

    @override
    def to_measured(self, command: Command) -> Command:
        # a set-point is compared with what the encoder reads
        return replace(command, position=command.position + self.offsets)

    @property
    @override
    def settled(self) -> bool:
        # the ramp, and as long again for the body to follow it
        return self._ticks * self._period > self._since + 2.0 * RAMP

    def _conclude(self, now: float) -> None:
        """End a look."""
        self._looks.pop(0)
        self._before, self._since = self.offsets, now
        self._found = np.zeros(len(self.offsets))
        self._found[self._model.select] = self._solve()
        self._sums = {}

    def _collect(self, seen: ActorObservation) -> None:
        """Add up contact wrenches (6,), q (nq,) and joint torques (k,)."""
        feet = self._model.card.feet
        values = {foot: seen.contact_wrench[foot] for foot in feet}
        values["q"] = self._model.configuration(seen.state)
        values["torque"] = seen.joint_torque[self._model.select]
        for name, value in values.items():
            self._sums[name] = self._sums.get(name, 0.0) + value
        self._sums["count"] = self._sums.get("count", np.zeros(1)) + 1.0

    def _solve(self) -> Array:
        """Return the offsets (k,) of the model's joints [rad]."""
        mean = {name: total / self._sums["count"] for name, total in self._sums.items()}
        q = mean["q"]
        # the mean of unit quaternions is shorter than 1
        q[3:7] /= np.linalg.norm(q[3:7])
        offsets: Array = np.zeros(len(q) - 7)
        # Without it the normal matrix is singular: the hips' yaw leaves no trace.
        prior = np.eye(len(offsets)) / self._spread**2
        for _ in range(ITERATIONS):
            residual, slope = self._linearised(q, offsets, mean)
            normal: Array = slope.T @ slope + prior
            right: Array = slope.T @ (slope @ offsets - residual)
            offsets = np.asarray(np.linalg.solve(normal, right), dtype=np.float64)
        return offsets

    def _linearised(
        self, q: Array, offsets: Array, mean: Mapping[str, Array]
    ) -> tuple[Array, Array]:
        """Return the residual (m,) and its derivative (m, k) by the offsets."""

        def residual(change: Array) -> Array:
            true = q.copy()
            true[7:] -= offsets + change
            return self._residual(true, mean)

        here, steps = residual(np.zeros(len(offsets))), PROBE * np.eye(len(offsets))
        slope = [(residual(step) - here) / PROBE for step in steps]
        return here, np.array(slope).T

    def _residual(self, q: Array, mean: Mapping[str, Array]) -> Array:
        """Return what does not fit at a configuration (m,), over its rms [-]."""
        model, soles = self._model, list[float]()
        force = model.gravity_torque(q)
        force[6:] -= mean["torque"]
        model.locate(q)
        for foot, sole in model.card.feet.items():
            position, rotation = model.placement(sole.frame)
            # a level sole's x and y axes have no vertical component
            soles += [rotation[2, 0] / TILT, rotation[2, 1] / TILT]
            soles.append(position[2] / HEIGHT)
            force -= model.jacobian(sole.frame).T @ mean[foot]
        return np.concatenate((soles, force[:6] / BASE, force[6:] / TORQUE))
