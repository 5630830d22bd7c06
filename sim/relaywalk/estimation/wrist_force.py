"""What a hand feels: the force at the last joint before it."""

import numpy as np

from relaywalk.robots.card import RobotCard
from relaywalk.types import ActorObservation, Array

QUICK = 0.02  # time constant of what the arm answers to [s]
# Of what is decided by, as slow as a hand's own grip reflex (Delhaye et al. 2024):
# noisy encoders shake the arm, which is felt as ± 8 N for moments.
SLOW = 0.1  # time constant [s]


class LoadSense:
    """Low-passed wrist force of one arm and its change since a baseline.

    The force is that which the forearm exerts on the hand, in the hand's frame;
    it is only read while the hand keeps its orientation.
    """

    def __init__(self, card: RobotCard, hand: str, period: float) -> None:
        """Watch the last joint of the arm that a hand ("right_hand") is on."""
        self._wrist = card.joints.index(card.groups[hand.replace("hand", "arm")][-1])
        self._share = period / (np.array([[QUICK], [SLOW]]) + period)
        self._force: Array | None = None
        self._baseline = np.zeros((2, 3))
        self._held = 0.0
        self._period = period

    def update(self, observation: ActorObservation) -> None:
        """Take in one observation."""
        force = observation.joint_wrench[self._wrist, :3]
        if self._force is None:
            self._force = np.stack((force, force))
        self._force = self._force + self._share * (force - self._force)

    def set_baseline(self) -> None:
        """Let changes count from what is felt now."""
        if self._force is not None:
            self._baseline = self._force[[1, 1]]
        self._held = 0.0

    @property
    def change(self) -> float:
        """Magnitude of the change since the baseline, felt quickly [N]."""
        return self._change(0)

    def exceeded(self, threshold: float, time: float) -> bool:
        """Say whether the change, felt slowly, stayed over a threshold for a time.

        Call once a control period.

        Args:
            threshold: [N].
            time: [s].
        """
        over = self._change(1) > threshold
        self._held = self._held + self._period if over else 0.0
        return self._held >= time

    def _change(self, which: int) -> float:
        """Return the change as the quick (0) or the slow (1) filter has it [N]."""
        if self._force is None:
            return 0.0
        return float(np.linalg.norm(self._force[which] - self._baseline[which]))
