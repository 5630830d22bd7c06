"""The receiver: walk up to the offered torch, grip it, pull, step back with it."""

import numpy as np
from pydantic import Field

from relaywalk.control.hand import CLOSING_TIME
from relaywalk.estimation.wrist_force import LoadSense
from relaywalk.phases import (
    Demands,
    Phase,
    PhaseContext,
    PhaseParams,
    grip_point,
    heading_rotation,
)
from relaywalk.planning.hand_path import HandPath, MinimumJerk
from relaywalk.types import Array, Grip, Observation, Reference

HAND = "right_hand"
ASIDE = 0.10  # palm beside the torch before it comes in [m]
STILL = 0.03  # speed of the torch that counts as offered [m/s]
DEMANDS = Demands(bases=("guided",), prop=True)


class Params(PhaseParams):
    """How to take the torch from the robot.

    Attributes:
        at: Height on the torch that the hand grips, from its bottom [m].
        walk_speed: Mean speed of the guided base [m/s].
        still_time: For which the torch must be still before walking up [s].
        pull: How far the hand pulls upwards and back [m].
        back: Way of the body in its own frame with the torch, x and y [m].
        felt: Share of the torch's nominal weight that counts as "it is mine".
    """

    at: float = Field(default=0.15, gt=0.0)
    walk_speed: float = Field(default=1.0, gt=0.0)
    still_time: float = Field(default=0.5, ge=0.0)
    pull: float = Field(default=0.05, gt=0.0)
    back: tuple[float, float] = (-0.6, 0.0)
    felt: float = Field(default=0.7, gt=0.0, lt=1.0)


class Take(Phase):
    """Watch, walk, reach, approach, close, pull, wait, leave."""

    def __init__(self, params: Params, context: PhaseContext) -> None:
        """Prepare."""
        self._params, self._context = params, context
        card = context.card
        self._sense = LoadSense(card, HAND, context.period)
        self._base = card.index(card.groups["base"])
        self._turn = heading_rotation(context.root[2])
        self._frame = card.hands[HAND].frame
        self._offer = card.pose("offer", "hand_open")
        self._grip = Grip()

    def start(self, observation: Observation) -> None:
        """Begin to watch the torch."""
        self._posture = self._context.own(observation).state.joint_position.copy()
        self._watched = np.full(3, np.inf)
        self._path: HandPath | None = None
        self._enter("watch", observation.time)
        self._reference = Reference(posture=self._posture)

    def update(self, observation: Observation) -> Reference:
        """Return the reference of this moment."""
        self._sense.update(self._context.own(observation))
        before = self._stage
        getattr(self, f"_{self._stage}")(observation)
        if before != "watch" and self._stage != "done":
            hand = (
                {}
                if self._path is None
                else {HAND: self._path.sample(observation.time)}
            )
            self._reference = Reference(
                posture=self._posture.copy(), hand=hand, grip={HAND: self._grip}
            )
        return self._reference

    def finished(self, observation: Observation) -> bool:
        """Say whether the receiver is away with the torch."""
        return self._stage == "done"

    def _enter(self, stage: str, time: float) -> None:
        """Enter a stage."""
        self._stage, self._since = stage, time

    def _watch(self, observation: Observation) -> None:
        """Wait until the torch is held still: it stays about where it was."""
        place = observation.props[self._context.prop_name].pose_in_world[:3]
        near = STILL * self._params.still_time
        if float(np.linalg.norm(place - self._watched)) > near:
            self._watched, self._since = place, observation.time
        if observation.time - self._since >= self._params.still_time:
            self._set_out(observation)

    def _set_out(self, observation: Observation) -> None:
        """Walk to where the stretched arm meets the torch."""
        context = self._context
        point, _ = grip_point(observation, context, self._params.at)
        root = np.array([context.root[0], context.root[1], 0.0])
        in_root = self._turn.T @ (point - root)
        q = self._offer[context.model.select]
        hand, _ = context.model.frame_pose_at(self._frame, q)
        begin = self._posture[self._base]
        end = np.array([in_root[0] - hand[0], in_root[1] - hand[1], 0.0])
        time = max(float(np.linalg.norm(end - begin)) / self._params.walk_speed, 1.5)
        self._walk_path = MinimumJerk(begin, end, observation.time, time)
        self._enter("walk", observation.time)

    def _walk(self, observation: Observation) -> None:
        """Walk up."""
        self._posture[self._base] = self._walk_path.sample(observation.time)[0]
        if self._walk_path.done(observation.time):
            point, _ = grip_point(observation, self._context, self._params.at)
            beside = point - self._across()
            self._move("reach", observation.time, beside, 1.6)

    def _across(self) -> Array:
        """Return the way from beside the torch to the torch (3,) [m]."""
        way: Array = self._turn @ np.array([0.0, ASIDE, 0.0])
        return way

    def _move(self, stage: str, time: float, end: Array, duration: float) -> None:
        """Enter a stage in which the hand moves to a place (3,) [m]."""
        begin = self._hand_now() if self._path is None else self._path.end
        self._path = HandPath(begin, (end, self._turn), time, duration)
        self._enter(stage, time)

    def _hand_now(self) -> tuple[Array, Array]:
        """Return the commanded pose of the hand in world."""
        context = self._context
        q = self._posture[context.model.select]
        position, rotation = context.model.frame_pose_at(self._frame, q)
        root = np.array([context.root[0], context.root[1], 0.0])
        return root + self._turn @ position, self._turn @ rotation

    def _reach(self, observation: Observation) -> None:
        """Bring the hand beside the torch."""
        if self._path is not None and self._path.done(observation.time):
            point, _ = grip_point(observation, self._context, self._params.at)
            self._move("approach", observation.time, point, 1.0)

    def _approach(self, observation: Observation) -> None:
        """Bring the palm to the torch."""
        if observation.time > self._since + 1.2:
            self._sense.set_baseline()
            self._grip = Grip(closure=1.0)
            self._enter("close", observation.time)

    def _close(self, observation: Observation) -> None:
        """Close the hand, then pull."""
        if (
            self._path is not None
            and observation.time > self._since + CLOSING_TIME + 0.3
        ):
            up = np.array([0.0, 0.0, self._params.pull])
            end = self._path.end[0] + up
            self._move("pull", observation.time, end, 1.5)

    def _pull(self, observation: Observation) -> None:
        """Pull until the torch's weight is felt."""
        share = min(self._sense.change / self._context.torch_weight, 1.0)
        known = max(self._grip.payload, min(share, self._grip.payload + 0.005))
        self._grip = Grip(closure=1.0, payload=known)
        felt = self._params.felt * self._context.torch_weight
        if self._sense.exceeded(felt, 0.3):
            self._enter("wait", observation.time)

    def _wait(self, observation: Observation) -> None:
        """Give the robot's hand time to open and to leave."""
        if observation.time > self._since + CLOSING_TIME + 2.0:
            begin = self._posture[self._base].copy()
            end = begin + np.array([*self._params.back, 0.0])
            self._walk_path = MinimumJerk(begin, end, observation.time, 2.0)
            self._begin_hand = self._path.end if self._path else self._hand_now()
            self._enter("leave", observation.time)

    def _leave(self, observation: Observation) -> None:
        """Step back, the torch with the body."""
        base = self._walk_path.sample(observation.time)[0]
        self._posture[self._base] = base
        moved = self._turn @ (base - self._walk_path.start)
        position, rotation = self._begin_hand
        place = (position + moved, rotation)
        self._path = HandPath(place, place, observation.time, 1.0)
        if self._walk_path.done(observation.time):
            self._enter("done", observation.time)

    def _done(self, observation: Observation) -> None:
        """Stand with the torch."""


def build(params: Params, context: PhaseContext) -> Take:
    """Return the phase."""
    return Take(params, context)
