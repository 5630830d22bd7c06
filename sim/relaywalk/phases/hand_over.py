"""Give the torch: offer it, feel another hand bear it, give way, open, draw back."""

from dataclasses import replace

import numpy as np
from typing_extensions import override

from relaywalk.phases import (
    Distance,
    Duration,
    Fraction,
    Phase,
    PhaseContext,
    PhaseStage,
    Situation,
    Speed,
    Time,
)
from relaywalk.phases._grip_height import held_height
from relaywalk.phases._release import Release, ReleaseParams
from relaywalk.phases._torch import torch_upright
from relaywalk.planning.hand_path import HandPath
from relaywalk.planning.minimum_jerk import MinimumJerk
from relaywalk.scenario.demands import Demands
from relaywalk.types import FrameReference, Goal, Grip

DEMANDS = Demands(bases=("floating",), prop=True)


class Params(ReleaseParams):
    """How to give the torch.

    Attributes:
        forward, up: From the carrying pose to where it is offered [m].
        offer_time: To get there [s].
        settling_time: At rest there, at least [s].
        yield_speed: Once another hand bears some of it, the own one sinks so fast under
            the whole weight, slower under less, and rises when it is pulled up [m/s].
        yield_down, yield_up: So far it does at most [m].
        yield_time: It opens after so long at the latest [s].
        borne, borne_time: Fraction of the weight that another hand must bear before it
            opens, and for how long [-], [s].
        regrip: If another hand bears less again before the own one is open, that
            closes, and goes on offering [-].
        patience: It gives up when nobody has taken the torch for so long [s].
        letting_go_time: Shortest time in which the known payload goes [s].
        opening_margin: Waited for after the hand's own opening time [s].
        palm_back, palm_aside: How the palm leaves the torch, backwards and to its
            own side of the body [m].
        withdraw_time: For that, and again for the arm to sink [s].
    """

    # Where the wrist can still hold the torch upright. At its stop it would hold it
    # askew, and the receiver would grip it askew: then it slips.
    forward: Distance = 0.0
    up: Distance = 0.12
    # 0.12 m at 0.19 m/s at most.
    offer_time: Duration = 1.2
    # The arm's own coming to rest must not be felt as a pull.
    settling_time: Time = 0.5
    # People pull up at 0.06 m/s.
    yield_speed: Speed = 0.06
    # As a person's arm gives way under the torch; deeper, the torch's wide end would
    # come to rest on a hand that is open.
    yield_down: Distance = 0.015
    # As far as people pull.
    yield_up: Distance = 0.05
    yield_time: Duration = 2.0
    # Who bears most of it holds it: a hand that slips lets go of it earlier.
    borne: Fraction = 0.8
    borne_time: Time = 0.3
    regrip: Fraction = 0.2
    # With the way back of the arm within a phase's own timeout.
    patience: Duration = 25.0
    letting_go_time: Duration = 0.1
    opening_margin: Time = 0.1
    # Mostly sideways: the torch leaves the hand along the palm's normal.
    palm_back: Distance = 0.04
    palm_aside: Distance = 0.18
    withdraw_time: Duration = 1.5


class HandOver(Phase):
    """Offer, give way, open, withdraw, rest."""

    def __init__(self, params: Params, context: PhaseContext) -> None:
        """Choose the postures.

        Args:
            params: How to give it.
            context: Of the body.
        """
        self._params, self._context = params, context
        self._carry = context.card.pose_of(context.hand, "carry")
        self._still = context.card.pose("stand", "hand_open")
        self._release = Release(context, params)

    @override
    def start(self, situation: Situation) -> None:
        context, time = self._context, situation.time
        self._at = held_height(situation, context)
        self._grip = context.grip(self._at, 1.0, 1.0)
        self._release.start(situation)
        self.gave_up = ""
        here = context.model.placement(context.hand_card.frame).position
        upright = context.rotation @ torch_upright(situation.observation, context)
        offset = np.array([self._params.forward, 0.0, self._params.up])
        there = here + context.rotation @ offset
        self._posture = MinimumJerk(self._carry, self._carry, time, 1.0)
        begin, end = (here, upright), (there, upright)
        self._carried = begin
        self._path = HandPath(begin, end, time, self._params.offer_time)
        self._stage: PhaseStage = self._offer
        self._since = time
        offered = self._params.offer_time + self._params.settling_time
        self._deadline = time + offered + self._params.patience

    @override
    def update(self, situation: Situation) -> Goal:
        self._stage(situation)
        hand, time = self._context.hand, situation.time
        # at rest the posture alone leads the arm, so it can sink to the side
        led = {} if self._stage == self._rest else {hand: self._reference(time)}
        return Goal(self._posture.sample(time)[0], hand=led, grip={hand: self._grip})

    def _reference(self, time: float) -> FrameReference:
        """Return where the hand is to be at a time [s]."""
        if self._stage in (self._give_way, self._open):
            return FrameReference(*self._led, self._velocity, np.zeros(3))
        return self._path.sample(time)

    @override
    def finished(self, situation: Situation) -> bool:
        if self.gave_up:
            return True
        return self._stage == self._rest and self._posture.done(situation.time)

    def _enter(self, stage: PhaseStage, time: float) -> None:
        """Enter a stage [s]."""
        self._stage, self._since = stage, time

    def _offer(self, situation: Situation) -> None:
        """Stretch the arm out, and wait until another hand bears the torch."""
        params, time = self._params, situation.time
        offered = self._since + params.offer_time + params.settling_time
        if self._release.felt(situation) and time > offered:
            self._borne = self._release.unloaded(situation) >= params.regrip
            self._led, self._velocity = self._path.end, np.zeros(3)
            if self._borne:
                self._unsure = time  # when another hand bore too little last [s]
                self._enter(self._give_way, time)
            else:  # it is torn away
                self._let_go(time)
        elif time > self._deadline:
            self._give_up(situation)

    def _give_way(self, situation: Situation) -> None:
        """Let the load go over, the hand still closed; if it comes back, hold on."""
        params, time = self._params, situation.time
        borne = self._release.unloaded(situation)
        self._follow(situation)
        self._yield(situation)
        if self._came_back(situation) or not self._release.held(situation):
            self._offer_again(time)
            return
        if borne < params.borne:
            self._unsure = time
        lasted = time - self._unsure
        if lasted >= params.borne_time or time > self._since + params.yield_time:
            self._let_go(time)

    def _came_back(self, situation: Situation) -> bool:
        """Say whether the other hand bears hardly anything any more."""
        return 1.0 - self._release.left(situation) < self._params.regrip

    def _yield(self, situation: Situation) -> None:
        """Move the hand with what it bears: down under a load, up with a pull."""
        params, period = self._params, self._context.period
        speed = params.yield_speed * self._release.left(situation)
        (position, rotation), (offered, _) = self._led, self._path.end
        sunk = offered[2] - position[2] + speed * period
        sunk = min(max(sunk, -params.yield_up), params.yield_down)
        lower = np.array([*position[:2], offered[2] - sunk])
        self._velocity = (lower - position) / period
        self._led = (lower, rotation)

    def _offer_again(self, time: float) -> None:
        """Hold on, where the torch was offered first [s]."""
        self._grip = self._context.grip(self._at, 1.0, 1.0)
        back, end = self._params.offer_time, self._path.end
        self._path = HandPath(self._led, end, time, back)
        self._enter(self._offer, time)

    def _let_go(self, time: float) -> None:
        """Open the hand [s]."""
        self._velocity = np.zeros(3)
        self._grip = self._context.grip(self._at, 0.0, self._grip.payload)
        self._enter(self._open, time)

    def _follow(self, situation: Situation) -> None:
        """Let the known payload go with the felt load.

        A payload that is known for longer than it is there shakes the arm: its
        inertia multiplies the wrist's own, and the torques for it are too large.
        """
        felt, known = self._release.left(situation), self._grip.payload
        step = self._context.period / self._params.letting_go_time
        payload = min(known, max(felt, known - step, 0.0))
        self._grip = replace(self._grip, payload=payload)

    def _give_up(self, situation: Situation) -> None:
        """Take the torch back to where it was carried."""
        params, prop = self._params, self._context.prop_name
        came = self._release.others(situation)
        why = "a hand came, but did not bear it" if came else "nobody came"
        self._why = f"{why} within {params.patience:g} s; it keeps '{prop}'"
        time, back = situation.time, params.offer_time
        self._path = HandPath(self._path.end, self._carried, time, back)
        self._enter(self._take_back, time)

    def _take_back(self, situation: Situation) -> None:
        """Bring the arm back; then the phase is over."""
        if self._path.done(situation.time):
            self.gave_up = self._why

    def _open(self, situation: Situation) -> None:
        """Open the hand, then take it away."""
        context, params = self._context, self._params
        if self._borne and self._came_back(situation):
            self._offer_again(situation.time)
            return
        self._follow(situation)
        opening = context.hand_card.closing_time.value + params.opening_margin
        if situation.time > self._since + opening:
            # from where the hand was to be: from where it is, the reference would jump
            position, rotation = self._led
            away = context.outwards(params.palm_aside)
            away[0] = -params.palm_back
            end = (position + context.rotation @ away, rotation)
            begin, time = (position, rotation), situation.time
            self._path = HandPath(begin, end, time, params.withdraw_time)
            self._enter(self._withdraw, time)

    def _withdraw(self, situation: Situation) -> None:
        """Take the palm away sideways, then let the arm sink."""
        time = situation.time
        if self._path.done(time):
            # measured: the arm was led by its hand, so no posture says where it is
            now = situation.own.state.joint_position.copy()
            sinking = self._params.withdraw_time
            self._posture = MinimumJerk(now, self._still, time, sinking)
            self._grip = Grip()
            self._enter(self._rest, time)

    def _rest(self, situation: Situation) -> None:
        """Stand while the arm sinks."""


def build(params: Params, context: PhaseContext) -> HandOver:
    """Return the phase."""
    return HandOver(params, context)
