"""The servo law of all actors at once, at every physics step."""

from collections.abc import Mapping

import numpy as np

from relaywalk.compilation import compiled
from relaywalk.engines._joint_servo_loops import write_torque
from relaywalk.types import Array, Command, TorqueEnvelope

FIELDS = ("torque", "position", "velocity", "stiffness", "damping")
ENVELOPE = ("peak", "lowest", "onset", "slope")


class JointServo:
    """Applies the commands of one control period after the other.

    All actors' joints stand side by side, in the order of the actors: small arrays
    cost by the call, not by the number.

    Attributes:
        slices: Actor → its joints among all.
        count: Of all joints.
    """

    def __init__(self, joints: Mapping[str, int]) -> None:
        """Start without a command.

        Args:
            joints: Actor → how many joints it has.
        """
        ends = np.cumsum(list(joints.values()), dtype=int).tolist()
        starts = [0, *ends[:-1]] if ends else []
        self.slices = {
            name: slice(start, end)
            for name, start, end in zip(joints, starts, ends, strict=True)
        }
        self.count = ends[-1] if ends else 0
        self._commands: dict[str, Command] = {}
        self._rows = np.zeros((len(FIELDS), self.count))
        self._envelope = np.zeros((len(ENVELOPE), self.count))
        self._total = np.zeros(self.count)
        self._joined: Command | None = None  # of all joints, for NumPy
        self._write = compiled(write_torque)

    def begin(self, commands: Mapping[str, Command]) -> None:
        """Take the commands of a control period; an actor without one is limp."""
        for name, joints in self.slices.items():
            command, before = commands.get(name), self._commands.get(name)
            if command is None:
                command = _limp(joints)
            # an idle body gives the very command that it gave before
            if command is not before:
                self._take(name, command)
                self._commands[name] = command
        self._total = np.zeros(self.count)

    def _take(self, name: str, command: Command) -> None:
        """Take an actor's command; an envelope is its card's, always the same one."""
        joints, before = self.slices[name], self._commands.get(name)
        self._joined = None
        for row, field in enumerate(FIELDS):
            self._rows[row, joints] = getattr(command, field)
        envelope = command.envelope
        if before is None or envelope is not before.envelope:
            for row, field in enumerate(ENVELOPE):
                self._envelope[row, joints] = getattr(envelope, field)

    def torque(self, joint_position: Array, joint_velocity: Array) -> Array:
        """Return the torque (count,) [N·m] of a physics step.

        Args:
            joint_position: (count,) [rad].
            joint_velocity: (count,) [rad/s].
        """
        if self._write is None:
            self._joined = self._joined or self._join()
            torque = self._joined.joint_torque(joint_position, joint_velocity)
            self._total += torque
            return torque
        torque = np.empty(self.count)
        now = (joint_position, joint_velocity, torque, self._total)
        self._write(self._rows, self._envelope, *now)
        return torque

    def _join(self) -> Command:
        """Return the command of all joints."""
        envelopes = [command.envelope for command in self._commands.values()]
        fields = ("peak", "speed_limit", "peak_speed")
        joined = [
            np.concatenate([np.zeros(0), *(getattr(e, field) for e in envelopes)])
            for field in fields
        ]
        torque, position, velocity, stiffness, damping = self._rows
        whole = TorqueEnvelope(*joined)
        return Command(torque, position, velocity, stiffness, damping, whole)

    def mean(self, steps: int) -> dict[str, Array]:
        """Return actor → mean torque (n,) over the steps of the period [N·m]."""
        mean = self._total / steps
        return {name: mean[part] for name, part in self.slices.items()}


def _limp(joints: slice) -> Command:
    """Return the command of an actor that is not driven."""
    none = np.zeros(joints.stop - joints.start)
    still = TorqueEnvelope(none, none + np.inf, none + np.inf)
    return Command(none, none, none, none, none, still)
