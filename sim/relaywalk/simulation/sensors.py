"""Senses: what a body's controller measures, and where its joints think they are."""

from dataclasses import replace
from math import sqrt

from relaywalk.estimation.state_observer import SensorNoise
from relaywalk.scenario.mismatch import Reality, stream, stream_at
from relaywalk.types import ActorObservation, Command, RobotState


class Senses:
    """Encoders and gyro of one actor.

    Base pose, linear velocity, contact forces and the other bodies are as they are:
    their estimators are not modelled.

    Attributes:
        joint_zero: (n,) by which each encoder reads too much [rad].
        noise: Of the sensors.
        noisy: Whether there is any.
        exact: Whether everything is measured as it is.
    """

    def __init__(
        self, reality: Reality, seed: int, actor: str, joints: int, period: float
    ) -> None:
        """Draw what stays.

        Args:
            reality: How much the sensors err.
            seed: Of the scenario.
            actor: Its name.
            joints: How many it has.
            period: Control period [s].
        """
        self._actor, self._reality = actor, reality
        self._seed, self._period = seed, period
        zero = stream(seed, actor, "joint_zero").uniform(-1.0, 1.0, joints)
        self.joint_zero = reality.joint_zero * zero
        bounds = (reality.position_noise, reality.velocity_noise, reality.gyro_noise)
        self.noise = SensorNoise(*(bound / sqrt(3.0) for bound in bounds))  # uniform
        self.noisy = any(bounds)
        self.exact = not self.noisy and reality.joint_zero == 0.0

    def measured(self, true: ActorObservation) -> ActorObservation:
        """Return an observation of this actor as it is measured."""
        if self.exact:
            return true
        return replace(true, state=self._state(true.state))

    def commanded(self, command: Command) -> Command:
        """Return a command with its positions as the joints really will be."""
        if self.exact:
            return command
        return replace(command, position=command.position - self.joint_zero)

    def _state(self, state: RobotState) -> RobotState:
        """Return a state as it is measured."""
        position = state.joint_position + self.joint_zero
        if not self.noisy:
            return replace(state, joint_position=position)
        reality, count = self._reality, len(position)
        tick = round(state.time / self._period)
        random = stream_at(tick, self._seed, self._actor, "noise")
        noise = random.uniform(-1.0, 1.0, 2 * count + 3)
        twist = state.twist_base_in_base.copy()
        twist[3:] += reality.gyro_noise * noise[2 * count :]
        return RobotState(
            time=state.time,
            pose_base_in_world=state.pose_base_in_world,
            twist_base_in_base=twist,
            joint_position=position + reality.position_noise * noise[:count],
            joint_velocity=state.joint_velocity
            + reality.velocity_noise * noise[count : 2 * count],
        )
