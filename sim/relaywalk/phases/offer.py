"""The giver: hold the torch out, let go when the load leaves, step aside."""

import numpy as np
from pydantic import Field

from relaywalk.control.hand import CLOSING_TIME
from relaywalk.estimation.wrist_force import LoadSense
from relaywalk.phases import Demands, Phase, PhaseContext, PhaseParams
from relaywalk.planning.hand_path import MinimumJerk
from relaywalk.types import Grip, Observation, Reference

HAND = "right_hand"
PALM_OFF = 0.15  # sideways, so that the palm leaves the torch [m]
SETTLE = 1.0  # of the grip before changes count [s]
DEMANDS = Demands(bases=("guided",), prop=True)


class Params(PhaseParams):
    """How to let the torch go.

    Attributes:
        release_force: Change of the wrist force that means "taken" [N].
        release_time: For which it must last [s].
        back, aside: Ways of the body after letting go, backwards and to its left,
            out of the robot's way [m].
        aside_time: For the way aside [s].
    """

    release_force: float = Field(default=8.0, gt=0.0)
    release_time: float = Field(default=0.1, gt=0.0)
    back: float = Field(default=0.7, ge=0.0)
    aside: float = Field(default=1.1, ge=0.0)
    aside_time: float = Field(default=2.4, gt=0.0)


class Offer(Phase):
    """Hold, open, leave."""

    def __init__(self, params: Params, context: PhaseContext) -> None:
        """Prepare."""
        self._params, self._context = params, context
        self._sense = LoadSense(context.card, HAND, context.period)
        self._base = context.card.index(context.card.groups["base"])

    def start(self, observation: Observation) -> None:
        """Hold the torch where it is."""
        self._stage, self._since = "settle", observation.time
        self._posture = self._context.own(observation).state.joint_position.copy()
        grip = {HAND: Grip(closure=1.0, payload=1.0)}
        self._reference = Reference(posture=self._posture, grip=grip)

    def update(self, observation: Observation) -> Reference:
        """Return the reference of this moment."""
        self._sense.update(self._context.own(observation))
        getattr(self, f"_{self._stage}")(observation)
        return self._reference

    def finished(self, observation: Observation) -> bool:
        """Say whether the giver has stepped aside."""
        return self._stage == "aside"

    def _enter(self, stage: str, time: float) -> None:
        """Enter a stage."""
        self._stage, self._since = stage, time

    def _settle(self, observation: Observation) -> None:
        """Let the grip settle and remember what the load feels like."""
        if observation.time > self._since + SETTLE:
            self._sense.set_baseline()
            self._enter("hold", observation.time)

    def _hold(self, observation: Observation) -> None:
        """Wait for the load to leave."""
        params = self._params
        if self._sense.exceeded(params.release_force, params.release_time):
            grip = {HAND: Grip(closure=0.0, payload=0.0)}
            self._reference = Reference(posture=self._posture, grip=grip)
            self._enter("open", observation.time)

    def _open(self, observation: Observation) -> None:
        """Open the hand."""
        if observation.time > self._since + CLOSING_TIME + 0.1:
            self._leave_by(observation.time)
            self._enter("leave", observation.time)

    def _leave_by(self, time: float) -> None:
        """Plan the way: the palm off the torch, then back, then aside."""
        back, aside = self._params.back, self._params.aside
        begin = self._posture[self._base]
        ways = ((0.0, -PALM_OFF, 0.0), (-back, 0.0, 0.0), (0.0, aside, 0.0))
        starts = (time, time + 0.7, time + 1.7)
        times = (0.9, 1.4, self._params.aside_time)
        self._ways = [
            MinimumJerk(np.zeros(3), np.array(way), start, duration)
            for way, start, duration in zip(ways, starts, times, strict=True)
        ]
        self._begin = begin

    def _leave(self, observation: Observation) -> None:
        """Step back and aside."""
        time, posture = observation.time, self._posture.copy()
        posture[self._base] = self._begin + sum(w.sample(time)[0] for w in self._ways)
        self._reference = Reference(posture=posture, grip=self._reference.grip)
        if self._ways[-1].done(time):
            self._enter("aside", time)

    def _aside(self, observation: Observation) -> None:
        """Stand aside."""


def build(params: Params, context: PhaseContext) -> Offer:
    """Return the phase."""
    return Offer(params, context)
