"""Sensor model: encoder offsets, and noise of encoders and gyro."""

from dataclasses import replace
from math import sqrt

from relaywalk.estimation.state_observer import SensorNoise
from relaywalk.scenario.mismatch import Mismatch, stream, stream_at
from relaywalk.types import ActorObservation, Command, RobotState


class SensorModel:
    """Encoders and gyro of one actor.

    Base pose, linear velocity, contact forces and the other bodies are as they are:
    their estimators are not modelled.

    Attributes:
        joint_offset: (n,) by which each encoder reads too much [rad].
        noise: Of the sensors.
        noisy: Whether there is any.
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
        self._seed, self._period = seed, period
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
        tick = round(state.time / self._period)
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
