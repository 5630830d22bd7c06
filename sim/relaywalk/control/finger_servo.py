"""The fingers of a hand: opened and closed at its pace, pressing, then holding fast."""

from typing import Annotated, NamedTuple

from relaywalk.control.clip import clip
from relaywalk.robots.as_slice import as_slice
from relaywalk.robots.card import RobotCard
from relaywalk.schema.quantity import Frozen, quantity
from relaywalk.types import Array, Grip, RobotState

Stiffness = Annotated[float, quantity("N·m/rad", 0.0, 1e3)]
Damping = Annotated[float, quantity("N·m·s/rad", 0.0, 100.0)]
Fraction = Annotated[float, quantity("-", 0.0, 1.0)]

# Closure and payload, both 0 … 1, from which a hand counts as closed on a whole load.
# Both rise in steps of a period, so the last step may end a rounding below 1.
WHOLE = 1.0 - 1e-9


class FingerParams(Frozen):
    """Gains of the finger joints.

    Attributes:
        stiffness: While opening and closing [N·m/rad].
        damping: While opening and closing [N·m·s/rad].
        hold_stiffness, hold_damping: Once the grip has settled.
        settling_time: Bearing the whole load before the hand holds fast [s].
        first_press, minimum_press: Pressing torque over the joint's peak, when the hand
            begins to hold fast, and at least from then on [-].
    """

    # The closed pose is 0.4 rad beyond the torch: 1.2 N·m, over any finger's peak.
    stiffness: Stiffness = 3.0
    # A servo that is explicit at 1 ms bears about 2 I / h = 0.1 N·m·s/rad on a phalanx
    # of 5e-5 kg·m²; both dampings stay well below.
    damping: Damping = 0.03
    # The peak torques of 0.3 to 0.8 N·m are reached 0.03 to 0.08 rad beyond the joint.
    hold_stiffness: Annotated[float, quantity("N·m/rad", 0.0, 1e3, open_low=True)] = (
        10.0
    )
    hold_damping: Damping = 0.05
    settling_time: Annotated[float, quantity("s", 0.0, 60.0)] = 1.0
    # In the middle between the least and the full press, so that a finger can yield and
    # follow alike.
    first_press: Fraction = 0.75
    minimum_press: Fraction = 0.5


class FingerState(NamedTuple):
    """What decides how the fingers go on.

    Attributes:
        closure: Commanded, 0 open … 1 closed; None before the first command.
        borne: For how long the hand has borne the whole load [s].
        hold: (k,) set-points that hold fast [rad]; None while the hand does not.
    """

    closure: float | None = None
    borne: float = 0.0
    hold: Array | None = None


class Setpoints(NamedTuple):
    """Arrays (n,) in card order that a servo writes its own joints into.

    Attributes:
        position: θ* [rad].
        velocity: θ̇* [rad/s].
        stiffness: [N·m/rad].
        damping: [N·m·s/rad].
    """

    position: Array
    velocity: Array
    stiffness: Array
    damping: Array


class FingerServo:
    """Moves one hand's fingers between the card's open and closed poses.

    The closed pose lies beyond contact, so that the servo saturates at the
    fingers' clamp. Fingers that only press with a constant torque leave the torch
    free to wander in the hand, for then no direction has any stiffness (in MuJoCo,
    7 mm in 100 m of walking). So once the hand has borne the whole load for a while,
    and the torch has found its seat, each finger holds where it stands: a spring
    about a set-point θ* that the finger drags along where the torch pushes it too
    far, so that it never presses with less than a fraction s of its clamp,

        θ* ← clip(θ*, θ + s τ_peak / k, θ + τ_peak / k),   τ = k (θ* − θ).

    Attributes:
        hand: Contact-frame name, which is also the joint group's name.
        state: What decides how it goes on.
    """

    def __init__(
        self, params: FingerParams, card: RobotCard, hand: str, period: float
    ) -> None:
        """Begin with fingers that follow the first command at once.

        Args:
            params: Gains.
            card: Of the body.
            hand: Contact-frame name.
            period: Control period [s].
        """
        self.hand, self.state = hand, FingerState()
        self._params, self._period = params, period
        self._select = as_slice(card.index(card.groups[hand]))
        self._open = card.pose("hand_open")[self._select]
        self._span = card.pose("hand_closed")[self._select] - self._open
        self._free_closure, self._free_position = 0.0, self._open
        # where the spring reaches the clamp
        self._maximum_bend = (
            card.envelope().peak[self._select] / params.hold_stiffness
        )  # [rad]
        self._closing_time = card.hands[hand].closing_time.value

    def write(self, grip: Grip, state: RobotState, setpoints: Setpoints) -> None:
        """Advance by one control period and write the fingers' set-points.

        Args:
            grip: What the hand should do.
            state: Of the body.
            setpoints: Of the whole body, written.
        """
        closure = self._closure(grip.closure)
        fingers, params = self._select, self._params
        hold, borne = self._hold(grip, closure, state)
        self.state = FingerState(closure, borne, hold)
        held = hold is not None
        setpoints.position[fingers] = self._free(closure) if hold is None else hold
        setpoints.velocity[fingers] = 0.0
        setpoints.stiffness[fingers] = (
            params.hold_stiffness if held else params.stiffness
        )
        setpoints.damping[fingers] = params.hold_damping if held else params.damping

    def _free(self, closure: float) -> Array:
        """Return the set-points (k,) of a hand that moves freely [rad]."""
        # it rests for most of a run
        if closure != self._free_closure:
            self._free_closure = closure
            self._free_position = self._open + closure * self._span
        return self._free_position

    def _closure(self, desired: float) -> float:
        """Return the next commanded closure, nearer to a desired one."""
        # at once at first: a body that begins with the torch in hand must not open it
        closure = desired if self.state.closure is None else self.state.closure
        step = self._period / self._closing_time
        return closure + min(max(desired - closure, -step), step)

    def _hold(
        self, grip: Grip, closure: float, state: RobotState
    ) -> tuple[Array | None, float]:
        """Return set-points (k,) [rad] that hold fast, if any; and the borne time [s].

        The hand holds fast once it has borne the load long enough.
        """
        params = self._params
        # While opening, or while another hand bears a part, the torch is still to move:
        # the fingers press by torque alone and follow it.
        if min(closure, grip.payload) < WHOLE:
            return None, 0.0
        borne = self.state.borne + self._period
        if borne <= params.settling_time:
            return None, borne
        hold, finger_position = self.state.hold, state.joint_position[self._select]
        if hold is None:
            # about the place that the torch has found for them
            hold = finger_position + params.first_press * self._maximum_bend
        lower = finger_position + params.minimum_press * self._maximum_bend
        return clip(hold, lower, finger_position + self._maximum_bend), borne
