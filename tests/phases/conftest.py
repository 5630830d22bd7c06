"""Phases done by bodies without physics, whose hands feel what they are told."""

from functools import partial

import numpy as np
import pytest

from relaywalk import registry
from relaywalk.control.walker import Walker
from relaywalk.control.walker_params import WalkerParams
from relaywalk.estimation.wrist_force import FeltForce
from relaywalk.phases import PhaseContext, Situation
from relaywalk.planar_path import PlanarPose
from relaywalk.planning.gait import GaitParameters
from relaywalk.simulation.script import Script, ScriptEntry
from relaywalk.terrains.terrain import level
from relaywalk.types import ActorObservation, Observation, PropState

LONGEST = 30.0  # [s]
ORIGIN = PlanarPose(0.0, 0.0, 0.0)
PARAMETERS = {"carry": {"distance": 0.1}}  # what has no default
TORCH = np.array([0.6, -0.25, 0.8, 0.0, 0.0, 0.0, 1.0])
BORNE = 20.0  # felt of hand and torch [N]
WEIGHT, TURN = 16.0, 2.0  # [N], [s]
LEAVES = 7.0  # [s]
OTHER = "other"  # torch, which burns; the own one does from then on [s]
OTHER_TORCH = np.array([1.2, -0.25, 0.8, 0.0, 0.0, 0.0, 1.0])
BURNS = 5.0


def comes_and_goes(time):
    """Return the force (3,) of a load that is gone for two seconds of every four."""
    return np.array([0.0, 0.0, BORNE - WEIGHT * (time % (2.0 * TURN) > TURN)])


class Play:
    """One phase, done by a body without physics.

    It does as it is told: a walker leads its feet, its joints stay as they were.

    Attributes:
        context: That the phase was given.
        script: With the phase alone.
        force: Of the time [s]: what the hand feels (3,), in its own frame [N].
        burns: Of the time [s]: whether the own torch burns; the other one does.
        others: Of the time [s]: where other bodies' hands are, (3,) each; one is at
            the torch until LEAVES.
        torch: Of the time [s]: pose (7,) of the torch.
        supports: How often its feet have left the ground and come back.
    """

    def __init__(self, kind, model, torch, *, side="right", period=0.01, **params):
        timeout = params.pop("timeout", LONGEST)
        self.model, self.period, self.force = model, period, comes_and_goes
        root, name = np.zeros(3), "torch"
        hand, props = f"{side}_hand", {"torch": torch, OTHER: torch}
        self.context = PhaseContext(
            "body", model.card, model, period, hand, props, name, root, ORIGIN
        )
        module = registry.module("relaywalk.phases", kind)
        asked = module.Params(**{**PARAMETERS.get(kind, {}), **params})
        self.params, self.phase = asked, module.build(asked, self.context)
        self.torch = lambda _: TORCH
        self.burns = lambda time: time >= BURNS
        at = np.array([0.0, 0.0, 0.15 if model.floating else 0.30])
        self.others = lambda t: (self.torch(t)[:3] + at,) if t < LEAVES else ()
        self.script = Script("body", [ScriptEntry(kind, self.phase, timeout)], period)
        self._walker, self._ticks = None, 0
        self.supports, self._swing = 0, ()
        if model.floating:
            gait = GaitParameters(**model.card.gait.changes())
            self._walker = Walker(WalkerParams(), model, gait, period, level())

    @property
    def time(self):
        """Of the next tick [s]."""
        return self._ticks * self.period

    def tick(self):
        """Return what the phase asks for, and do it."""
        goal = self.script.update(self.situation(), {})
        if self._walker is not None:
            legs = self._walker.update(goal, self.model.loads)
            self.supports += tuple(legs.swing) != self._swing
            self._swing = tuple(legs.swing)
            self.model.follow(legs, self.period)
        self._ticks += 1
        return goal

    def until(self, over):
        """Go on until a goal is as asked for; return the time and the goal."""
        while not over(goal := self.tick()):
            assert self.time < LONGEST
        return self.time - self.period, goal

    def during(self, seconds):
        """Go on for some time; yield time and goal of each tick."""
        for _ in range(round(seconds / self.period)):
            now = self.time
            yield now, self.tick()

    def to_the_end(self):
        """Go on until the phase has done its work; return its time [s]."""
        self.until(lambda _: self.script.finished)
        (record,) = self.script.records
        return record.end

    def situation(self):
        """Return what the phase is told now."""
        card = self.model.card
        n = len(card.joints)
        contact = {name: np.zeros(6) for name in card.contact_frames}
        own = ActorObservation(self.model.state, np.zeros(n), np.zeros((n, 6)), contact)
        still, burns = np.zeros(6), self.burns(self.time)
        props = {
            "torch": PropState(self.torch(self.time), still, lit=burns),
            OTHER: PropState(OTHER_TORCH, still, lit=True),
        }
        seen = Observation(self.time, {"body": own}, props)
        felt = {self.context.hand: FeltForce(*2 * (self.force(self.time),))}
        arrived = self._walker is None or not self._walker.walking
        recovering = self._walker is not None and self._walker.recovering
        hands = partial(self.others, self.time)
        return Situation(seen, own, felt, arrived, recovering, other_hands=hands)


@pytest.fixture
def pull():
    """Return a function: start [s], force [N], duration [s] → force of the time.

    The pull is upwards, against what the hand bears, or along an axis of the hand.
    """

    def pulled(start, size, lasting=LONGEST, axis=(0.0, 0.0, -1.0)):
        return lambda time: (
            np.array([0.0, 0.0, BORNE])
            + np.array(axis) * (size * (start - 1e-9 <= time < start + lasting - 1e-9))
        )

    return pulled


@pytest.fixture
def load(pull):
    """Return a function: start [s], weight [N], duration [s] → force of the time.

    So much more is borne then: what comes into a hand, pulls it down.
    """
    return partial(pull, axis=(0.0, 0.0, 1.0))


@pytest.fixture
def play(kinematic, kuavo, human, torch):
    """Return a function: kind of phase and of base → the phase, about to begin."""
    cards = {"floating": kuavo, "guided": human}

    def prepare(kind, base="floating", **options):
        return Play(kind, kinematic(cards[base]), torch, **options)

    return prepare
