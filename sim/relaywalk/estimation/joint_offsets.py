"""Joint offsets: how much each encoder reads too much, found from standing still.

A robot that is switched on in its stand is held there by its servos, for which an
offset is no error: they keep each encoder where it reads. Held still on two level soles
the body says a lot: the soles are level and on the ground, and gravity, contact
wrenches and joint torques balance,

    g(q) = Sᵀ τ + Σ Jᵀ w.

Readings that are off leave residuals in both. The offsets are those that explain them
best, each being small (maximum a posteriori, by Gauss and Newton): in the legs within
about 0.01 rad. Only then does the controller begin: balancing on encoders that are
0.05 rad off it falls. What standing does not show stays unknown: the yaw of the hips.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, NamedTuple

import numpy as np
from typing_extensions import override

from relaywalk.estimation import StateEstimator
from relaywalk.robots.model import RobotModel
from relaywalk.schema.quantity import Frozen, quantity
from relaywalk.spatial import (
    quaternion_from_rotation,
    rotation_exponential,
    rotation_from_quaternion,
)
from relaywalk.types import (
    ActorObservation,
    Array,
    Command,
    MeasuredObservation,
)

ITERATIONS = 4  # from 0.05 rad the last one changes less than 1e-6 rad
PROBE = 1e-3  # of the numerical derivatives, over an unknown's rms [-]
EXACT = 1e-7  # rms of what is known exactly, for the equations
Time = Annotated[float, quantity("s", 0.0, 60.0)]


class Params(Frozen):
    """How long to look, and what is left in the residuals with the right offsets.

    Attributes:
        settling_time: Until a body that was just put down is at rest [s].
        look_time: Over which the readings are averaged from then on [s].
        tilt: Of a sole, rms [rad].
        height: Of a sole over the ground, rms [m].
        base_force, vertical_force: Of the base's rows, level and vertical, rms [N].
        base_moment: Of the base's rows, rms [N·m].
        torque: Of a joint's row, rms [N·m]; links may weigh 10 % more or less.
    """

    # Short: on soft ground a body that is held stiffly leans over, by 1° in 0.3 s.
    settling_time: Time = 0.06
    look_time: Annotated[float, quantity("s", 0.0, 60.0, open_low=True)] = 0.14
    tilt: Annotated[float, quantity("rad", 0.0, 1.0, open_low=True)] = 0.003
    height: Annotated[float, quantity("m", 0.0, 1.0, open_low=True)] = 0.001
    base_force: Annotated[float, quantity("N", 0.0, 1e3, open_low=True)] = 5.0
    vertical_force: Annotated[float, quantity("N", 0.0, 1e3, open_low=True)] = 15.0
    base_moment: Annotated[float, quantity("N·m", 0.0, 1e3, open_low=True)] = 3.0
    torque: Annotated[float, quantity("N·m", 0.0, 1e3, open_low=True)] = 0.5

    @property
    def base(self) -> Array:
        """Of the base's rows (6,), rms [N, N·m]."""
        level, moment = self.base_force, self.base_moment
        return np.array([level, level, self.vertical_force, moment, moment, moment])


class OffsetPrior(NamedTuple):
    """How far off the readings may be, each rms.

    Attributes:
        joint: Of an encoder [rad].
        tilt, height: Of the base [rad], [m].
        force, moment: Of a foot's sensor, each component [N], [N·m].
    """

    joint: float
    tilt: float = EXACT
    height: float = EXACT
    force: float = EXACT
    moment: float = EXACT

    def unknowns(self, joints: int, feet: int) -> Array:
        """Return the rms (u,) of all that is not known: joints, base, feet."""
        base = [self.tilt, self.tilt, self.height]
        foot = [self.force] * 3 + [self.moment] * 3
        return np.maximum([self.joint] * joints + base + foot * feet, EXACT)


class JointOffsets(StateEstimator):
    """Collects what is measured while the body is held, and finds the offsets.

    Attributes:
        offsets: (n,) known by now, card order [rad].
    """

    def __init__(
        self, params: Params, model: RobotModel, prior: OffsetPrior, period: float
    ) -> None:
        """Begin with offsets of zero.

        Args:
            params: How long to look.
            model: Of a robot that stands, updated for its first state; its placements
                are changed when the offsets are found.
            prior: How far off the readings may be.
            period: Control period [s].
        """
        self._params, self._model = params, model
        self._prior = prior.unknowns(len(model.joints), len(model.card.feet))
        self._begin = round(params.settling_time / period)
        self._end = self._begin + max(round(params.look_time / period), 1)
        self._start = model.q[:7].copy()
        self._sums: dict[str, Array] = {}
        self._ticks = 0
        self.offsets = np.zeros(len(model.card.joints))

    @override
    def estimate(self, seen: ActorObservation) -> ActorObservation:
        if self._begin <= self._ticks < self._end:
            self._collect(seen)
        if self._ticks == self._end:
            self.offsets[self._model.select] = self._solve()
        self._ticks += 1
        position = seen.state.joint_position - self.offsets
        return replace(seen, state=replace(seen.state, joint_position=position))

    @override
    def to_measured(self, command: Command) -> Command:
        # a set-point is compared with what the encoder reads
        return replace(command, position=command.position + self.offsets)

    @property
    @override
    def settled(self) -> bool:
        return self._ticks > self._end

    def _collect(self, seen: ActorObservation) -> None:
        """Add up contact wrenches (6,), q (nq,) and joint torques (k,)."""
        feet = self._model.card.feet
        values = {foot: seen.contact_wrench[foot] for foot in feet}
        joints = seen.state.joint_position[self._model.select]
        told = not isinstance(seen, MeasuredObservation)
        # where no sensor tells the pose, the body is where it was put
        pose = seen.state.pose_base_in_world if told else self._start
        values["q"] = np.concatenate((pose, joints))
        values["torque"] = seen.joint_torque[self._model.select]
        for name, value in values.items():
            self._sums[name] = self._sums.get(name, 0.0) + value
        self._sums["count"] = self._sums.get("count", np.zeros(1)) + 1.0

    def _solve(self) -> Array:
        """Return the offsets (k,) of the model's joints [rad]."""
        mean = {name: total / self._sums["count"] for name, total in self._sums.items()}
        # the mean of unit quaternions is shorter than 1
        mean["q"][3:7] /= np.linalg.norm(mean["q"][3:7])
        guess = np.zeros(len(self._prior))
        # Without it the normal matrix is singular: the hips' yaw leaves no trace.
        prior = np.diag(self._prior**-2)
        for _ in range(ITERATIONS):
            residual, slope = self._linearised(guess, mean)
            normal: Array = slope.T @ slope + prior
            right: Array = slope.T @ (slope @ guess - residual)
            guess = np.asarray(np.linalg.solve(normal, right), dtype=np.float64)
        return guess[: len(self._model.joints)]

    def _corrected(self, guess: Array, q: Array) -> Array:
        """Return a configuration (nq,) less what is read too much of it (u,)."""
        joints = len(self._model.joints)
        found, base = q.copy(), guess[joints : joints + 3]
        found[7:] -= guess[:joints]
        found[2] -= base[2]
        turn = rotation_exponential(np.array([-base[0], -base[1], 0.0]))
        upright = turn @ rotation_from_quaternion(q[3:7])
        found[3:7] = quaternion_from_rotation(upright)
        return found

    def _linearised(
        self, guess: Array, mean: Mapping[str, Array]
    ) -> tuple[Array, Array]:
        """Return the residual (m,) and its derivative (m, u) by the unknowns."""
        here = self._residual(guess, mean)
        steps = guess + np.diag(PROBE * self._prior)
        slope = [self._residual(step, mean) - here for step in steps]
        return here, np.array(slope).T / (PROBE * self._prior)

    def _residual(self, guess: Array, mean: Mapping[str, Array]) -> Array:
        """Return what does not fit (m,), over its rms [-].

        Args:
            guess: (u,) by how much is read too much: joints, base's tilt and height,
                wrench of each foot.
            mean: What is read.
        """
        model, params, soles = self._model, self._params, list[float]()
        wrenches = guess[len(model.joints) + 3 :]
        q = self._corrected(guess, mean["q"])
        force = model.gravity_torque(q)
        force[6:] -= mean["torque"]
        model.locate(q)
        feet = zip(model.card.feet.items(), wrenches.reshape(-1, 6), strict=True)
        for (foot, sole), wrench in feet:
            position, rotation = model.placement(sole.frame)
            # a level sole's x and y axes have no vertical component
            soles += [rotation[2, 0] / params.tilt, rotation[2, 1] / params.tilt]
            soles.append(position[2] / params.height)
            force -= model.jacobian(sole.frame).T @ (mean[foot] - wrench)
        weighed = (force[:6] / params.base, force[6:] / params.torque)
        return np.concatenate((soles, *weighed))
