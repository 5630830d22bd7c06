"""Pass the flame on: walk up with the own torch, burner to burner, until both burn."""

from typing import Annotated

import numpy as np
from typing_extensions import override

from relaywalk.phases import (
    Distance,
    Duration,
    Phase,
    PhaseContext,
    PhaseStage,
    Situation,
    Speed,
    Time,
)
from relaywalk.phases._grip_height import held_height
from relaywalk.phases._led_body import LedBody
from relaywalk.phases._other_torch import both_burn, hand_beside, nearest_other
from relaywalk.phases._torch import Stillness
from relaywalk.scenario.demands import Demands
from relaywalk.scenario.parts import Name
from relaywalk.schema.quantity import Frozen, Length, quantity
from relaywalk.types import Array, Goal

DEMANDS = Demands(bases=("guided",), prop=True, other=True)


class Params(Frozen):
    """How the burners are brought together.

    Attributes:
        other: The torch that is met; null for the nearest.
        notice: A torch that is farther away, over the ground, is still on its way [m].
        still_speed, still_time: It counts as at rest once it has moved no faster for a
            time [m/s], [s].
        walk_speed: Mean speed of the guided base [m/s].
        walk_time: The way takes at least this long [s].
        gap: Between the rims of both burners, when they are together [m].
        stand_off: Likewise, at the end of the walk [m].
        approach_time: From there, and back again [s].
        burning_time: Held together after both burn [s].
        back: Displacement of the body in its own frame afterwards, x and y [m].
        back_time: For that [s].
    """

    other: Name | None = None
    notice: Distance = 3.0
    still_speed: Speed = 0.05
    still_time: Time = 0.3
    walk_speed: Speed = 1.0
    walk_time: Duration = 1.5
    # Under the 0.05 m at which a flame passes, by what both arms tremble.
    gap: Distance = 0.03
    stand_off: Distance = 0.20
    approach_time: Duration = 1.5
    burning_time: Time = 0.5
    back: tuple[Length, Length] = (-0.6, 0.0)
    back_time: Annotated[float, quantity("s", 0.0, 60.0, open_low=True)] = 2.0


class Light(Phase):
    """Watch, walk, approach, hold together, draw back, leave, stand."""

    def __init__(self, params: Params, context: PhaseContext) -> None:
        """Store parameters and context.

        Args:
            params: How the burners are brought together.
            context: Of the body.
        """
        self._params, self._context = params, context
        near = params.still_speed * params.still_time
        self._still = Stillness(near)

    @override
    def start(self, situation: Situation) -> None:
        context = self._context
        self._at = held_height(situation, context)
        grip = context.grip(self._at, 1.0, 1.0)
        self._body = LedBody(context, situation.own.state.joint_position, grip)
        observation = situation.observation
        self._other = self._params.other or nearest_other(observation, context)
        self._enter(self._watch, situation.time)

    @override
    def update(self, situation: Situation) -> Goal:
        self._stage(situation)
        return self._body.goal(situation.time)

    @override
    def finished(self, situation: Situation) -> bool:
        return self._stage == self._stand

    def _enter(self, stage: PhaseStage, time: float) -> None:
        """Enter a stage [s]."""
        self._stage, self._since = stage, time

    def _lead(self, situation: Situation, gap: float, duration: float) -> None:
        """Lead the hand to where the burners are a gap apart [m], in a time [s]."""
        self._body.lead(self._beside(situation, gap), situation.time, duration)

    def _beside(self, situation: Situation, gap: float) -> Array:
        """Return where the hand (3,) has the burners a gap apart [m]."""
        seen, context = situation.observation, self._context
        return hand_beside(seen, context, self._other, self._at, gap)

    def _watch(self, situation: Situation) -> None:
        """Wait until the other torch has been brought, and is still."""
        params, time, seen = self._params, situation.time, situation.observation
        point = seen.props[self._other].pose_in_world[:3]
        rested = self._still.lasted(point, time)
        away = float(np.linalg.norm((point - self._body.place)[:2]))
        if rested >= params.still_time and away <= params.notice:
            # to where the hand need not reach out when the burners are together
            place = self._beside(situation, params.gap)
            speed, shortest = params.walk_speed, params.walk_time
            duration = self._body.walk(place, time, speed, shortest)
            self._lead(situation, params.stand_off, duration)
            self._enter(self._walk, time)

    def _walk(self, situation: Situation) -> None:
        """Walk up, the torch upright."""
        if self._body.arrived(situation.time):
            params = self._params
            self._lead(situation, params.gap, params.approach_time)
            self._enter(self._hold, situation.time)

    def _hold(self, situation: Situation) -> None:
        """Hold both burners together until both burn, and a little longer."""
        time = situation.time
        if not both_burn(situation, self._context, self._other):
            self._since = time
        elif time > self._since + self._params.burning_time:
            params = self._params
            self._lead(situation, params.stand_off, params.approach_time)
            self._enter(self._draw_back, time)

    def _draw_back(self, situation: Situation) -> None:
        """Draw the own torch back, then step away with it."""
        params, time = self._params, situation.time
        if self._body.arrived(time):
            away = np.array([*params.back, 0.0])
            self._body.step(away, time, params.back_time)
            self._enter(self._leave, time)

    def _leave(self, situation: Situation) -> None:
        """Step away."""
        if self._body.arrived(situation.time):
            self._enter(self._stand, situation.time)

    def _stand(self, situation: Situation) -> None:
        """Stand with the torch."""


def build(params: Params, context: PhaseContext) -> Light:
    """Return the phase."""
    return Light(params, context)
