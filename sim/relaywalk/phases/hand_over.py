"""Give the torch: offer it, feel the other bearer take it, open, draw back."""

import numpy as np
from pydantic import Field

from relaywalk.control.hand import CLOSING_TIME
from relaywalk.estimation.wrist_force import LoadSense
from relaywalk.phases import Demands, Phase, PhaseContext, PhaseParams, torch_upright
from relaywalk.planning.hand_path import HandPath, MinimumJerk
from relaywalk.types import Grip, Observation, Reference

HAND = "right_hand"
BACK = np.array([-0.04, -0.18, 0.0])  # the way the palm leaves the torch [m]
LETTING_GO = 0.1  # shortest time in which the known payload goes [s]
SETTLE = 0.5  # after the arm is stretched, before pulls count [s]
DEMANDS = Demands(bases=("floating",), prop=True)


class Params(PhaseParams):
    """How to give the torch.

    Attributes:
        forward, up: From the carrying pose to where it is offered [m].
        offer_time: To get there [s].
        release_force: Change of the wrist force that means "taken" [N].
        release_time: For which it must last [s].
    """

    forward: float = Field(default=0.0, ge=0.0)
    up: float = Field(default=0.12, ge=0.0)
    offer_time: float = Field(default=1.5, gt=0.0)
    release_force: float = Field(default=6.0, gt=0.0)
    release_time: float = Field(default=0.1, gt=0.0)


class HandOver(Phase):
    """Offer, hold, open, leave, rest."""

    def __init__(self, params: Params, context: PhaseContext) -> None:
        """Prepare."""
        self._params, self._context = params, context
        card = context.card
        self._carry = card.pose("stand", "hand_open", "carry")
        self._still = card.pose("stand", "hand_open")
        self._sense = LoadSense(card, HAND, context.period)
        self._grip = Grip(closure=1.0, payload=1.0)

    def start(self, observation: Observation) -> None:
        """Begin to stretch the arm."""
        context = self._context
        here, _ = context.model.placement(context.card.hands[HAND].frame)
        upright = torch_upright(observation, context, HAND)
        there = here + np.array([self._params.forward, 0.0, self._params.up])
        self._posture = MinimumJerk(self._carry, self._carry, observation.time, 1.0)
        self._path = HandPath(
            (here, upright),
            (there, upright),
            observation.time,
            self._params.offer_time,
        )
        self._stage, self._since = "offer", observation.time

    def update(self, observation: Observation) -> Reference:
        """Return the reference of this moment."""
        self._sense.update(self._context.own(observation))
        getattr(self, f"_{self._stage}")(observation)
        holding = self._stage != "rest"
        hand = {HAND: self._path.sample(observation.time)} if holding else {}
        return self._context.on_feet(
            observation,
            posture=self._posture.sample(observation.time)[0],
            hand=hand,
            grip={HAND: self._grip},
        )

    def finished(self, observation: Observation) -> bool:
        """Say whether the arm is back."""
        return self._stage == "rest" and self._posture.done(observation.time)

    def _enter(self, stage: str, time: float) -> None:
        """Enter a stage."""
        self._stage, self._since = stage, time

    def _offer(self, observation: Observation) -> None:
        """Stretch the arm, then remember what the torch's weight feels like."""
        if observation.time > self._since + self._params.offer_time + SETTLE:
            self._sense.set_baseline()
            self._enter("hold", observation.time)

    def _hold(self, observation: Observation) -> None:
        """Wait for the other bearer's pull."""
        params = self._params
        if self._sense.exceeded(params.release_force, params.release_time):
            self._grip = Grip(closure=0.0, payload=1.0)
            self._enter("open", observation.time)

    def _open(self, observation: Observation) -> None:
        """Open the hand; the known payload goes with the felt load.

        A payload that is known for longer than it is there shakes the arm: its
        inertia multiplies the wrist's own, and the torques for it are too large.
        """
        felt = max(1.0 - self._sense.change / self._context.torch_weight, 0.0)
        lower = max(self._grip.payload - self._context.period / LETTING_GO, 0.0)
        share = min(self._grip.payload, max(felt, lower))
        self._grip = Grip(closure=0.0, payload=share)
        if observation.time > self._since + CLOSING_TIME + 0.1:
            here, rotation = self._path.end
            self._path = HandPath(
                (here, rotation), (here + BACK, rotation), observation.time, 1.5
            )
            self._enter("leave", observation.time)

    def _leave(self, observation: Observation) -> None:
        """Take the palm away sideways, then let the arm sink."""
        if self._path.done(observation.time):
            now = self._context.own(observation).state.joint_position.copy()
            self._posture = MinimumJerk(now, self._still, observation.time, 1.5)
            self._grip = Grip()
            self._enter("rest", observation.time)

    def _rest(self, observation: Observation) -> None:
        """Stand."""


def build(params: Params, context: PhaseContext) -> HandOver:
    """Return the phase."""
    return HandOver(params, context)
