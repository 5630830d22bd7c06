"""A tug: the hand jerks at what it holds, and is back."""

from typing import Annotated

import numpy as np

from relaywalk.phases import Duration
from relaywalk.planning.minimum_jerk import minimum_jerk
from relaywalk.schema.faults import Refusals, rule
from relaywalk.schema.quantity import Frozen, quantity, refusal
from relaywalk.types import Array, FrameReference

Component = Annotated[float, quantity("-", -1.0, 1.0)]


class Tug(Frozen):
    """How a hand tugs: how hard that is, arm and grip decide.

    Attributes:
        distance: That the hand is commanded to go and come back [m].
        time: For both [s].
        direction: In the axes of the body: x forwards, y to the left, z up; of any
            length but 0 [-].
    """

    # Measured in MuJoCo against a Kuavo 4 Pro that holds on: 29 N at the hand.
    distance: Annotated[float, quantity("m", 0.0, 0.5, open_low=True)] = 0.05
    time: Duration = 0.3
    direction: tuple[Component, Component, Component] = (-1.0, 0.0, 0.0)

    @rule
    def _has_a_direction(self) -> Refusals:
        """Refuse a direction without length."""
        if not any(self.direction):
            yield refusal("a direction", ("direction",), value=list(self.direction))

    def on(
        self, reference: FrameReference, since: float, rotation: Array
    ) -> FrameReference:
        """Return where a hand should be that tugs.

        Args:
            reference: Where it should be otherwise.
            since: For how long it has tugged [s].
            rotation: (3, 3) of the body to world.
        """
        half = self.time / 2.0
        out = minimum_jerk(since / half, half)
        back = minimum_jerk(since / half - 1.0, half)
        along = rotation @ np.array(self.direction)
        along *= self.distance / np.linalg.norm(along)
        return reference._replace(
            position_in_world=reference.position_in_world
            + (out.value - back.value) * along,
            velocity_in_world=reference.velocity_in_world
            + (out.rate - back.rate) * along,
            acceleration_in_world=reference.acceleration_in_world
            + (out.acceleration - back.acceleration) * along,
        )
