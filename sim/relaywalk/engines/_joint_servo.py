"""The servo law of all actors at once, at every physics step."""

from collections.abc import Mapping

import numpy as np

from relaywalk.types import Array, Command, TorqueEnvelope

FIELDS = ("torque", "position", "velocity", "stiffness", "damping")


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
        self._envelopes: list[TorqueEnvelope] = []
        self._command: Command
        self._total = np.zeros(self.count)

    def begin(self, commands: Mapping[str, Command]) -> None:
        """Take the commands of a control period; an actor without one is limp."""
        parts = [commands.get(n) or _limp(s) for n, s in self.slices.items()]
        envelopes = [part.envelope for part in parts]
        # an envelope is its card's, and stays the same object: the joined one is kept
        same = len(envelopes) == len(self._envelopes) and all(
            new is old for new, old in zip(envelopes, self._envelopes, strict=True)
        )
        whole = self._command.envelope if same and parts else _side_by_side(envelopes)
        self._envelopes = envelopes
        values = [getattr(part, field) for field in FIELDS for part in parts]
        rows = np.concatenate([np.zeros(0), *values]).reshape(len(FIELDS), -1)
        torque, position, velocity, stiffness, damping = rows
        self._command = Command(torque, position, velocity, stiffness, damping, whole)
        self._total = np.zeros(self.count)

    def torque(self, joint_position: Array, joint_velocity: Array) -> Array:
        """Return the torque (count,) [N·m] of a physics step.

        Args:
            joint_position: (count,) [rad].
            joint_velocity: (count,) [rad/s].
        """
        torque = self._command.joint_torque(joint_position, joint_velocity)
        self._total += torque
        return torque

    def mean(self, steps: int) -> dict[str, Array]:
        """Return actor → mean torque (n,) over the steps of the period [N·m]."""
        mean = self._total / steps
        return {name: mean[part] for name, part in self.slices.items()}


def _limp(joints: slice) -> Command:
    """Return the command of an actor that is not driven."""
    none = np.zeros(joints.stop - joints.start)
    still = TorqueEnvelope(none, none + np.inf, none + np.inf)
    return Command(none, none, none, none, none, still)


def _side_by_side(envelopes: list[TorqueEnvelope]) -> TorqueEnvelope:
    """Return one envelope of all joints."""
    fields = ("peak", "speed_limit", "peak_speed")
    if not envelopes:
        return TorqueEnvelope(*(np.zeros(0) for _ in fields))
    return TorqueEnvelope(
        *(np.concatenate([getattr(e, field) for e in envelopes]) for field in fields)
    )
