"""An actor: one body with its sensors, estimators, script and controller."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

import numpy as np

from relaywalk.control.controllers import Controller, controller_class
from relaywalk.control.posture_hold import PostureHold
from relaywalk.estimation import StateEstimator
from relaywalk.estimation.wrist_force import WristForce
from relaywalk.phases import Situation
from relaywalk.robots.card import PropCard, RobotCard
from relaywalk.robots.contact_thresholds import CENTRE_OF_PRESSURE
from relaywalk.robots.model import RobotModel
from relaywalk.simulation.own_view import ESTIMATE_ERROR, estimate_error, own_view
from relaywalk.simulation.pushes import Disturbances, push_channels, recorded_links
from relaywalk.simulation.script import Script
from relaywalk.simulation.seen_hands import SeenHands
from relaywalk.simulation.sensors import SensorModel
from relaywalk.simulation.sight import Sight
from relaywalk.types import (
    ActorObservation,
    ActorSignals,
    Array,
    Channel,
    Command,
    Goal,
    Grip,
    Observation,
)

ON_FEET = (
    Channel("cop.x", "m", "centre of pressure of both feet in world; nan in flight"),
    Channel("cop.y", "m", "centre of pressure of both feet in world; nan in flight"),
)


@dataclass(slots=True)
class Actor:
    """One body: what it is, what it is to do, and what moves it.

    Card, model and prop are those that its controller knows; how it was built, the
    engine knows.

    Attributes:
        name: In the scenario.
        model: Updated for every tick if the base floats.
        sensing: "measured" if it knows itself by its own sensors alone, else "ideal".
        sensors: Add offsets and noise to the engine's observation.
        estimators: Filter what the sensors measure, in this order.
        hold: Keeps it as it is until its estimates have settled; None from then on.
        wrist_force: What its hands feel.
        script: What it is to do.
        controller: How it does that.
        props: What there is to carry, by name; the one without a name stands in where
            there is nothing.
        sight: What it sees of others.
        seen_hands: Tells where other bodies' hands are.
        disturbances: What pushes it.
        estimate_error: (8,) of the latest estimate, as `ESTIMATE_ERROR` has it.
        borne: Hand → the grip by which the model carries something in it.
    """

    name: str
    model: RobotModel
    sensing: str
    sensors: SensorModel
    estimators: Sequence[StateEstimator]
    hold: PostureHold | None
    wrist_force: WristForce
    script: Script
    controller: Controller
    props: Mapping[str, PropCard]
    sight: Sight
    seen_hands: SeenHands
    disturbances: Disturbances
    estimate_error: Array = field(default_factory=lambda: np.zeros(8))
    borne: dict[str, Grip] = field(default_factory=dict)

    @property
    def card(self) -> RobotCard:
        """The body's card, as it was designed."""
        return self.model.card

    @property
    def channels(self) -> tuple[Channel, ...]:
        """What `signals` returns, as recorded quantities."""
        links, controller = self.disturbances.links, type(self.controller)
        return _channels(self.card, controller, links, self.sensing)

    def command(self, observation: Observation, begun: Mapping[str, int]) -> Command:
        """Return what the joints should do until the next tick.

        Sensors, estimators, script, controller, and back through the sensors; while an
        estimator still has to look at the body, it is held, and its script waits.

        Args:
            observation: The engine's.
            begun: Actor → how many of its phases have begun.
        """
        measured = self.sensors.measured(observation.actors[self.name])
        own = self._estimate(measured)
        if self.hold is not None and not self.settled:
            for estimator in self.estimators:
                estimator.predict(own.state, None)
            return self.sensors.commanded(self.hold.command(measured))
        situation = self._situation(observation, own)
        if self.hold is not None:
            # what was held on encoders with offsets is another body now
            self.controller.reset(own)
            self.hold = None
        goal = self.script.update(situation, begun)
        self._bear(goal)
        command = self.controller.command(own, goal)
        acceleration = self.controller.predicted_acceleration()
        # a command takes the way of a measurement backwards
        for estimator in reversed(self.estimators):
            estimator.predict(own.state, acceleration)
            command = estimator.to_measured(command)
        return self.sensors.commanded(command)

    def signals(self, observation: Observation) -> ActorSignals:
        """Return the actor's part of the recording that no engine knows.

        Args:
            observation: The one that the latest command answers.
        """
        parts = [self.controller.signals()]
        if self.model.floating:
            parts.append(np.array(self._centre_of_pressure(observation)))
        parts.append(self.disturbances.force.ravel())
        if self.sensing == "measured":
            parts.append(self.estimate_error)
        return ActorSignals(self.script.phase, np.concatenate(parts))

    @property
    def settled(self) -> bool:
        """Whether what is estimated may be acted on."""
        return all(estimator.settled for estimator in self.estimators)

    def _estimate(self, own: ActorObservation) -> ActorObservation:
        """Return what the estimators make of a measurement."""
        for estimator in self.estimators:
            own = estimator.estimate(own)
        return own

    def _situation(self, observation: Observation, own: ActorObservation) -> Situation:
        """Return what the controller and the phases act on.

        With measured sensing the others are where they are seen from the estimated
        base; of the truth the actor keeps the error of its estimate, to be recorded.
        """
        if self.model.floating:
            self.model.update(own.state)
        felt = self.wrist_force.update(own)
        if self.sensing == "measured":
            self.estimate_error = estimate_error(own, observation.actors[self.name])
            seen = own_view(observation, self.name, own)
        else:
            seen = observation.with_actor(self.name, own)
        seen = self.sight.look(seen)
        controller = self.controller
        return Situation(
            seen,
            own,
            felt,
            controller.arrived(),
            controller.recovering(),
            other_hands=partial(self.seen_hands.of_others, self.name, seen),
        )

    def _bear(self, goal: Goal) -> None:
        """Let the model's hands carry what the goal's grips are known to carry."""
        for hand, grip in goal.grip.items():
            if grip is not self.borne.get(hand):
                self.borne[hand] = grip
                bear(self.model, self.card.hands[hand].frame, self.props, grip)

    def _centre_of_pressure(self, observation: Observation) -> tuple[float, float]:
        """Return the centre of pressure of both feet on z = 0, (2,) in world [m].

        Σ (x f_z − m_y) / Σ f_z and Σ (y f_z + m_x) / Σ f_z with small sole heights
        left out; the soles are where the controller believes them to be. Not a number
        while they bear next to nothing.
        """
        contact = observation.actors[self.name].contact_wrench
        total, along, across = 0.0, 0.0, 0.0
        for foot, part in self.card.feet.items():
            _, _, fz, mx, my, _ = contact[foot].tolist()
            x, y, _ = self.model.placement(part.frame).position.tolist()
            total += fz
            along += x * fz - my
            across += y * fz + mx
        if total <= CENTRE_OF_PRESSURE:
            return np.nan, np.nan
        return along / total, across / total


def bear(
    model: RobotModel, frame: str, props: Mapping[str, PropCard], grip: Grip
) -> None:
    """Let a model's hand carry what it is known to carry.

    Args:
        model: That is told.
        frame: Of the hand.
        props: All there are, by name.
        grip: Of the hand.
    """
    if not grip.payload:
        model.set_payload(frame, 0.0, 0.0, 0.0)
        return
    prop = props[grip.prop]
    # a slender rod's: within 5 % of what the torch's shape gives
    inertia = prop.mass * prop.length**2 / 12.0
    lever = prop.centre_of_mass - grip.at
    model.set_payload(frame, grip.payload * prop.mass, lever, inertia)


def actor_channels(
    card: RobotCard,
    controller: str,
    pushed: Sequence[str] = (),
    sensing: str = "ideal",
) -> tuple[Channel, ...]:
    """Return the channels of `Actor.signals`, their names without the actor's.

    Args:
        card: Of the body.
        controller: Keyword of its controller.
        pushed: Links that the scenario pushes.
        sensing: "ideal" or "measured".

    Raises:
        UnknownName: There is no such controller.
    """
    links = recorded_links(card, pushed)
    return _channels(card, controller_class(controller), links, sensing)


def _channels(
    card: RobotCard, controller: type[Controller], links: Sequence[str], sensing: str
) -> tuple[Channel, ...]:
    """Return what a body tells of itself, what pushes it, how far off it is."""
    told = controller.CHANNELS
    if card.base == "floating":
        told += ON_FEET
    told += tuple(push_channels(card, links))
    return told + ESTIMATE_ERROR if sensing == "measured" else told
