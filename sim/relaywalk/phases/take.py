"""The receiver: walk up to the offered torch, grip it, pull, step back with it."""

from typing import Annotated

import numpy as np
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
    Time,
)
from relaywalk.phases._load_change import LoadChange
from relaywalk.phases._torch import grip_point
from relaywalk.planning.hand_path import HandPath
from relaywalk.planning.minimum_jerk import MinimumJerk
from relaywalk.scenario.demands import Demands
from relaywalk.schema.quantity import Frozen, Length, quantity
from relaywalk.types import Array, Goal, Grip

DEMANDS = Demands(bases=("guided",), prop=True)

Speed = Annotated[float, quantity("m/s", 0.0, 10.0, open_low=True)]


class Params(Frozen):
    """How to take the torch from the robot.

    Attributes:
        at: Height on the torch that the hand grips, from its bottom [m].
        still_speed, still_time: The torch counts as offered once it has moved no
            faster for a time [m/s], [s].
        walk_speed: Mean speed of the guided base [m/s].
        walk_time: The way takes at least this long [s].
        aside: The palm comes in from this far to the body's right [m].
        reach_time: To the point beside the torch [s].
        approach_time: From there to the torch [s].
        approach_settling: At rest there, before the hand closes [s].
        closing_margin: Waited for after the hand's own closing time [s].
        pull, pull_time: How far the hand pulls upwards [m], and in which time [s].
        felt: Fraction of the torch's nominal weight that counts as "it is mine" [-].
        felt_time: For which it must last [s].
        payload_rate: Fastest rise of the payload that the arm is told of [1/s].
        clearing_time: In which the robot's open hand goes away [s].
        back: Displacement of the body in its own frame with the torch, x and y [m].
        back_time: For that [s].
    """

    # 15 cm under the robot's hand at 0.30 m: room for both.
    at: Annotated[float, quantity("m", 0.0, 10.0, open_low=True)] = 0.15
    still_speed: Speed = 0.03
    still_time: Time = 0.5
    # People walk 0.7 to 1.1 m/s over 4 m, more on longer ways.
    walk_speed: Speed = 1.0
    walk_time: Duration = 1.5
    aside: Distance = 0.10
    reach_time: Duration = 1.6
    approach_time: Duration = 1.0
    approach_settling: Time = 0.2
    closing_margin: Time = 0.3
    pull: Annotated[float, quantity("m", 0.0, 1.0, open_low=True)] = 0.05
    pull_time: Duration = 1.5
    # 11 N: more than the 6 N at which the robot opens, for longer than its 0.1 s.
    felt: Fraction = 0.7
    felt_time: Duration = 0.3
    payload_rate: Rate = 2.5
    # After its margin of 0.1 s the robot's palm leaves within 1.5 s.
    clearing_time: Time = 2.0
    back: tuple[Length, Length] = (-0.6, 0.0)
    back_time: Duration = 2.0


class Take(Phase):
    """Watch, walk, reach, approach, close, pull, wait, leave, stand."""

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
        self._offer = context.card.pose("offer", "hand_open")
        self._grip = Grip()

    @override
    def start(self, situation: Situation) -> None:
        self._posture = situation.own.state.joint_position.copy()
        self._torch_was = np.full(3, np.inf)
        self._path: HandPath | None = None
        self._goal = Goal(self._posture.copy())
        self._enter(self._wait_until_still, situation.time)

    @override
    def update(self, situation: Situation) -> Goal:
        at_rest = self._stage in (self._wait_until_still, self._stand)
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
        led = {} if path is None else {hand: path.sample(time)}
        return Goal(self._posture.copy(), hand=led, grip={hand: self._grip})

    def _enter(self, stage: PhaseStage, time: float) -> None:
        """Enter a stage [s]."""
        self._stage, self._since = stage, time

    def _wait_until_still(self, situation: Situation) -> None:
        """Wait until the torch is held still: it stays about where it was."""
        params, time = self._params, situation.time
        name = self._context.prop_name
        position = situation.observation.props[name].pose_in_world[:3]
        # By where it stays: a held torch trembles, so that its speed says little.
        near = params.still_speed * params.still_time
        if float(np.linalg.norm(position - self._torch_was)) > near:
            self._torch_was, self._since = position, time
        if time - self._since >= params.still_time:
            self._plan_walk(situation)
            self._enter(self._walk, time)

    def _grip_point(self, situation: Situation) -> Array:
        """Return where the hand grips the torch (3,) in world [m]."""
        return grip_point(situation.observation, self._context, self._params.at)[0]

    def _plan_walk(self, situation: Situation) -> None:
        """Plan the walk to where the stretched arm meets the torch."""
        context = self._context
        point = self._grip_point(situation)
        point_in_root = context.rotation.T @ (point - self._root)
        q = self._offer[context.model.select]
        hand, _ = context.model.frame_pose_at(context.hand_card.frame, q)
        begin = self._posture[self._base]
        end = np.array([point_in_root[0] - hand[0], point_in_root[1] - hand[1], 0.0])
        distance = float(np.linalg.norm(end - begin))
        duration = max(distance / self._params.walk_speed, self._params.walk_time)
        self._base_path = MinimumJerk(begin, end, situation.time, duration)

    def _walk(self, situation: Situation) -> None:
        """Walk to where the stretched arm meets the torch."""
        time = situation.time
        self._posture[self._base] = self._base_path.sample(time)[0]
        if self._base_path.done(time):
            across = np.array([0.0, self._params.aside, 0.0])
            beside = self._grip_point(situation) - self._context.rotation @ across
            self._move(self._reach, time, beside, self._params.reach_time)

    def _move(
        self, stage: PhaseStage, time: float, end: Array, duration: float
    ) -> None:
        """Enter a stage in which the hand moves to a position (3,) [m]."""
        begin = self._hand_now() if self._path is None else self._path.end
        pose = (end, self._context.rotation)
        self._path = HandPath(begin, pose, time, duration)
        self._enter(stage, time)

    def _hand_now(self) -> tuple[Array, Array]:
        """Return the commanded pose of the hand in world."""
        context = self._context
        q = self._posture[context.model.select]
        position, rotation = context.model.frame_pose_at(context.hand_card.frame, q)
        to_world = context.rotation
        return self._root + to_world @ position, to_world @ rotation

    def _reach(self, situation: Situation) -> None:
        """Bring the hand beside the torch."""
        if self._path is not None and self._path.done(situation.time):
            end, duration = self._grip_point(situation), self._params.approach_time
            self._move(self._approach, situation.time, end, duration)

    def _approach(self, situation: Situation) -> None:
        """Bring the palm to the torch."""
        params, time = self._params, situation.time
        if time > self._since + params.approach_time + params.approach_settling:
            self._load.set_baseline(situation.felt[self._context.hand])
            self._grip = Grip(closure=1.0)
            self._enter(self._close, time)

    def _close(self, situation: Situation) -> None:
        """Close the hand, then pull."""
        params, time = self._params, situation.time
        closing = self._context.hand_card.closing_time.value + params.closing_margin
        if self._path is not None and time > self._since + closing:
            end = self._path.end[0] + np.array([0.0, 0.0, params.pull])
            self._move(self._pull, time, end, params.pull_time)

    def _pull(self, situation: Situation) -> None:
        """Pull until the torch's weight is felt."""
        context, params = self._context, self._params
        felt, known = situation.felt[context.hand], self._grip.payload
        weight, rate = context.torch_weight, params.payload_rate
        payload = self._load.payload(felt, known, weight, rate)
        self._grip = Grip(closure=1.0, payload=payload)
        threshold = params.felt * context.torch_weight
        if self._load.exceeded(felt, threshold, params.felt_time):
            self._enter(self._wait, situation.time)

    def _wait(self, situation: Situation) -> None:
        """Give the robot's hand time to open and to leave."""
        params, time = self._params, situation.time
        opening = self._context.hand_card.closing_time.value
        if time > self._since + opening + params.clearing_time:
            begin = self._posture[self._base].copy()
            end = begin + np.array([*params.back, 0.0])
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


def build(params: Params, context: PhaseContext) -> Take:
    """Return the phase."""
    return Take(params, context)
