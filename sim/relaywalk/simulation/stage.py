"""The stage: a scenario's bodies, their scripts and controllers, ready to run."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from math import sqrt
from typing import Any

import numpy as np

from relaywalk import registry
from relaywalk.control.guided import GuidedController
from relaywalk.control.walker import Walker
from relaywalk.control.whole_body import WholeBodyController
from relaywalk.engines import Engine, Scene, engine_class
from relaywalk.estimation.joint_offsets import JointZeros
from relaywalk.estimation.state_observer import StateObserver
from relaywalk.phases import PhaseContext, Script, ScriptEntry
from relaywalk.planning.footsteps import GaitParameters
from relaywalk.robots.card import PropCard, RobotCard, load_prop_card
from relaywalk.robots.model import RobotModel
from relaywalk.scenario.bodies import known_cards, real_cards
from relaywalk.scenario.mismatch import Reality
from relaywalk.scenario.scenario import Actor, Scenario, card_path
from relaywalk.simulation.initial_state import StartingPlaces
from relaywalk.simulation.pushes import Push, drawn_pushes, force_at
from relaywalk.simulation.sensors import Senses
from relaywalk.types import Array, Command, Observation

LOADED = 5.0  # vertical force from which a centre of pressure is stated [N]


@dataclass(slots=True)
class Body:
    """One actor: what it is, what it is to do, and what moves it.

    Card, model and prop are those that its controller knows; how it was built, the
    engine knows.
    """

    name: str
    card: RobotCard
    model: RobotModel
    senses: Senses
    zeros: JointZeros | None
    observer: StateObserver | None
    script: Script
    controller: WholeBodyController | GuidedController
    walker: Walker | None
    prop: PropCard
    pushes: tuple[Push, ...]
    grip_height: float = 0.0
    pushed: Array = field(default_factory=lambda: np.zeros(3))

    def command(
        self, observation: Observation, begun: Mapping[str, tuple[str, ...]]
    ) -> Command:
        """Return what the joints should do until the next tick."""
        seen = self._seen(observation)
        state = seen.actors[self.name].state
        if self.walker is not None:
            self.model.update(state)
            if self.zeros is not None and not self.zeros.settled:
                self.walker.look_at_feet()
        reference = self.script.update(seen, begun)
        for hand, grip in reference.grip.items():
            self.model.set_payload(
                self.card.hands[hand].frame,
                grip.payload * self.prop.mass,
                self.prop.centre_of_mass - self.grip_height,
                self.prop.mass * self.prop.length**2 / 12.0,
            )
        command = self.controller.command(state, reference)
        if self.observer and isinstance(self.controller, WholeBodyController):
            self.observer.predict(state, self.controller.acceleration)
        if self.zeros is not None:
            position = command.position + self.zeros.zeros
            command = replace(command, position=position)
        return self.senses.commanded(command)

    def _seen(self, observation: Observation) -> Observation:
        """Return what the controller takes for true."""
        seen = self.senses.measured(observation)
        if self.zeros is not None:
            own = seen.actors[self.name]
            position = own.state.joint_position - self.zeros.update(own)
            state = replace(own.state, joint_position=position)
            seen = seen.with_state(self.name, state)
        if self.observer is not None:
            state = self.observer.estimate(seen.actors[self.name].state)
            seen = seen.with_state(self.name, state)
        return seen

    def balance(self, observation: Observation) -> Array:
        """Return CoM (3,), DCM (2,), centre of pressure (2,) [m], push (3,) [N]: (10,).

        All in world. CoM and DCM are where the controller believes them to be; the
        push is that of the control period just over. The centre of pressure is that
        of both feet on z = 0,
        Σ (x f_z − m_y) / Σ f_z and Σ (y f_z + m_x) / Σ f_z with small sole heights
        left out; not a number while no foot is loaded.
        """
        row = np.empty(10)
        row[:3] = self.model.com_in_world
        row[3:5] = self.walker.dcm if self.walker is not None else np.nan
        contact = observation.actors[self.name].contact_wrench
        total, along, across = 0.0, 0.0, 0.0
        for foot, place in self.card.feet.items():
            _, _, fz, mx, my, _ = contact[foot].tolist()
            x, y, _ = self.model.placement(place.frame)[0].tolist()
            total += fz
            along += x * fz - my
            across += y * fz + mx
        loaded = total > LOADED
        row[5:7] = (along / total, across / total) if loaded else np.nan
        row[7:] = self.pushed
        return row


@dataclass(slots=True)
class Stage:
    """All that a run needs.

    Attributes:
        scenario: What is run.
        cards: Actor → card.
        prop_cards: Prop → card.
        engine: Physics, already reset.
        bodies: Actor → body.
        observation: The latest one.
    """

    scenario: Scenario
    cards: dict[str, RobotCard]
    prop_cards: dict[str, PropCard]
    engine: Engine
    bodies: dict[str, Body]
    observation: Observation

    def reality(self) -> dict[str, dict[str, Any]]:
        """Return what the seed drew of every actor that is not as its card says."""
        return {
            name: {
                "mass_scale": self.cards[name].mass_scale,
                "joint_zero": dict(
                    zip(body.card.joints, body.senses.joint_zero.tolist(), strict=True)
                ),
                "pushes": [
                    {
                        "start": push.start,
                        "end": push.end,
                        "force_in_world": push.force_in_world.tolist(),
                    }
                    for push in body.pushes
                ],
            }
            for name, body in self.bodies.items()
            if self.scenario.actors[name].reality != Reality()
        }

    def push(self) -> None:
        """Push the bodies whose turn it is, for the control period that begins."""
        for name, body in self.bodies.items():
            if not body.pushes:
                continue
            body.pushed = force_at(body.pushes, self.observation.time)
            if body.pushed.any():
                wrench = np.concatenate((body.pushed, np.zeros(3)))
                self.engine.apply_wrench(name, body.card.base_link, wrench)


def build_stage(scenario: Scenario) -> Stage:
    """Return a scenario's stage.

    Raises:
        MissingDependency: The engine is not installed.
        CardError: A body cannot be built as its card says.
        UnknownName: There is no such engine or phase.
    """
    known = known_cards(scenario)
    cards, prop_cards = real_cards(scenario, known)
    models = {name: RobotModel(card) for name, card in known.actors.items()}
    start = StartingPlaces(scenario, known.actors, models)
    engine = engine_class(scenario.engine)(
        Scene(
            actors=cards,
            props=prop_cards,
            timestep=scenario.timestep,
            substeps=scenario.substeps,
            ground_friction=scenario.ground.friction,
        )
    )
    try:
        observation = engine.reset(start.states, start.prop_poses)
        bodies = {
            name: _body(scenario, name, models[name], known.props, observation)
            for name in scenario.actors
        }
    except BaseException:
        engine.close()
        raise
    return Stage(scenario, cards, prop_cards, engine, bodies, observation)


def _body(
    scenario: Scenario,
    name: str,
    model: RobotModel,
    prop_cards: Mapping[str, PropCard],
    observation: Observation,
) -> Body:
    """Return an actor with its script and controller."""
    actor, card, period = scenario.actors[name], model.card, scenario.control_period
    senses = Senses(actor.reality, scenario.seed, name, len(card.joints), period)
    state = senses.measured(observation).actors[name].state
    root = np.array([actor.start.x, actor.start.y, actor.start.yaw])
    walker: Walker | None = None
    controller: WholeBodyController | GuidedController
    observer, zeros = None, None
    if card.base == "floating":
        if actor.reality.joint_zero > 0.0:
            zeros = JointZeros(model, actor.reality.joint_zero / sqrt(3.0), period)
        if senses.noisy:
            observer = StateObserver(senses.noise, model.select, period)
        model.update(state)
        walker = Walker(model, GaitParameters(**card.gait), period)
        controller = WholeBodyController(model, period)
    else:
        controller = GuidedController(model, root, state, period)
    prop_name = next(iter(prop_cards), "")
    prop = prop_cards.get(prop_name) or load_prop_card(card_path("torch"))
    context = PhaseContext(name, card, model, walker, period, prop, prop_name, root)
    pushes = drawn_pushes(
        actor.reality.pushes, scenario.seed, name, model.mass, scenario.duration
    )
    return Body(
        name,
        card,
        model,
        senses,
        zeros,
        observer,
        _script(actor, context),
        controller,
        walker,
        prop,
        pushes,
        _grip_height(actor),
    )


def _script(actor: Actor, context: PhaseContext) -> Script:
    """Return what an actor does, its phases ready to begin."""
    entries = [
        ScriptEntry(
            entry.kind,
            registry.module("relaywalk.phases", entry.kind).build(
                entry.params, context
            ),
            entry.timeout,
            entry.after,
        )
        for entry in actor.script
    ]
    return Script(context.actor, entries)


def _grip_height(actor: Actor) -> float:
    """Return where on a prop the hand is, by the script or else at first [m]."""
    heights = [getattr(entry.params, "at", None) for entry in actor.script]
    held = actor.holds.at if actor.holds else 0.0
    return next((height for height in heights if height is not None), held)
