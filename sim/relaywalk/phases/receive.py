"""Take an offered torch: reach, close the hand, feel the load, draw it in."""

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
    torch_upright,
)
from relaywalk.planning.hand_path import HandPath, MinimumJerk
from relaywalk.types import Array, Grip, Observation, Reference

HAND = "right_hand"
ASIDE = np.array([0.0, -0.10, 0.0])  # from where the palm comes in [m]
CLEARING_TIME = 1.6  # in which the giver's open hand goes away [s]
LIFT_SPEED = 0.03  # [m/s]
LIFT_MOST = 0.06  # [m]
DEMANDS = Demands(bases=("floating",), prop=True)


class Params(PhaseParams):
    """How to take the torch.

    Attributes:
        at: Height on the torch that the hand grips, from its bottom [m].
        reach_time: To a point beside the torch [s].
        approach_time: From there to the torch [s].
        draw_time: To the carrying pose [s].
        felt: Share of the torch's nominal weight that counts as "it is mine".
    """

    at: float = Field(default=0.30, gt=0.0)
    reach_time: float = Field(default=2.0, gt=0.0)
    approach_time: float = Field(default=1.0, gt=0.0)
    draw_time: float = Field(default=2.0, gt=0.0)
    felt: float = Field(default=0.7, gt=0.0, lt=1.0)


class Receive(Phase):
    """Reach, approach, close, lift, wait, draw."""

    def __init__(self, params: Params, context: PhaseContext) -> None:
        """Prepare."""
        self._params, self._context = params, context
        card = context.card
        self._still = card.pose("stand", "hand_open")
        self._carry = card.pose("stand", "hand_open", "carry")
        self._sense = LoadSense(card, HAND, context.period)
        self._grip = Grip()
        self._path: HandPath

    def start(self, observation: Observation) -> None:
        """Begin to reach."""
        self._posture = MinimumJerk(
            self._still, self._carry, observation.time, self._params.reach_time
        )
        place = self._torch(observation)
        beside = (place[0] + ASIDE, place[1])
        self._go("reach", observation.time, beside, self._params.reach_time)

    def update(self, observation: Observation) -> Reference:
        """Return the reference of this moment."""
        self._sense.update(self._context.own(observation))
        getattr(self, f"_{self._stage}")(observation)
        return self._context.on_feet(
            observation,
            posture=self._posture.sample(observation.time)[0],
            hand={HAND: self._path.sample(observation.time)},
            grip={HAND: self._grip},
        )

    def finished(self, observation: Observation) -> bool:
        """Say whether the torch is drawn in."""
        return self._stage == "draw" and self._path.done(observation.time)

    def _torch(self, observation: Observation) -> tuple[Array, Array]:
        """Return the pose in which the hand grips the torch."""
        return grip_point(observation, self._context, self._params.at)

    def _go(
        self, stage: str, time: float, end: tuple[Array, Array], duration: float
    ) -> None:
        """Enter a stage in which the hand moves to a pose."""
        frame = self._context.card.hands[HAND].frame
        begin = (
            self._context.model.placement(frame) if stage == "reach" else self._path.end
        )
        self._stage, self._since = stage, time
        self._path = HandPath(begin, end, time, duration)

    def _reach(self, observation: Observation) -> None:
        """Move beside the torch."""
        if self._path.done(observation.time):
            end = self._torch(observation)
            time = self._params.approach_time
            self._go("approach", observation.time, end, time)

    def _approach(self, observation: Observation) -> None:
        """Bring the palm to the torch."""
        if observation.time > self._since + self._params.approach_time + 0.3:
            self._sense.set_baseline()
            self._go("close", observation.time, self._path.end, 1.0)
            self._grip = Grip(closure=1.0)

    def _close(self, observation: Observation) -> None:
        """Close the hand, then lift a little."""
        if observation.time > self._since + CLOSING_TIME + 0.3:
            position, rotation = self._path.end
            up = (position + np.array([0.0, 0.0, LIFT_MOST]), rotation)
            self._go("lift", observation.time, up, LIFT_MOST / LIFT_SPEED)

    def _lift(self, observation: Observation) -> None:
        """Lift until the torch's weight is felt; the giver lets go meanwhile."""
        self._take_over()
        threshold = self._params.felt * self._context.torch_weight
        if self._sense.change > threshold:
            self._stop_lifting(observation.time)
        if self._sense.exceeded(threshold, 0.3):
            self._go("wait", observation.time, self._path.end, 0.5)

    def _stop_lifting(self, time: float) -> None:
        """Stay where the hand is to be now; lifting on would pull at the giver."""
        if self._path.done(time):
            return
        place = self._path.sample(time)
        here = (place.position_in_world, place.rotation_to_world)
        self._path = HandPath(here, here, time, self._context.period)

    def _wait(self, observation: Observation) -> None:
        """Give the giver's hand time to open."""
        self._take_over()
        if observation.time > self._since + CLOSING_TIME + CLEARING_TIME:
            self._grip = Grip(closure=1.0, payload=1.0)
            end = self._carrying_pose(observation)
            self._go("draw", observation.time, end, self._params.draw_time)

    def _draw(self, observation: Observation) -> None:
        """Move to the carrying pose."""

    def _take_over(self) -> None:
        """Let the known payload follow the felt load, upwards only."""
        share = min(self._sense.change / self._context.torch_weight, 1.0)
        known = max(self._grip.payload, min(share, self._grip.payload + 0.01))
        self._grip = Grip(closure=1.0, payload=known)

    def _carrying_pose(self, observation: Observation) -> tuple[Array, Array]:
        """Return where the carrying posture puts the hand, torch upright."""
        context = self._context
        model = context.model
        q = model.q.copy()
        q[7:] = self._carry[model.select]
        q[3:7] = (0.0, 0.0, 0.0, 1.0)
        position, _ = model.frame_pose_at(context.card.hands[HAND].frame, q)
        return position, torch_upright(observation, context, HAND)


def build(params: Params, context: PhaseContext) -> Receive:
    """Return the phase."""
    return Receive(params, context)
