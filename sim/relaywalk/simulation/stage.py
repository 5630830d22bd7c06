"""The stage: a scenario's engine and actors, ready to run."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import sqrt
from typing import Any, NamedTuple

import numpy as np

from relaywalk import registry
from relaywalk.control.controllers import ControlledBody, controller_class
from relaywalk.control.posture_hold import PostureHold, PostureHoldParams
from relaywalk.engines import Engine, Scene, engine_class
from relaywalk.estimation import StateEstimator
from relaywalk.estimation.base_estimator import BaseEstimator
from relaywalk.estimation.joint_offsets import JointOffsets, OffsetPrior
from relaywalk.estimation.state_observer import StateObserver
from relaywalk.estimation.wrist_force import WristForce
from relaywalk.phases import PhaseContext
from relaywalk.planar_path import PlanarPose
from relaywalk.recording.channels import RecordedScene
from relaywalk.robots.card import PropCard, RobotCard, load_prop_card
from relaywalk.robots.catalogue import card_path
from relaywalk.robots.model import RobotModel
from relaywalk.scenario.actor_entry import ActorEntry
from relaywalk.scenario.bodies import built_cards, design_cards, load_cards, solids_of
from relaywalk.scenario.disturbances import PushEntry
from relaywalk.scenario.in_hand import in_hand
from relaywalk.scenario.mismatch import Mismatch
from relaywalk.scenario.path_entry import WalkEntry, joined_path
from relaywalk.scenario.scenario import Scenario
from relaywalk.simulation.actor import Actor, actor_channels, bear
from relaywalk.simulation.flames import Flames
from relaywalk.simulation.initial_state import InitialState
from relaywalk.simulation.prop_forces import PropForce, prop_forces
from relaywalk.simulation.pushes import disturbances, pushed
from relaywalk.simulation.script import Script, ScriptEntry
from relaywalk.simulation.seen_hands import SeenHands
from relaywalk.simulation.sensors import OnboardSensors, SensedBody, SensorModel
from relaywalk.simulation.sight import Sight
from relaywalk.terrains.terrain import Terrain
from relaywalk.types import (
    ActorObservation,
    ActorSignals,
    Command,
    Grip,
    Observation,
)

# rms of what a body leans and sinks once it was put somewhere [rad], [m]
SURVEY = (0.003, 0.002)


@dataclass(slots=True)
class Stage:
    """All that a run needs.

    Attributes:
        scenario: What is run.
        cards: Actor → card, as it was built.
        prop_cards: Prop → card.
        terrain: The ground.
        engine: Physics, already reset.
        actors: By name.
        observation: The latest one.
        flames: Which props burn.
        prop_forces: From outside, on props.
    """

    scenario: Scenario
    cards: dict[str, RobotCard]
    prop_cards: dict[str, PropCard]
    terrain: Terrain
    engine: Engine
    actors: dict[str, Actor]
    observation: Observation
    flames: Flames
    prop_forces: tuple[PropForce, ...] = ()

    @property
    def finished(self) -> bool:
        """Whether every script is finished."""
        return all(actor.script.finished for actor in self.actors.values())

    @property
    def recorded(self) -> RecordedScene:
        """What a run on this stage records."""
        signals = {name: actor.channels for name, actor in self.actors.items()}
        return RecordedScene(
            self.cards,
            self.prop_cards,
            signals,
            self.scenario.loose_objects,
            self.scenario.burning,
        )

    def commands(self) -> dict[str, Command]:
        """Return what every actor does in the control period that begins."""
        begun = {name: actor.script.begun for name, actor in self.actors.items()}
        return {
            name: actor.command(self.observation, begun)
            for name, actor in self.actors.items()
        }

    def signals(self) -> dict[str, ActorSignals]:
        """Return what every actor tells of itself."""
        return {n: actor.signals(self.observation) for n, actor in self.actors.items()}

    def advance(self, commands: Mapping[str, Command]) -> None:
        """Simulate one control period, pushes included."""
        now = self.observation.time
        for name, actor in self.actors.items():
            for link, force in actor.disturbances.begin(now):
                wrench = np.concatenate((force, np.zeros(3)))
                self.engine.apply_wrench(name, link, wrench)
        for acting in self.prop_forces:
            if acting.push.acts(now):
                wrench = acting.wrench(self.observation.props[acting.prop])
                self.engine.apply_wrench(acting.prop, acting.push.link, wrench)
        self.observation = self.flames.seen(self.engine.step(commands))

    def push(self, name: str, push: PushEntry) -> None:
        """Push an actor as its scenario does from now on.

        Args:
            name: Of the actor.
            push: Of one of its links; it begins with the next control period.
        """
        actor = self.actors[name]
        self.scenario = pushed(self.scenario, name, push)
        actor.disturbances = actor.disturbances.replaced(
            self.scenario, name, actor.card
        )

    def mismatch(self) -> dict[str, dict[str, Any]]:
        """Return what the seed drew for every actor with a model mismatch."""
        return {
            name: self._drawn(name, actor)
            for name, actor in self.actors.items()
            if self.scenario.actors[name].mismatch != Mismatch()
        }

    def _drawn(self, name: str, actor: Actor) -> dict[str, Any]:
        """Return mass scales, encoder offsets and drawn pushes of one actor."""
        offsets = actor.sensors.joint_offset.tolist()
        return {
            "mass_scale": self.cards[name].mass_scale,
            "joint_offset": dict(zip(actor.card.joints, offsets, strict=True)),
            "pushes": [
                {
                    "start": push.start,
                    "end": push.end,
                    "link": push.link,
                    "force_in_world": push.force_in_world.tolist(),
                }
                for push in actor.disturbances.drawn
            ],
        }


def recorded_scene(scenario: Scenario) -> RecordedScene:
    """Return what a run of a scenario records.

    Raises:
        CardError: A card is wrong.
    """
    cards = load_cards(scenario)
    signals = {
        name: actor_channels(
            cards.actors[name],
            entry.controller.kind,
            entry.pushed_links,
            entry.sensing,
        )
        for name, entry in scenario.actors.items()
    }
    loose, burning = scenario.loose_objects, scenario.burning
    return RecordedScene(cards.actors, cards.props, signals, loose, burning)


def build_stage(scenario: Scenario) -> Stage:
    """Return a scenario's stage.

    Raises:
        MissingDependency: The engine is not installed.
        CardError: A body cannot be built as its card says.
        ScenarioError: A phase or a controller does not fit its body.
    """
    known = design_cards(scenario)
    cards, prop_cards = built_cards(scenario, known)
    models = {name: RobotModel(card) for name, card in known.actors.items()}
    terrain = scenario.terrain.build(scenario.seed)
    start = InitialState(scenario, known.actors, models, known.props, terrain)
    engine = engine_class(scenario.engine)(
        Scene(
            actors=cards,
            props=prop_cards,
            timestep=scenario.timestep,
            substeps=scenario.substeps,
            terrain=terrain,
            solids=solids_of(scenario, terrain),
        )
    )
    try:
        lit = frozenset(n for n, prop in scenario.props.items() if prop.lit)
        flames = Flames(scenario.flame, prop_cards, lit)
        observation = flames.seen(engine.reset(start.states, start.prop_poses))
        props = {**known.props, "": load_prop_card(card_path("torch"))}
        around = _Surroundings(props, SeenHands(known.actors), observation, terrain)
        actors = {n: _actor(scenario, n, m, around) for n, m in models.items()}
    except BaseException:
        engine.close()
        raise
    return Stage(
        scenario=scenario,
        cards=cards,
        prop_cards=prop_cards,
        terrain=terrain,
        engine=engine,
        actors=actors,
        observation=observation,
        flames=flames,
        prop_forces=prop_forces(scenario, prop_cards),
    )


class _Surroundings(NamedTuple):
    """What all actors have in common.

    Attributes:
        props: What there is to carry; the one without a name stands in where there is
            nothing: a body walks as if it were the torch.
        seen_hands: Tells where the others' hands are.
        observation: The first one.
        terrain: The ground.
    """

    props: Mapping[str, PropCard]
    seen_hands: SeenHands
    observation: Observation
    terrain: Terrain


def _actor(
    scenario: Scenario, name: str, model: RobotModel, around: _Surroundings
) -> Actor:
    """Return an actor that stands ready."""
    entry, period = scenario.actors[name], scenario.control_period
    props = around.props
    sensors = _sensors(scenario, name, model)
    first = around.observation.actors[name]
    seen = _surveyed(sensors.measured(first), first)
    if model.floating:
        if entry.holds is not None:
            # from the start: a mass that comes a tick later moves the CoM
            frame, held = model.card.hands[entry.holding_hand].frame, entry.holds
            bear(model, frame, props, Grip(1.0, 1.0, held.prop, held.at))
        model.update(seen.state)
    body = ControlledBody(model, period, around.terrain)
    build = controller_class(entry.controller.kind)
    estimation = entry.estimation.params
    return Actor(
        name=name,
        model=model,
        sensing=entry.sensing,
        sensors=sensors,
        estimators=_estimators(entry, sensors, model),
        hold=_hold(entry, model, period),
        wrist_force=WristForce(model.card, period, estimation["wrist_force"]),
        script=_script(scenario, name, model, props),
        controller=build(entry.controller.params, body, seen),
        props=props,
        sight=Sight(entry.sight, scenario.seed, name, period),
        seen_hands=around.seen_hands,
        disturbances=disturbances(scenario, name, model.card, model.mass),
    )


def _sensors(scenario: Scenario, name: str, model: RobotModel) -> SensorModel:
    """Return what an actor's sensors make of what the engine says of it."""
    entry, period = scenario.actors[name], scenario.control_period
    joints = len(model.card.joints)
    if entry.sensing == "ideal":
        return SensorModel(entry.mismatch, scenario.seed, name, joints, period)
    body = SensedBody(joints, tuple(model.card.feet), period)
    return OnboardSensors(entry.mismatch, scenario.seed, name, body)


def _surveyed(seen: ActorObservation, true: ActorObservation) -> ActorObservation:
    """Return a first observation with the base where the robot was put, at rest."""
    pose = true.state.pose_base_in_world
    twist = np.concatenate((np.zeros(3), seen.state.twist_base_in_base[3:]))
    found = replace(seen.state, pose_base_in_world=pose, twist_base_in_base=twist)
    return replace(seen, state=found)


def _estimators(
    entry: ActorEntry, sensors: SensorModel, model: RobotModel
) -> list[StateEstimator]:
    """Return the estimators that a body needs; none for exact sensors.

    Args:
        entry: Of the body.
        sensors: It has.
        model: Of the body, updated for its first state, surveyed.
    """
    mismatch, params, period = entry.mismatch, entry.estimation.params, sensors.period
    found: list[StateEstimator] = []
    offsets = None
    if model.floating and mismatch.joint_offset > 0.0:
        look, prior = params["joint_offsets"], _offset_prior(entry)
        offsets = JointOffsets(look, model, prior, period)
        found.append(offsets)
    if isinstance(sensors, OnboardSensors):
        base, noise = params["base_estimator"], sensors.reading_noise
        found.append(BaseEstimator(base, noise, model, offsets, period))
    if model.floating and sensors.noisy:
        observer = params["state_observer"]
        found.append(StateObserver(observer, sensors.noise, model.select, period))
    return found


def _offset_prior(entry: ActorEntry) -> OffsetPrior:
    """Return how far off a body's readings are, as its sensors' data sheets have it."""
    mismatch = entry.mismatch
    joint = mismatch.joint_offset / sqrt(3.0)  # rms of a uniform distribution
    if entry.sensing == "ideal":
        return OffsetPrior(joint)
    return OffsetPrior(
        joint,
        *SURVEY,
        mismatch.force_bias / sqrt(2.0),  # rms of a sine
        mismatch.moment_bias / sqrt(2.0),
    )


def _hold(entry: ActorEntry, model: RobotModel, period: float) -> PostureHold | None:
    """Return what keeps a body as it is until its estimators know it, if any has to.

    A controller that begins on the first readings moves the feet by centimetres.

    Args:
        entry: Of the body.
        model: Of the body, updated for its first state.
        period: Control period [s].
    """
    exact = entry.mismatch.joint_offset == 0.0 and entry.sensing == "ideal"
    if not model.floating or exact:
        return None
    held = entry.holds is not None
    grips = {entry.holding_hand: Grip(closure=1.0)} if held else {}
    return PostureHold(PostureHoldParams(), model, period, grips)


def _script(
    scenario: Scenario, name: str, model: RobotModel, props: Mapping[str, PropCard]
) -> Script:
    """Return what an actor does, its phases ready to begin."""
    entry = scenario.actors[name]
    root = PlanarPose(entry.start.x, entry.start.y, entry.start.yaw)
    walks, entries = list[WalkEntry](), list[ScriptEntry]()
    for phase, held in zip(
        entry.script, in_hand(entry, tuple(scenario.props)), strict=True
    ):
        path = joined_path(walks, root)
        context = PhaseContext(
            actor=name,
            card=model.card,
            model=model,
            period=scenario.control_period,
            hand=held.hand,
            props=props,
            prop_name=held.prop,
            root=np.array(root),
            way=path.at(path.length),
        )
        build = registry.module("relaywalk.phases", phase.kind).build
        begins = ScriptEntry(
            phase.kind,
            build(phase.params, context),
            phase.timeout,
            scenario.cue(phase),
        )
        entries.append(begins)
        if isinstance(phase.params, WalkEntry):
            walks.append(phase.params)
    return Script(name, entries, scenario.control_period)
