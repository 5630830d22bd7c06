"""How a robot walks: the figures of its gait."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GaitParameters:
    """How a robot walks; attributes are those of `robots.gait_entry.GaitEntry`."""

    step_length: float = 0.40
    back_length: float = 0.20
    # One foot follows the other: of the width of 0.20 m, 0.14 m are left.
    side_length: float = 0.06
    turn: float = 0.25
    swing_time: float = 0.40
    # Short, but not none: over it the load passes from foot to foot, which keeps the
    # joints' loads smooth.
    double_support_time: float = 0.04
    # Kuavo's own controller has 0.20 m.
    width: float = 0.20
    swing_height: float = 0.035
    acceleration: float = 0.30
    zmp_forward: float = 0.0
    # Inwards of the sole's middle: the body sways less from side to side.
    zmp_lateral: float = 0.9
    crouch: float = 0.0
    # Backwards it balances the torque of the stance hip (132 against 57 N·m without).
    lean: float = -0.06
    toe_off: float = 0.3
    # Half of each has a peak acceleration of 4.8 D/T² instead of 5.77, and the foot
    # leaves sooner.
    cubic_share: float = 0.5

    @property
    def step_time(self) -> float:
        """From one touchdown to the next [s]."""
        return self.swing_time + self.double_support_time

    @property
    def speed(self) -> float:
        """Of steady walking with full steps [m/s]."""
        return self.step_length / self.step_time
