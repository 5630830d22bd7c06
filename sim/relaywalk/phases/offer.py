"""The giver: hold the torch out, let go when the load leaves, step aside."""

import numpy as np
from typing_extensions import override

from relaywalk.phases import (
    Distance,
    Duration,
    Offset,
    Phase,
    PhaseContext,
    PhaseStage,
    Situation,
    Time,
)
from relaywalk.phases._grip_height import held_height
from relaywalk.phases._release import Release, ReleaseParams
from relaywalk.phases._torch import own_hand
from relaywalk.planning.hand_path import HandPath
from relaywalk.planning.minimum_jerk import MinimumJerk
from relaywalk.scenario.demands import Demands
from relaywalk.types import Array, FrameReference, Goal

DEMANDS = Demands(bases=("guided",), prop=True)


class Params(ReleaseParams):
    """How to let the torch go.

    Attributes:
        settling_time: Of the grip, at least [s].
        reaction_time: From "taken" to letting go [s].
        hesitation: For so long it holds on after that, too [s].
        offset: It goes so far first, x and y in the axes of the body, and the hand so
            much higher; only then the torch is offered [m].
        offset_time: For that [s].
        opening_margin: Waited for after the hand's own opening time [s].
        palm_aside: The palm leaves the torch to its own side of the body by this [m].
        back, aside: Displacement of the body after that, backwards and to the other
            side, out of the receiver's way [m].
        palm_time, back_time, aside_time: For each of the three [s].
        back_delay, aside_delay: When the second and third begin, after the first [s].
    """

    settling_time: Time = 1.0
    # People's: 0.15 to 0.25 s.
    reaction_time: Time = 0.0
    hesitation: Time = 0.0
    offset: tuple[Offset, Offset, Offset] = (0.0, 0.0, 0.0)
    offset_time: Duration = 1.0
    opening_margin: Time = 0.1
    # Along the palm's normal, the way by which the torch leaves the hand.
    palm_aside: Distance = 0.15
    back: Distance = 0.7
    aside: Distance = 1.1
    # At 0.5 m/s at most, and no faster aside than people walk (1.0 m/s): the robot sets
    # out as soon as the palm is away.
    palm_time: Duration = 0.6
    back_time: Duration = 1.4
    aside_time: Duration = 2.0
    back_delay: Time = 0.5
    aside_delay: Time = 1.2


class Offer(Phase):
    """Wait for the other hand, open, leave, stand aside."""

    def __init__(self, params: Params, context: PhaseContext) -> None:
        """Store parameters and context.

        Args:
            params: How to let it go.
            context: Of the body.
        """
        self._params, self._context = params, context
        self._release = Release(context, params)
        self._base = context.card.index(context.card.groups["base"])

    @override
    def start(self, situation: Situation) -> None:
        context = self._context
        self._enter(self._wait, situation.time)
        self._release.start(situation)
        self._at = held_height(situation, context)
        self._posture = situation.own.state.joint_position.copy()
        self._grip = {context.hand: context.grip(self._at, 1.0, 1.0)}
        self._taken: float | None = None  # since when [s]
        self._path: HandPath | None = None
        self._goal = Goal(self._posture, grip=self._grip)
        if any(self._params.offset):
            self._lead_aside(situation)

    @override
    def update(self, situation: Situation) -> Goal:
        self._stage(situation)
        return self._goal

    @override
    def finished(self, situation: Situation) -> bool:
        return self._stage == self._stand_aside

    def _enter(self, stage: PhaseStage, time: float) -> None:
        """Enter a stage [s]."""
        self._stage, self._since = stage, time

    def _lead_aside(self, situation: Situation) -> None:
        """Go off the place, the hand with the body, before anything else."""
        duration, time = self._params.offset_time, situation.time
        position, rotation = own_hand(situation, self._context)
        moved = position + self._context.rotation @ np.array(self._params.offset)
        self._path = HandPath((position, rotation), (moved, rotation), time, duration)
        begin = self._posture[self._base].copy()
        end = begin + np.array([*self._params.offset[:2], 0.0])
        self._base_path = MinimumJerk(begin, end, time, duration)
        self._enter(self._lead, time)

    def _lead(self, situation: Situation) -> None:
        """Go there, then offer."""
        self._posture = self._posture.copy()
        self._posture[self._base] = self._base_path.sample(situation.time)[0]
        self._goal = self._standing(situation.time)
        if self._path is None or self._path.done(situation.time):
            self._release.start(situation)
            self._enter(self._wait, situation.time)

    def _standing(self, time: float) -> Goal:
        """Return the goal of a body that stands as it does, at a time [s]."""
        hand, path = self._context.hand, self._path
        led = {} if path is None else {hand: path.sample(time)}
        return Goal(self._posture, hand=led, grip=self._grip)

    def _wait(self, situation: Situation) -> None:
        """Wait until another hand bears the torch."""
        params, time = self._params, situation.time
        borne = self._release.felt(situation)
        if not borne or time <= self._since + params.settling_time:
            self._taken = None
            return
        if self._taken is None:
            self._taken = time
        if time >= self._taken + params.reaction_time + params.hesitation:
            self._grip = {self._context.hand: self._context.grip(self._at, 0.0)}
            self._goal = self._standing(time)
            self._enter(self._open, time)

    def _open(self, situation: Situation) -> None:
        """Open the hand."""
        opening = self._context.hand_card.closing_time.value
        opening += self._params.opening_margin
        if situation.time > self._since + opening:
            self._plan_leaving(situation.time)
            self._enter(self._leave, situation.time)

    def _plan_leaving(self, time: float) -> None:
        """Plan three motions that overlap: the palm off the torch, back, aside."""
        params, outwards = self._params, self._context.outwards
        back = np.array([-params.back, 0.0, 0.0])
        motions = (
            (outwards(params.palm_aside), 0.0, params.palm_time),
            (back, params.back_delay, params.back_time),
            (outwards(-params.aside), params.aside_delay, params.aside_time),
        )
        self._motions = [
            MinimumJerk(np.zeros(3), motion, time + delay, duration)
            for motion, delay, duration in motions
        ]

    def _leave(self, situation: Situation) -> None:
        """Step back and aside."""
        time, posture = situation.time, self._posture.copy()
        moved = [motion.sample(time)[0] for motion in self._motions]
        displacement = np.sum(moved, axis=0)
        posture[self._base] = self._posture[self._base] + displacement
        self._goal = Goal(posture, hand=self._led_along(displacement), grip=self._grip)
        if self._motions[-1].done(time):
            self._enter(self._stand_aside, time)

    def _led_along(self, displacement: Array) -> dict[str, FrameReference]:
        """Return where a hand that was led aside is, its body displaced (3,) [m]."""
        if self._path is None:
            return {}
        position, rotation = self._path.end
        moved = position + self._context.rotation @ displacement
        # at rest as seen from the body: the base does not move by the arm
        still = FrameReference(moved, rotation, np.zeros(3), np.zeros(3))
        return {self._context.hand: still}

    def _stand_aside(self, situation: Situation) -> None:
        """Stay there."""


def build(params: Params, context: PhaseContext) -> Offer:
    """Return the phase."""
    return Offer(params, context)
