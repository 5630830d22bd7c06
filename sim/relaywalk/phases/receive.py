"""Take an offered torch: step in, reach, close the hand, feel the load, keep it."""

from dataclasses import replace
from math import dist
from typing import Annotated

import numpy as np
from pydantic import Field
from typing_extensions import override

from relaywalk.phases import (
    Distance,
    Duration,
    Fraction,
    Phase,
    PhaseContext,
    PhaseStage,
    Rate,
    Situation,
    Speed,
    Time,
)
from relaywalk.phases._grip_height import bears_alone, free_height, hands_at
from relaywalk.phases._load_change import LoadChange
from relaywalk.phases._torch import Stillness, grip_point
from relaywalk.planar_path import PlanarPose
from relaywalk.planning.hand_path import HandPath
from relaywalk.planning.minimum_jerk import MinimumJerk
from relaywalk.scenario.demands import Demands
from relaywalk.schema.quantity import Frozen, quantity
from relaywalk.types import Array, Goal, Grip

DEMANDS = Demands(bases=("floating",), prop=True)


class Params(Frozen):
    """How to take the torch.

    Attributes:
        at: Height on the torch that the hand grips, from its bottom; where another hand
            is, the nearest at which there is room [m].
        clearance: From that other hand, at least [m].
        notice: A torch that is farther from the body, over the ground, is still on its
            way [m].
        forward: In front of where the hand carries a torch is the ideal place to take
            one [m].
        step_in: A torch that is farther from there, over the ground, is stepped to [m].
        still_speed, still_time: The torch is offered once it has moved no faster for a
            time [m/s], [s].
        aside: The palm comes in from this far on its own side [m].
        reach_time: To the point beside the torch [s].
        approach_time: From there to the torch [s].
        approach_settling: At rest there, before the hand closes [s].
        closing_margin: Waited for after the hand's own closing time [s].
        lift_height: How far the hand lifts, until it feels the load [m].
        lift_speed: How fast it does [m/s].
        felt: Fraction of the torch's nominal weight that counts as "it is mine" [-].
        felt_time: For which it must last [s].
        payload_rate: Fastest rise of the payload that the arm is told of [1/s].
        clearing_time: In which the giver's open hand goes away, at least [s].
        clear: From the torch's axis to any other hand, at least, before it goes on [m].
        patience: A hand that has lifted and felt nothing for so long lets go [s].
        least: Fraction of the weight; who bears that, and sees no other hand at the
            torch, keeps it: it may be lighter than it is known to be [-].
        attempts: To grip, after which it gives up.
        giving_up_time: Likewise, when it bears the torch and another hand stays at it
            for so long [s].
    """

    # 11 cm under the torch's centre of mass, and 15 cm above the bearers' hands.
    at: Annotated[float, quantity("m", 0.0, 10.0, open_low=True)] = 0.30
    # as a person's
    clearance: Distance = 0.14
    # The arm is 0.7 m long, and a torch out of its reach is stepped to.
    notice: Distance = 1.2
    # The hand grips higher than it carries, and the arm swings up forwards.
    forward: Annotated[float, quantity("m", -0.5, 0.5)] = 0.04
    # Two steps cost 2 s; so near a person may offer it without any.
    step_in: Distance = 0.07
    still_speed: Speed = 0.05
    still_time: Time = 0.3
    # Sideways: the torch comes into the hand along the palm's normal.
    aside: Distance = 0.10
    reach_time: Duration = 2.0
    approach_time: Duration = 1.0
    approach_settling: Time = 0.3
    closing_margin: Time = 0.3
    # Slowly: until the giver opens, both arms pull against each other.
    lift_height: Annotated[float, quantity("m", 0.0, 1.0, open_low=True)] = 0.06
    lift_speed: Annotated[float, quantity("m/s", 0.0, 1.0, open_low=True)] = 0.03
    # 11 N: more than the 8 N at which the giver opens, for longer than its 0.1 s.
    felt: Fraction = 0.7
    felt_time: Duration = 0.3
    # Over 0.2 s: a mass that comes at once is a step in the arm's torques.
    payload_rate: Rate = 5.0
    # The giver opens before this hand is sure of its load, and its palm leaves within
    # 0.6 s after its margin of 0.1 s.
    clearing_time: Time = 0.5
    # A body that turns sweeps the torch aside.
    clear: Distance = 0.3
    patience: Duration = 4.0
    least: Fraction = 0.3
    attempts: Annotated[int, Field(ge=1, le=10, strict=True)] = 2
    giving_up_time: Duration = 15.0


ROUNDING = 1e-9  # of a time [s]


class Receive(Phase):
    """Watch, step in, reach, close, lift, wait, keep; or try again, and give up."""

    _path: HandPath  # from when the torch is offered

    def __init__(self, params: Params, context: PhaseContext) -> None:
        """Choose the postures.

        Args:
            params: How to take it.
            context: Of the body.
        """
        self._params, self._context = params, context
        self._still = context.card.pose("stand", "hand_open")
        self._carry = context.card.pose_of(context.hand, "carry")
        self._load = LoadChange(context.period)
        self._in_space = Stillness(params.still_speed * params.still_time)
        self._grip = Grip()

    @override
    def start(self, situation: Situation) -> None:
        self._at, self._left = self._params.at, self._params.attempts
        self.gave_up = ""
        self._goal = Goal(self._still, grip={self._context.hand: self._grip})
        self._place: PlanarPose | None = None
        self._enter(self._watch, situation.time)

    @override
    def update(self, situation: Situation) -> Goal:
        self._stage(situation)
        if self._stage in (self._watch, self._step):
            return self._goal
        hand, time = self._context.hand, situation.time
        # at last the posture alone leads the arm, so it can sink to the side
        led = {} if self._stage == self._sink else {hand: self._path.sample(time)}
        posture, grip = self._posture.sample(time)[0], {hand: self._grip}
        return Goal(posture, place=self._place, hand=led, grip=grip)

    @override
    def finished(self, situation: Situation) -> bool:
        return self._stage == self._keep or bool(self.gave_up)

    def _grip_pose(self, situation: Situation) -> tuple[Array, Array]:
        """Return the pose in which the hand grips the torch."""
        return grip_point(situation.observation, self._context, self._at)

    def _enter(self, stage: PhaseStage, time: float) -> None:
        """Enter a stage [s]."""
        self._stage, self._since = stage, time

    def _move(self, time: float, end: tuple[Array, Array], duration: float) -> None:
        """Lead the hand on, to a pose, in a duration [s]."""
        self._path = HandPath(self._path.end, end, time, duration)

    def _watch(self, situation: Situation) -> None:
        """Wait until the torch is held out within reach, and still."""
        params, context, time = self._params, self._context, situation.time
        point, _ = self._grip_pose(situation)
        rested = self._in_space.lasted(point, time)
        body = situation.own.state.pose_base_in_world
        if (
            rested < params.still_time - ROUNDING
            or dist(point[:2], body[:2]) > params.notice
        ):
            return
        self._at = free_height(situation, context, params.at, params.clearance)
        self._place = self._nearer(situation)
        self._goal = replace(self._goal, place=self._place)
        self._enter(self._step, time)

    def _nearer(self, situation: Situation) -> PlanarPose | None:
        """Return where to stand to take the torch; None where that is here."""
        context, params = self._context, self._params
        base = situation.own.state.pose_base_in_world
        carrying = np.concatenate((base, self._carry[context.model.select]))
        hand, _ = context.model.frame_pose_at(context.hand_card.frame, carrying)
        ahead = params.forward * context.rotation[:, 0]
        gap = (self._grip_pose(situation)[0] - hand - ahead)[:2]
        if np.linalg.norm(gap) <= params.step_in:
            return None
        x, y = (context.middle[:2] + gap).tolist()
        return PlanarPose(x, y, context.heading)

    def _step(self, situation: Situation) -> None:
        """Step to where the torch is in easy reach; then reach for it."""
        params, context, time = self._params, self._context, situation.time
        # what was asked for in this tick is begun in the next
        if time <= self._since or not situation.arrived:
            return
        self._posture = MinimumJerk(self._still, self._carry, time, params.reach_time)
        position, rotation = self._grip_pose(situation)
        beside = position + context.rotation @ context.outwards(params.aside)
        begin = context.model.placement(context.hand_card.frame)
        self._path = HandPath(begin, (beside, rotation), time, params.reach_time)
        self._enter(self._reach, time)

    def _reach(self, situation: Situation) -> None:
        """Move beside the torch."""
        time = situation.time
        if self._path.done(time):
            self._move(time, self._grip_pose(situation), self._params.approach_time)
            self._enter(self._approach, time)

    def _approach(self, situation: Situation) -> None:
        """Bring the palm to the torch."""
        time, params = situation.time, self._params
        if time > self._since + params.approach_time + params.approach_settling:
            self._load.set_baseline(situation.felt[self._context.hand])
            self._grip = self._context.grip(self._at, 1.0)
            self._enter(self._close, time)

    def _close(self, situation: Situation) -> None:
        """Close the hand, then lift a little."""
        time, params = situation.time, self._params
        closing = self._context.hand_card.closing_time.value + params.closing_margin
        if time > self._since + closing:
            position, rotation = self._path.end
            up = (position + np.array([0.0, 0.0, params.lift_height]), rotation)
            self._move(time, up, params.lift_height / params.lift_speed)
            self._enter(self._lift, time)

    def _lift(self, situation: Situation) -> None:
        """Lift until the torch's weight is felt; the giver lets go meanwhile."""
        self._take_over(situation)
        felt, params = situation.felt[self._context.hand], self._params
        threshold = params.felt * self._context.prop_weight
        if self._load.borne(felt.quick) > threshold:
            self._stop_lifting(situation.time)
        if self._load.exceeded(felt, threshold, params.felt_time):
            self._enter(self._wait, situation.time)
        elif self._path.done(situation.time - params.patience):
            self._settle(situation)

    def _settle(self, situation: Situation) -> None:
        """Let go for another attempt, but not of what it alone bears."""
        weight, least = self._context.prop_weight, self._params.least
        felt = situation.felt[self._context.hand]
        borne = self._load.borne(felt.slow) / weight
        if bears_alone(situation, self._context, borne, least):
            self._enter(self._wait, situation.time)
        else:
            self._grip = Grip()
            self._enter(self._loosen, situation.time)

    def _loosen(self, situation: Situation) -> None:
        """Give the own hand time to open, for the giver does not let go."""
        opening = self._context.hand_card.closing_time.value
        if situation.time > self._since + opening + self._params.closing_margin:
            self._move(situation.time, self._beside(), self._params.approach_time)
            self._enter(self._draw_back, situation.time)

    def _beside(self) -> tuple[Array, Array]:
        """Return the pose beside where the hand is to be now."""
        position, rotation = self._path.end
        context = self._context
        aside = context.rotation @ context.outwards(self._params.aside)
        return position + aside, rotation

    def _draw_back(self, situation: Situation) -> None:
        """Draw the hand back; then grip once more, or let the arm sink."""
        time, params = situation.time, self._params
        if not self._path.done(time):
            return
        self._left -= 1
        if self._left:
            self._enter(self._reach, time)
            return
        # measured: the arm was led by its hand, so no posture says where it is
        now = situation.own.state.joint_position.copy()
        self._posture = MinimumJerk(now, self._still, time, params.reach_time)
        self._enter(self._sink, time)

    def _sink(self, situation: Situation) -> None:
        """Let the arm sink; then the phase is over."""
        if self._posture.done(situation.time):
            tries, prop = self._params.attempts, self._context.prop_name
            self.gave_up = f"'{prop}' did not come, in {tries} attempts"

    def _stop_lifting(self, time: float) -> None:
        """Stay where the hand is to be now [s]; lifting on would pull at the giver."""
        if self._path.done(time):
            return
        now = self._path.sample(time)
        here = (now.position_in_world, now.rotation_to_world)
        # a path has a duration: the shortest there is
        self._path = HandPath(here, here, time, self._context.period)

    def _wait(self, situation: Situation) -> None:
        """Wait until the giver's hand has opened and gone away."""
        self._take_over(situation)
        opening = self._context.hand_card.closing_time.value
        time, params = situation.time, self._params
        cleared = self._since + opening + params.clearing_time
        if time <= cleared:
            return
        if time > cleared + params.giving_up_time:
            # it may bear the torch already: the hand stays closed
            self.gave_up = f"another hand stays at '{self._context.prop_name}'"
        elif not any(hands_at(situation, self._context, params.clear)):
            self._grip = self._context.grip(self._at, 1.0, 1.0)
            self._enter(self._keep, time)

    def _keep(self, situation: Situation) -> None:
        """Keep the torch where it is."""

    def _take_over(self, situation: Situation) -> None:
        """Let the known payload follow the felt load, upwards only."""
        context, known = self._context, self._grip.payload
        felt, rate = situation.felt[context.hand], self._params.payload_rate
        payload = self._load.payload(felt, known, context.prop_weight, rate)
        self._grip = context.grip(self._at, 1.0, payload)


def build(params: Params, context: PhaseContext) -> Receive:
    """Return the phase."""
    return Receive(params, context)
