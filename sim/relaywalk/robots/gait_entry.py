"""How a robot walks, as its card or a scenario says it."""

from typing import Annotated

from relaywalk.schema.quantity import Frozen, quantity

Length = Annotated[float, quantity("m", 0.0, 2.0)] | None
Offset = Annotated[float, quantity("m", -0.5, 0.5)] | None
Duration = Annotated[float, quantity("s", 0.0, 5.0, open_low=True)] | None
Angle = Annotated[float, quantity("rad", -1.6, 1.6)] | None
Share = Annotated[float, quantity("-", 0.0, 2.0)] | None


class GaitEntry(Frozen):
    """Figures of a gait; null leaves the card's, and in a card the default.

    Attributes:
        step_length: Of a full step forwards, foot to other foot [m].
        back_length, side_length: Likewise backwards and sideways [m].
        turn: Of the heading in one step, at most [rad].
        swing_time: Single support [s].
        double_support_time: From a touchdown to the next lift-off [s].
        width: Between the soles' origins [m].
        swing_height: Of the foot over the ground [m].
        acceleration: Of the mean speed [m/s²].
        zmp_forward: ZMP reference ahead of the sole's origin [m].
        zmp_lateral: ZMP reference's lateral position over the foot's [-].
        crouch: How far the CoM is below its height in the standing pose [m].
        lean: Pitch of the pelvis at full speed, forwards positive [rad].
        toe_off: Largest pitch of the swing foot about its toe [rad].
        cubic_share: β of the swing's profile, cubic; the rest is quintic [-].
    """

    step_length: Length = None
    back_length: Length = None
    side_length: Length = None
    turn: Angle = None
    swing_time: Duration = None
    double_support_time: Duration = None
    width: Length = None
    swing_height: Length = None
    acceleration: (
        Annotated[float, quantity("m/s²", 0.0, 10.0, open_low=True)] | None
    ) = None
    zmp_forward: Offset = None
    zmp_lateral: Share = None
    crouch: Offset = None
    lean: Angle = None
    toe_off: Angle = None
    cubic_share: Share = None

    def changes(self) -> dict[str, float]:
        """Return the figures that are said."""
        return self.model_dump(exclude_none=True)

    def changed(self, other: "GaitEntry") -> "GaitEntry":
        """Return this gait with the figures that another one says."""
        return self.model_copy(update=other.changes())
