"""The receiver: walk up to the torch, grip it once it is still, pull, step back."""

import math
from dataclasses import replace
from typing import Annotated

import numpy as np
from pydantic import Field
from typing_extensions import override

from relaywalk.phases import (
    Distance,
    Duration,
    Fraction,
    Offset,
    Phase,
    PhaseContext,
    PhaseStage,
    Rate,
    Situation,
    Speed,
    Time,
)
from relaywalk.phases._grip_height import bears_alone, free_height
from relaywalk.phases._led_body import LedBody
from relaywalk.phases._load_change import LoadChange
from relaywalk.phases._torch import Stillness, on_torch
from relaywalk.phases._tug import Tug
from relaywalk.robots.card import RobotCard
from relaywalk.scenario.demands import Demands
from relaywalk.schema.faults import Refusals
from relaywalk.schema.quantity import Frozen, Length, quantity, refusal
from relaywalk.types import Array, Goal, Grip

DEMANDS = Demands(bases=("guided",), prop=True)


class Params(Frozen):
    """How to take the torch from the robot.

    Attributes:
        at: Height on the torch that the hand grips, from its bottom; null: where the
            hand is ready for it. Where another hand is, the nearest at which there is
            room [m].
        clearance: From that other hand, at least [m].
        notice: A torch that is farther away, over the ground, is still on its way [m].
        reaction_time: From what is seen or felt to the answer: it walks, reaches, and
            ends its pull so much later [s].
        hesitation: Beside the torch it waits at least so long before it reaches [s].
        offset: Off the ideal place, in the body's axes: it stands at another x and y,
            turned so that the torch is before its shoulder; z is added to where its
            hand is ready, so to `at` if that is null [m].
        still_speed, still_time: The torch counts as at rest once it has moved no
            faster for a time [m/s], [s]: over the ground, then it is walked up to; in
            height as well, then it is offered.
        walk_speed: Mean speed of the guided base [m/s].
        walk_time: The way takes at least this long; the hand is made ready on it [s].
        aside: The palm comes in from this far on its own side [m].
        approach_time: From there to the torch [s].
        approach_settling: At rest there, before the hand closes [s].
        closing_margin: Waited for after the hand's own closing time [s].
        light_grip: How far the hand is closed while it feels no load; with the load
            that rises to 1 [-].
        pull_delay: A pull comes so much later than the hand is closed [s].
        early_pull: Or so much earlier, at most the hand's closing time [s].
        pull: How far the hand pulls upwards [m].
        pull_time: In which time it does [s].
        tug: With the pull the hand tugs, too; null: it does not.
        felt: Fraction of the torch's nominal weight that counts as "it is mine" [-].
        felt_time: For which it must last [s].
        patience: A hand that has pulled and felt less for so long lets go [s].
        least: Fraction of the weight; who bears that, and sees no other hand at the
            torch, keeps it: it may be lighter than it is known to be [-].
        attempts: To grip, after which it gives up.
        loses_at: The first time its hand opens again as soon as it bears so much of the
            weight; null: it does not [-].
        payload_rate: Fastest rise of the payload that the arm is told of [1/s].
        clearing_time: In which the robot's open hand goes away [s].
        back: Displacement of the body in its own frame with the torch, x and y [m].
        back_time: For that [s].
    """

    at: Annotated[float, quantity("m", 0.0, 10.0, open_low=True)] | None = None
    # A hand is 0.10 m wide, and it may be seen some millimetres from where it is.
    clearance: Distance = 0.14
    # Of a few steps, so that it comes to rest for nobody else.
    notice: Distance = 3.0
    # People's: 0.15 to 0.25 s.
    reaction_time: Time = 0.0
    hesitation: Time = 0.0
    offset: tuple[Offset, Offset, Offset] = (0.0, 0.0, 0.0)
    # Within 15 mm, for noisy sensors shake the torch.
    still_speed: Speed = 0.05
    still_time: Time = 0.3
    # People walk 0.7 to 1.1 m/s over 4 m, more on longer ways.
    walk_speed: Speed = 1.0
    walk_time: Duration = 1.5
    aside: Distance = 0.10
    # In 0.8 s the palm bumps against the torch with 8 N and comes off it again.
    approach_time: Duration = 1.0
    approach_settling: Time = 0.2
    # The fingers meet the torch 0.2 s before they would be closed.
    closing_margin: Time = 0.1
    light_grip: Fraction = 1.0
    pull_delay: Time = 0.0
    early_pull: Time = 0.0
    pull: Annotated[float, quantity("m", 0.0, 1.0, open_low=True)] = 0.05
    pull_time: Duration = 1.5
    tug: Tug | None = None
    # 11 N: more than the 8 N at which the robot opens, for longer than its 0.1 s.
    felt: Fraction = 0.7
    felt_time: Duration = 0.3
    patience: Duration = 4.0
    least: Fraction = 0.3
    attempts: Annotated[int, Field(ge=1, le=10, strict=True)] = 2
    loses_at: Fraction | None = None
    payload_rate: Rate = 2.5
    # After its margin of 0.1 s the robot's palm leaves within 1.5 s.
    clearing_time: Time = 2.0
    back: tuple[Length, Length] = (-0.6, 0.0)
    back_time: Duration = 2.0


class Take(Phase):
    """Watch, walk, approach, close, pull, wait, leave, stand; or try again."""

    def __init__(self, params: Params, context: PhaseContext) -> None:
        """Store parameters and context.

        Args:
            params: How to take it.
            context: Of the body.
        """
        self._params, self._context = params, context
        self._load = LoadChange(context.period)
        near = params.still_speed * params.still_time
        self._over_ground, self._in_space = Stillness(near), Stillness(near)

    @override
    def start(self, situation: Situation) -> None:
        context, posture = self._context, situation.own.state.joint_position
        ready = context.card.pose_of(context.hand, "take")
        self._body = LedBody(context, posture, Grip(), ready)
        self._pulled: float | None = None  # since when [s]
        self._at = self._params.at or 0.0
        self._left, self._failing = self._params.attempts, self._params.loses_at
        self.gave_up = ""
        self._goal = Goal(posture.copy())
        self._enter(self._watch, situation.time)

    @override
    def update(self, situation: Situation) -> Goal:
        at_rest = self._stage in (self._watch, self._stand)
        self._stage(situation)
        if not at_rest:
            self._goal = self._tugged(self._body.goal(situation.time), situation.time)
        return self._goal

    @override
    def finished(self, situation: Situation) -> bool:
        return self._stage == self._stand or bool(self.gave_up)

    def _tugged(self, goal: Goal, time: float) -> Goal:
        """Return a goal of a time [s], a tug of the hand included."""
        tug, hand = self._params.tug, self._context.hand
        if tug is None or self._pulled is None:
            return goal
        since, rotation = time - self._pulled, self._body.rotation
        return replace(goal, hand={hand: tug.on(goal.hand[hand], since, rotation)})

    def _enter(self, stage: PhaseStage, time: float) -> None:
        """Enter a stage [s]."""
        self._stage, self._since = stage, time

    def _watch(self, situation: Situation) -> None:
        """Wait until the torch has been brought: it stays over the same spot."""
        time, params = situation.time, self._params
        point = self._grip_point(situation)
        rested = self._over_ground.lasted(point[:2], time)
        if rested < params.still_time + params.reaction_time:
            return
        if math.dist(point[:2], self._body.place[:2]) <= params.notice:
            at = self._preferred(point) if params.at is None else params.at
            self._at = free_height(situation, self._context, at, params.clearance)
            self._set_out(self._grip_point(situation), time)
            self._enter(self._walk, time)

    def _preferred(self, point: Array) -> float:
        """Return the height on the torch that is as high as the hand is when ready.

        Args:
            point: (3,) on the torch where the hand would be now, in world [m].
        """
        low, high = self._context.prop.grip_zone
        height = self._body.ready_height - float(point[2])
        return min(max(self._at + height + self._params.offset[2], low), high)

    def _grip_point(self, situation: Situation) -> Array:
        """Return where the hand grips the torch (3,) in world [m]."""
        return on_torch(situation.observation, self._context, self._at)

    def _set_out(self, point: Array, time: float) -> None:
        """Walk to where the hand, made ready, is beside a point.

        Base and hand move together, so that the arm reaches all the way.

        Args:
            point: (3,) in world; its height may still change [m].
            time: [s].
        """
        params, body = self._params, self._body
        speed, shortest, offset = params.walk_speed, params.walk_time, params.offset
        duration = body.walk(point, time, speed, shortest, offset[:2])
        beside = self._beside(point)
        beside[2] = body.ready_height
        body.lead(beside, time, duration)

    def _beside(self, point: Array) -> Array:
        """Return the place (3,) on the hand's own side of another one, in world [m]."""
        aside = self._context.outwards(self._params.aside)
        beside: Array = point + self._body.rotation @ aside
        return beside

    def _walk(self, situation: Situation) -> None:
        """Walk to beside the torch, then wait there until it is held still."""
        time, params = situation.time, self._params
        point = self._grip_point(situation)
        rested = self._in_space.lasted(point, time)
        is_offered = rested >= params.still_time + params.reaction_time
        if is_offered and self._body.walked(time - params.hesitation):
            self._body.lead(point, time, params.approach_time)
            self._enter(self._approach, time)

    def _approach(self, situation: Situation) -> None:
        """Bring the palm to the torch."""
        params, time = self._params, situation.time
        if time > self._since + params.approach_time + params.approach_settling:
            self._load.set_baseline(situation.felt[self._context.hand])
            self._body.grip = self._closed(0.0)
            self._enter(self._close, time)

    def _closed(self, payload: float) -> Grip:
        """Return the grip of a hand that bears a fraction of the torch's weight."""
        lightest = self._params.light_grip
        closure = lightest + (1.0 - lightest) * payload
        return self._context.grip(self._at, closure, payload)

    def _close(self, situation: Situation) -> None:
        """Close the hand, then pull."""
        params, time = self._params, situation.time
        closing = self._context.hand_card.closing_time.value + params.closing_margin
        closing += params.pull_delay - params.early_pull
        if time > self._since + closing:
            up = np.array([0.0, 0.0, params.pull])
            self._pulled = time
            self._body.lead(self._body.hand + up, time, params.pull_time)
            self._enter(self._pull, time)

    def _pull(self, situation: Situation) -> None:
        """Pull until the torch's weight is felt; with too little of it, try again."""
        context, params, time = self._context, self._params, situation.time
        felt, known = situation.felt[context.hand], self._body.grip.payload
        weight, rate = context.prop_weight, params.payload_rate
        payload = self._load.payload(felt, known, weight, rate)
        self._body.grip = self._closed(payload)
        lasting = params.felt_time + params.reaction_time
        borne = self._load.borne(felt.slow) / weight
        if self._failing is not None and borne > self._failing:
            self._failing = None
            self._let_go(time)
        elif self._load.exceeded(felt, params.felt * weight, lasting):
            self._enter(self._wait, time)
        elif time > self._since + params.pull_time + params.patience:
            self._settle(situation, borne)

    def _settle(self, situation: Situation, borne: float) -> None:
        """Let go for another attempt, but not of what it alone bears [-]."""
        if bears_alone(situation, self._context, borne, self._params.least):
            self._enter(self._wait, situation.time)
        else:
            self._let_go(situation.time)

    def _let_go(self, time: float) -> None:
        """Open the hand [s]."""
        self._body.grip, self._pulled = Grip(), None
        self._enter(self._loosen, time)

    def _loosen(self, situation: Situation) -> None:
        """Give the own hand time to open, then draw it back."""
        time, params = situation.time, self._params
        opening = self._context.hand_card.closing_time.value
        if time > self._since + opening + params.closing_margin:
            aside = self._beside(self._body.hand)
            self._body.lead(aside, time, params.approach_time)
            self._left -= 1
            self._enter(self._draw_back, time)

    def _draw_back(self, situation: Situation) -> None:
        """Draw the hand back; then grip once more, or step away."""
        if not self._body.arrived(situation.time):
            return
        if self._left:
            self._enter(self._walk, situation.time)
        else:
            self._step_back(self._go, situation.time)

    def _go(self, situation: Situation) -> None:
        """Step away without the torch; then the phase is over."""
        if self._body.arrived(situation.time):
            tries, prop = self._params.attempts, self._context.prop_name
            self.gave_up = f"'{prop}' did not come, in {tries} attempts"

    def _wait(self, situation: Situation) -> None:
        """Give the robot's hand time to open and to leave."""
        params, time = self._params, situation.time
        opening = self._context.hand_card.closing_time.value
        if time > self._since + opening + params.clearing_time:
            self._step_back(self._leave, time)

    def _step_back(self, stage: PhaseStage, time: float) -> None:
        """Enter a stage in which the body steps back [s]."""
        back = np.array([*self._params.back, 0.0])
        self._body.step(back, time, self._params.back_time)
        self._enter(stage, time)

    def _leave(self, situation: Situation) -> None:
        """Step back, the torch with the body."""
        if self._body.arrived(situation.time):
            self._enter(self._stand, situation.time)

    def _stand(self, situation: Situation) -> None:
        """Stand with the torch."""


def build(params: Params, context: PhaseContext) -> Take:
    """Return the phase."""
    return Take(params, context)


def unfit(params: Params, card: RobotCard, hand: str) -> Refusals:
    """Refuse a pull that would begin before the hand begins to close.

    Args:
        params: Of a scenario.
        card: Of the body that is to take.
        hand: Contact-frame name.
    """
    closing = card.hands[hand].closing_time.value
    if params.early_pull > closing:
        allowed = f"at most the closing time of the hand, {closing:g} [s]"
        yield refusal(allowed, ("early_pull",), value=params.early_pull)
