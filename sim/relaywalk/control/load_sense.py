"""What a hand feels: the force at the last joint before it."""

import numpy as np

from relaywalk.robots.card import RobotCard
from relaywalk.types import ActorObservation, Array

TIME_CONSTANT = 0.02  # of the low-pass filter [s]


class LoadSense:
    """Low-passed wrist force of one arm and its change since a baseline.

    The force is that which the forearm exerts on the hand, in the hand's frame;
    it is only read while the hand keeps its orientation.
    """

    def __init__(self, card: RobotCard, hand: str, period: float) -> None:
        """Watch the last joint of the arm that a hand ("right_hand") is on."""
        self._wrist = card.joints.index(card.groups[hand.replace("hand", "arm")][-1])
        self._share = period / (TIME_CONSTANT + period)
        self._force: Array | None = None
        self._baseline = np.zeros(3)
        self._held = 0.0
        self._period = period

    def update(self, observation: ActorObservation) -> None:
        """Take in one observation."""
        force = observation.joint_wrench[self._wrist, :3]
        if self._force is None:
            self._force = force.copy()
        self._force = self._force + self._share * (force - self._force)

    def set_baseline(self) -> None:
        """Let changes count from what is felt now."""
        self._baseline = np.zeros(3) if self._force is None else self._force
        self._held = 0.0

    @property
    def change(self) -> float:
        """Magnitude of the change since the baseline [N]."""
        if self._force is None:
            return 0.0
        return float(np.linalg.norm(self._force - self._baseline))

    def exceeded(self, threshold: float, time: float) -> bool:
        """Say whether the change stayed over a threshold for a time.

        Call once a control period.

        Args:
            threshold: [N].
            time: [s].
        """
        self._held = self._held + self._period if self.change > threshold else 0.0
        return self._held >= time
