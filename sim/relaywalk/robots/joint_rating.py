"""What an actuator is rated for, each figure with its source."""

from typing import Annotated

from relaywalk.schema.quantity import Frozen, quantity


class Torque(Frozen):
    """A torque from outside [N·m] ([N] for a prismatic joint), and its source.

    Attributes:
        value: The figure.
        source: Where it is published, or why it was chosen.
    """

    value: Annotated[float, quantity("N·m", 0.0, 1e4, open_low=True)]
    source: str


class Speed(Frozen):
    """A joint speed from outside [rad/s], and its source.

    Attributes:
        value: The figure.
        source: Where it is published, or why it was chosen.
    """

    value: Annotated[float, quantity("rad/s", 0.0, 1e3, open_low=True)]
    source: str


class Inertia(Frozen):
    """A reflected inertia from outside [kg·m²], and its source.

    Attributes:
        value: The figure.
        source: Where it is published, or why it was chosen.
    """

    value: Annotated[float, quantity("kg·m²", 0.0, 100.0, open_low=True)]
    source: str


class JointRating(Frozen):
    """What one actuator is rated for; what nobody published is absent.

    Attributes:
        peak_torque: Actuator clamp [N·m] ([N] for a prismatic joint).
        rated_torque: Continuous [N·m].
        speed_limit: Speed up to which the peak torque is available [rad/s].
        peak_speed: Speed at which no accelerating torque is left [rad/s].
        reflected_inertia: Rotor inertia times gear ratio squared [kg·m²].
    """

    peak_torque: Torque
    rated_torque: Torque | None = None
    speed_limit: Speed | None = None
    peak_speed: Speed | None = None
    reflected_inertia: Inertia | None = None
