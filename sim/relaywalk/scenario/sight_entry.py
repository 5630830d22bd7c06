"""How a body sees: what its camera makes of props and of other bodies."""

from typing import Annotated

from relaywalk.schema.quantity import Frozen, quantity


class SightEntry(Frozen):
    """Errors of what is seen of props and of other bodies; by default none.

    Attributes:
        position_noise: Standard deviation of each place that is seen, along each axis
            of the world [m].
        rotation_noise: Of each prop's orientation, about each axis [rad].
        delay: From what is to what is seen [s].
        rate: Pictures a second; null: one in every control period [1/s].
    """

    position_noise: Annotated[float, quantity("m", 0.0, 0.1)] = 0.0
    rotation_noise: Annotated[float, quantity("rad", 0.0, 0.5)] = 0.0
    delay: Annotated[float, quantity("s", 0.0, 1.0)] = 0.0
    rate: Annotated[float, quantity("1/s", 1.0, 1000.0)] | None = None

    @property
    def exact(self) -> bool:
        """Whether all is seen as it is."""
        return self == SightEntry()
