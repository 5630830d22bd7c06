"""Sensor models: what an actor's sensors make of the engine's observation."""

from collections import deque
from dataclasses import replace
from math import sqrt
from typing import NamedTuple

import numpy as np
from typing_extensions import override

from relaywalk.estimation.base_filter import ReadingNoise
from relaywalk.estimation.state_observer import SensorNoise
from relaywalk.scenario.mismatch import Mismatch, stream, stream_at
from relaywalk.spatial import (
    quaternion_inverse,
    quaternion_multiply,
    rotate,
    rotate_inverse,
    rotation_from_quaternion,
    rotation_logarithm,
)
from relaywalk.types import (
    GRAVITY,
    ActorObservation,
    Array,
    Command,
    MeasuredObservation,
    RobotState,
)

UNKNOWN = np.full(7, np.nan)  # pose that no sensor tells
UNKNOWN.setflags(write=False)


class SensorModel:
    """Ideal sensing: encoders and gyro with their errors.

    Base pose, linear velocity, contact forces and the other bodies are as they are.

    Attributes:
        joint_offset: (n,) by which each encoder reads too much [rad].
        noise: Of the sensors.
        noisy: Whether there is any.
        period: Control period [s].
        exact: Whether everything is measured as it is.
    """

    def __init__(
        self, mismatch: Mismatch, seed: int, actor: str, joints: int, period: float
    ) -> None:
        """Draw the offsets, which stay for the whole run.

        Args:
            mismatch: Says how large offsets and noise are.
            seed: Of the scenario.
            actor: Its name.
            joints: How many it has.
            period: Control period [s].
        """
        self._actor, self._mismatch = actor, mismatch
        self._seed, self.period = seed, period
        # the stream keeps its name: another one would draw other offsets
        random = stream(seed, actor, "joint_zero")
        self.joint_offset = mismatch.joint_offset * random.uniform(-1.0, 1.0, joints)
        bounds = (mismatch.position_noise, mismatch.velocity_noise, mismatch.gyro_noise)
        self.noise = SensorNoise(*(bound / sqrt(3.0) for bound in bounds))  # uniform
        self.noisy = any(bounds)
        self.exact = not self.noisy and mismatch.joint_offset == 0.0

    def measured(self, true: ActorObservation) -> ActorObservation:
        """Return an observation of this actor as it is measured."""
        if self.exact:
            return true
        return replace(true, state=self._state(true.state))

    def commanded(self, command: Command) -> Command:
        """Return a command with its positions as the joints really will be."""
        if self.exact:
            return command
        return replace(command, position=command.position - self.joint_offset)

    def _state(self, state: RobotState) -> RobotState:
        """Return a state as it is measured."""
        position = state.joint_position + self.joint_offset
        if not self.noisy:
            return replace(state, joint_position=position)
        mismatch, count = self._mismatch, len(position)
        # of the tick alone, so that a run that is taken up again draws the same
        tick = round(state.time / self.period)
        random = stream_at(tick, self._seed, self._actor, "noise")
        noise = random.uniform(-1.0, 1.0, 2 * count + 3)
        twist = state.twist_base_in_base.copy()
        twist[3:] += mismatch.gyro_noise * noise[2 * count :]
        return RobotState(
            time=state.time,
            pose_base_in_world=state.pose_base_in_world,
            twist_base_in_base=twist,
            joint_position=position + mismatch.position_noise * noise[:count],
            joint_velocity=state.joint_velocity
            + mismatch.velocity_noise * noise[count : 2 * count],
        )


class OnboardSensors(SensorModel):
    """Measured sensing: encoders, IMU at the base link, foot force sensors, delayed.

    Hands' wrenches, joint torques and joint wrenches are as they are.

    Attributes:
        reading_noise: Of all that a base estimator reads.
    """

    def __init__(
        self, mismatch: Mismatch, seed: int, actor: str, body: "SensedBody"
    ) -> None:
        """Draw offsets and the biases' phases, which stay for the whole run.

        Args:
            mismatch: Says how large the errors are.
            seed: Of the scenario.
            actor: Its name.
            body: What carries the sensors.
        """
        super().__init__(mismatch, seed, actor, body.joints, body.period)
        self._feet = body.feet
        foot_noise = [mismatch.force_noise] * 3 + [mismatch.moment_noise] * 3
        foot_bias = [mismatch.force_bias] * 3 + [mismatch.moment_bias] * 3
        feet = len(body.feet)
        accelerometer = [mismatch.accelerometer_noise] * 3
        # gyro, accelerometer, feet; the gyro's noise is drawn with the encoders'
        self._white = np.array([0.0] * 3 + accelerometer + foot_noise * feet)
        imu_bias = [mismatch.gyro_bias] * 3 + [mismatch.accelerometer_bias] * 3
        self._bias = np.array(imu_bias + foot_bias * feet)
        random = stream(seed, actor, "bias")
        self._phase = random.uniform(0.0, 2.0 * np.pi, len(self._bias))
        self.reading_noise = ReadingNoise(
            self.noise.position,
            self.noise.gyro,
            mismatch.accelerometer_noise / sqrt(3.0),
            mismatch.gyro_bias / sqrt(2.0),  # a sine
            mismatch.accelerometer_bias / sqrt(2.0),
            mismatch.bias_period / 4.0,
        )
        # the readings that are under way, the oldest first
        delay = round(mismatch.latency / body.period)
        self._readings: deque[MeasuredObservation] = deque(maxlen=delay + 1)
        self._before: RobotState | None = None

    @override
    def measured(self, true: ActorObservation) -> MeasuredObservation:
        latest = self._readings[-1] if self._readings else None
        # asked twice of the same tick the sensors read once
        if latest is None or latest.state.time != true.state.time:
            self._readings.append(self._reading(true))
        return self._readings[0]

    def _reading(self, true: ActorObservation) -> MeasuredObservation:
        """Return what the sensors read now."""
        turning, force = self._imu(true.state)
        error, state = self._error(true.state.time), self._state(true.state)
        # what of the gyro's reading is noise, on what it reads
        noise = state.twist_base_in_base[3:] - true.state.twist_base_in_base[3:]
        twist = np.concatenate((UNKNOWN[:3], turning + noise + error[:3]))
        own = replace(state, pose_base_in_world=UNKNOWN, twist_base_in_base=twist)
        contact = dict(true.contact_wrench)
        for foot, wrench in zip(self._feet, error[6:].reshape(-1, 6), strict=True):
            contact[foot] = contact[foot] + wrench
        return MeasuredObservation(
            own, true.joint_torque, true.joint_wrench, contact, force + error[3:6]
        )

    def _error(self, time: float) -> Array:
        """Return bias and noise of gyro, accelerometer and feet (6 + 6 f,) [SI]."""
        turn = 2.0 * np.pi * time / self._mismatch.bias_period
        error: Array = self._bias * np.sin(self._phase + turn)
        if self._white.any():
            tick = round(time / self.period)
            random = stream_at(tick, self._seed, self._actor, "onboard noise")
            error = error + self._white * random.uniform(-1.0, 1.0, len(error))
        return error

    def _imu(self, now: RobotState) -> tuple[Array, Array]:
        """Return angular velocity and v̇ − g (3,), base axes, over the period.

        As IMUs do, which integrate inside, far faster than they are read: a sample of
        the end alone would miss how a foot strikes.
        """
        # before the first period the body is at rest
        before = self._before or now
        self._before = now
        turn, rotation = before.pose_base_in_world[3:], now.pose_base_in_world[3:]
        between = quaternion_multiply(quaternion_inverse(turn), rotation)
        turned = rotation_logarithm(rotation_from_quaternion(between))
        change = rotate(rotation, now.twist_base_in_base[:3])
        change = change - rotate(turn, before.twist_base_in_base[:3])
        acceleration = change / self.period
        acceleration[2] += GRAVITY
        return turned / self.period, rotate_inverse(rotation, acceleration)


class SensedBody(NamedTuple):
    """What carries sensors.

    Attributes:
        joints: How many it has.
        feet: Contact-frame names of its feet.
        period: Control period [s].
    """

    joints: int
    feet: tuple[str, ...]
    period: float
