"""The fingers: opened and closed at their own pace, pressing, then holding fast."""

from relaywalk.control.bounded import bounded
from relaywalk.robots.card import RobotCard
from relaywalk.types import Array, Grip, RobotState

STIFFNESS = 3.0  # while opening and closing [N·m/rad]
HOLD_STIFFNESS = 10.0  # once the grip has settled [N·m/rad]
DAMPING = 0.03  # [N·m·s/rad]
HOLD_DAMPING = 0.05  # [N·m·s/rad]
CLOSING_TIME = 0.8  # from open to closed [s], data sheet of the hand
SETTLING_TIME = 1.0  # bearing the load alone before the hand holds fast [s]
BORNE = 1.0 - 1e-9  # closure and payload from which the load is borne [-]
LEAST_PRESS, FIRST_PRESS = 0.5, 0.75  # of the clamp while holding, at first [-]


class HandServo:
    """Moves one hand's fingers between the card's open and closed poses.

    The closed pose lies beyond contact, so that the servo saturates at the
    fingers' clamp. Fingers that only press with a constant torque leave the torch
    free to wander in the hand, for then no direction has any stiffness (in MuJoCo,
    7 mm in 100 m of walking). So once the hand has borne the whole load for a while,
    and the torch has found its seat, each finger holds where it stands: a spring
    about a set-point θ* that the finger drags along where the torch pushes it too
    far, so that it never presses with less than a share s of its clamp,

        θ* ← clip(θ*, θ + s τ_peak / k, θ + τ_peak / k),   τ = k (θ* − θ).
    """

    def __init__(self, card: RobotCard, hand: str, period: float) -> None:
        """Start with an open hand.

        Args:
            card: Of the body.
            hand: Contact-frame name, which is also the joint group's name.
            period: Control period [s].
        """
        self.hand = hand
        self._period = period
        self._select = card.index(card.groups[hand])
        self._open = card.pose("hand_open")[self._select]
        self._closed = card.pose("hand_closed")[self._select]
        self._peak = card.envelope().peak[self._select]
        self._closure: float | None = None
        self._borne = 0.0
        self._hold: Array | None = None

    def fill(
        self,
        grip: Grip | None,
        state: RobotState,
        position: Array,
        velocity: Array,
        gains: tuple[Array, Array],
    ) -> None:
        """Write the fingers' set-points into arrays (n,) in card order.

        Args:
            grip: What the hand should do; an open hand if None.
            state: Of the body.
            position: Set-points θ* [rad], written.
            velocity: Set-points θ̇* [rad/s], written.
            gains: Stiffness [N·m/rad] and damping [N·m·s/rad], written.
        """
        grip = grip or Grip()
        self._close(grip.closure)
        self._settle(grip, state.joint_position[self._select])
        held = self._hold is not None
        span = self._closed - self._open
        free = self._open + (self._closure or 0.0) * span
        position[self._select] = free if self._hold is None else self._hold
        velocity[self._select] = 0.0
        gains[0][self._select] = HOLD_STIFFNESS if held else STIFFNESS
        gains[1][self._select] = HOLD_DAMPING if held else DAMPING

    def _close(self, wanted: float) -> None:
        """Bring the closure nearer to a wanted one, at the hand's pace."""
        if self._closure is None:
            self._closure = wanted
        most = self._period / CLOSING_TIME
        self._closure += min(max(wanted - self._closure, -most), most)

    def _settle(self, grip: Grip, finger_position: Array) -> None:
        """Hold fast once the load has been borne long enough, let go with the grip."""
        if self._closure is None or min(self._closure, grip.payload) < BORNE:
            self._borne, self._hold = 0.0, None
            return
        self._borne += self._period
        if self._borne <= SETTLING_TIME:
            return
        most = self._peak / HOLD_STIFFNESS
        if self._hold is None:
            self._hold = finger_position + FIRST_PRESS * most
        least = finger_position + LEAST_PRESS * most
        self._hold = bounded(self._hold, least, finger_position + most)
