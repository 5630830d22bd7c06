"""The receiver: walk up to the torch, grip it once it is still, pull, step back."""

import math
from typing import Annotated

import numpy as np
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
from relaywalk.phases._grip_height import free_height
from relaywalk.phases._led_body import hand_in_root, hand_in_world
from relaywalk.phases._load_change import LoadChange
from relaywalk.phases._torch import Stillness, on_torch
from relaywalk.phases._tug import Tug
from relaywalk.planning.hand_path import HandPath
from relaywalk.planning.minimum_jerk import MinimumJerk
from relaywalk.robots.card import RobotCard
from relaywalk.scenario.demands import Demands
from relaywalk.schema.faults import Refusals
from relaywalk.schema.quantity import Frozen, Length, quantity, refusal
from relaywalk.spatial import rotation_about_z
from relaywalk.types import Array, FrameReference, Goal, Grip

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
    payload_rate: Rate = 2.5
    # After its margin of 0.1 s the robot's palm leaves within 1.5 s.
    clearing_time: Time = 2.0
    back: tuple[Length, Length] = (-0.6, 0.0)
    back_time: Duration = 2.0


class Take(Phase):
    """Watch, walk, approach, close, pull, wait, leave, stand."""

    def __init__(self, params: Params, context: PhaseContext) -> None:
        """Store parameters and context.

        Args:
            params: How to take it.
            context: Of the body.
        """
        self._params, self._context = params, context
        self._load = LoadChange(context.period)
        self._base = context.card.index(context.card.groups["base"])
        self._root = np.array([context.root[0], context.root[1], 0.0])
        self._rotation = context.rotation  # of body and hand at the torch, to world
        self._ready = context.card.pose_of(context.hand, "take")
        near = params.still_speed * params.still_time
        self._over_ground, self._in_space = Stillness(near), Stillness(near)
        self._grip = Grip()

    @override
    def start(self, situation: Situation) -> None:
        self._posture = situation.own.state.joint_position.copy()
        self._path: HandPath | None = None
        self._pulled: float | None = None  # since when [s]
        self._at = self._params.at or 0.0
        self._goal = Goal(self._posture.copy())
        self._enter(self._watch, situation.time)

    @override
    def update(self, situation: Situation) -> Goal:
        at_rest = self._stage in (self._watch, self._stand)
        self._stage(situation)
        if not at_rest:
            self._goal = self._moving_goal(situation.time)
        return self._goal

    @override
    def finished(self, situation: Situation) -> bool:
        return self._stage == self._stand

    def _moving_goal(self, time: float) -> Goal:
        """Return the goal of this moment [s]."""
        hand, path = self._context.hand, self._path
        led = {} if path is None else {hand: self._tugged(path.sample(time), time)}
        return Goal(self._posture.copy(), hand=led, grip={hand: self._grip})

    def _tugged(self, reference: FrameReference, time: float) -> FrameReference:
        """Return where the hand should be at a time [s], a tug included."""
        tug = self._params.tug
        if tug is None or self._pulled is None:
            return reference
        return tug.on(reference, time - self._pulled, self._rotation)

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
        here = self._root + self._context.rotation @ self._posture[self._base]
        if math.dist(point[:2], here[:2]) <= params.notice:
            at = self._preferred(point) if params.at is None else params.at
            self._at = free_height(situation, self._context, at, params.clearance)
            self._plan_walk(self._grip_point(situation), time)
            self._enter(self._walk, time)

    def _preferred(self, point: Array) -> float:
        """Return the height on the torch that is as high as the hand is when ready.

        Args:
            point: (3,) on the torch where the hand would be now, in world [m].
        """
        low, high = self._context.prop.grip_zone
        height = float(
            hand_in_root(self._context, self._ready)[0][2] + self._root[2] - point[2]
        )
        return min(max(self._at + height + self._params.offset[2], low), high)

    def _grip_point(self, situation: Situation) -> Array:
        """Return where the hand grips the torch (3,) in world [m]."""
        return on_torch(situation.observation, self._context, self._at)

    def _plan_walk(self, point: Array, time: float) -> None:
        """Plan the walk to where the hand, made ready, is beside a point.

        Base and hand move together, so that the arm reaches all the way.

        Args:
            point: (3,) in world; its height may still change [m].
            time: [s].
        """
        context, params = self._context, self._params
        point_in_root = context.rotation.T @ (point - self._root)
        begin, hand_now = self._posture[self._base].copy(), self._hand_now()
        ready = hand_in_root(self._context, self._ready)[0]
        place = (point_in_root - ready)[:2] + params.offset[:2]
        turn = _turned_to((point_in_root[:2] - place), ready[1])
        end = np.array([*place, turn])
        distance = float(np.linalg.norm((end - begin)[:2]))
        duration = max(distance / params.walk_speed, params.walk_time)
        self._base_path = MinimumJerk(begin, end, time, duration)
        self._rotation = context.rotation @ rotation_about_z(turn)
        beside = self._rotation @ context.outwards(params.aside)
        beside[2] = self._root[2] + ready[2] - point[2]
        pose = (point + beside, self._rotation)
        self._path = HandPath(hand_now, pose, time, duration)

    def _walk(self, situation: Situation) -> None:
        """Walk to beside the torch, then wait there until it is held still."""
        time, params = situation.time, self._params
        self._posture[self._base] = self._base_path.sample(time)[0]
        point = self._grip_point(situation)
        rested = self._in_space.lasted(point, time)
        is_offered = rested >= params.still_time + params.reaction_time
        if is_offered and self._base_path.done(time - params.hesitation):
            self._move(self._approach, time, point, params.approach_time)

    def _move(
        self, stage: PhaseStage, time: float, end: Array, duration: float
    ) -> None:
        """Enter a stage in which the hand moves to a position (3,) [m]."""
        begin = self._hand_now() if self._path is None else self._path.end
        self._path = HandPath(begin, (end, self._rotation), time, duration)
        self._enter(stage, time)

    def _hand_now(self) -> tuple[Array, Array]:
        """Return the commanded pose of the hand in world."""
        return hand_in_world(self._context, self._posture, self._root)

    def _approach(self, situation: Situation) -> None:
        """Bring the palm to the torch."""
        params, time = self._params, situation.time
        if time > self._since + params.approach_time + params.approach_settling:
            self._load.set_baseline(situation.felt[self._context.hand])
            self._grip = self._closed(0.0)
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
        if self._path is not None and time > self._since + closing:
            end = self._path.end[0] + np.array([0.0, 0.0, params.pull])
            self._pulled = time
            self._move(self._pull, time, end, params.pull_time)

    def _pull(self, situation: Situation) -> None:
        """Pull until the torch's weight is felt."""
        context, params = self._context, self._params
        felt, known = situation.felt[context.hand], self._grip.payload
        weight, rate = context.prop_weight, params.payload_rate
        payload = self._load.payload(felt, known, weight, rate)
        self._grip = self._closed(payload)
        threshold = params.felt * context.prop_weight
        lasting = params.felt_time + params.reaction_time
        if self._load.exceeded(felt, threshold, lasting):
            self._enter(self._wait, situation.time)

    def _wait(self, situation: Situation) -> None:
        """Give the robot's hand time to open and to leave."""
        params, time = self._params, situation.time
        opening = self._context.hand_card.closing_time.value
        if time > self._since + opening + params.clearing_time:
            begin = self._posture[self._base].copy()
            back = rotation_about_z(begin[2]) @ np.array([*params.back, 0.0])
            end = begin + back
            self._base_path = MinimumJerk(begin, end, time, params.back_time)
            self._hand_was = self._path.end if self._path else self._hand_now()
            self._enter(self._leave, time)

    def _leave(self, situation: Situation) -> None:
        """Step back, the torch with the body."""
        time, path = situation.time, self._base_path
        base = path.sample(time)[0]
        self._posture[self._base] = base
        position, rotation = self._hand_was
        moved = position + self._context.rotation @ (base - path.start)
        pose = (moved, rotation)
        self._path = HandPath(pose, pose, time, self._params.back_time)
        if path.done(time):
            self._enter(self._stand, time)

    def _stand(self, situation: Situation) -> None:
        """Stand with the torch."""


def _turned_to(point: Array, beside: float) -> float:
    """Return how far a body turns to have a point before its shoulder [rad].

    Args:
        point: (2,) from the body's middle, in the axes of its root [m].
        beside: How far to its left the point is to be, then [m].
    """
    distance = float(np.hypot(*point))
    if distance <= abs(beside):
        return 0.0
    return float(np.arctan2(point[1], point[0]) - np.arcsin(beside / distance))


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
