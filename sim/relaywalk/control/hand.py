"""The fingers: opened and closed at their own pace, pressing at their clamp."""

from relaywalk.robots.card import RobotCard
from relaywalk.types import Array, Grip

STIFFNESS = 3.0  # [N·m/rad]
DAMPING = 0.03  # [N·m·s/rad]
CLOSING_TIME = 0.8  # from open to closed [s], data sheet of the hand


class HandServo:
    """Moves one hand's fingers between the card's open and closed poses.

    The closed pose lies beyond contact, so that the servo saturates at the
    fingers' clamp: that is the grip force.
    """

    def __init__(self, card: RobotCard, hand: str) -> None:
        """Start with an open hand.

        Args:
            card: Of the body.
            hand: Contact-frame name, which is also the joint group's name.
        """
        self.hand = hand
        self._select = card.index(card.groups[hand])
        self._open = card.pose("hand_open")[self._select]
        self._closed = card.pose("hand_closed")[self._select]
        self._closure: float | None = None

    def fill(
        self,
        grip: Grip | None,
        period: float,
        position: Array,
        velocity: Array,
        stiffness: Array,
        damping: Array,
    ) -> None:
        """Write the fingers' set-points into arrays (n,) in card order."""
        wanted = grip.closure if grip else 0.0
        if self._closure is None:
            self._closure = wanted
        most = period / CLOSING_TIME
        step = min(max(wanted - self._closure, -most), most)
        self._closure += step
        span = self._closed - self._open
        position[self._select] = self._open + self._closure * span
        velocity[self._select] = 0.0 * span
        stiffness[self._select] = STIFFNESS
        damping[self._select] = DAMPING
