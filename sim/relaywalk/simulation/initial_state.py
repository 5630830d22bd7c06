"""Initial state: where every body and prop of a scenario is at time 0."""

from collections.abc import Mapping

import numpy as np
from scipy.spatial.transform import Rotation

from relaywalk.robots.card import PropCard, RobotCard
from relaywalk.robots.model import RobotModel
from relaywalk.scenario.actor_entry import ActorEntry
from relaywalk.scenario.parts import Holds, PropStart
from relaywalk.scenario.scenario import Scenario
from relaywalk.simulation.footing import (
    NOTHING,
    HeldMass,
    over_its_soles,
    stand_on,
)
from relaywalk.terrains.terrain import Terrain
from relaywalk.types import Array, RobotState


class InitialState:
    """Where every body and prop is at time 0, the seed's noise included.

    Attributes:
        states: Actor → state.
        prop_poses: Prop → (7,) pose.
    """

    def __init__(
        self,
        scenario: Scenario,
        cards: Mapping[str, RobotCard],
        models: Mapping[str, RobotModel],
        props: Mapping[str, PropCard],
        terrain: Terrain,
    ) -> None:
        """Place bodies and props; the seed draws the noise in the scenario's order.

        Raises:
            ScenarioError: A body cannot stand on the ground where it starts.
        """
        self._terrain, self._props = terrain, props
        self._random = np.random.default_rng(scenario.seed)
        self._noise = scenario.start_noise
        self.states: dict[str, RobotState] = {}
        self.prop_poses: dict[str, Array] = {}
        for name, prop in scenario.props.items():
            if prop.start is not None:
                self.prop_poses[name] = _pose_of(prop.start)
        for name, actor in scenario.actors.items():
            card, model = cards[name], models[name]
            if card.base == "floating":
                self.states[name] = self._standing_state(actor, card, model)
            else:
                self.states[name] = self._guided_state(actor, card, model)

    def _standing_state(
        self, actor: ActorEntry, card: RobotCard, model: RobotModel
    ) -> RobotState:
        """Return a standing state, soles on the ground, what it holds in its hand."""
        position = card.pose("stand", "hand_open")
        if actor.holds is not None:
            position = card.pose_of(actor.holding_hand, "carry", "hand_grip")
        arms = card.index((*card.groups["left_arm"], *card.groups["right_arm"]))
        spread = self._noise.joint_position_std
        position[arms] += spread * self._random.standard_normal(len(arms))
        heading = Rotation.from_euler("z", actor.start.yaw)
        pose = np.array([0.0, 0.0, 0.0, *heading.as_quat()])
        state = _still(pose, position)
        q = model.configuration(state)
        soles = [model.frame_pose_at(f.frame, q)[0] for f in card.feet.values()]
        middle = np.mean(soles, axis=0)
        pose[:2] = np.array([actor.start.x, actor.start.y]) - middle[:2]
        q = model.configuration(_still(pose, position))
        q = stand_on(self._terrain, card, model, q)
        q = over_its_soles(card, model, q, self._held(actor, card, model, q))
        position[model.select] = q[len(pose) :]
        state = _still(q[: len(pose)], position)
        if actor.holds is not None:
            frame = card.hands[actor.holding_hand].frame
            point, rotation = model.frame_pose_at(frame, model.configuration(state))
            self._place_in_hand(actor.holds, point, Rotation.from_matrix(rotation))
        return state

    def _held(
        self, actor: ActorEntry, card: RobotCard, model: RobotModel, q: Array
    ) -> HeldMass:
        """Return the mass in a body's hand, for a configuration (nq,)."""
        if actor.holds is None:
            return NOTHING
        prop = self._props[actor.holds.prop]
        frame = card.hands[actor.holding_hand].frame
        point, rotation = model.frame_pose_at(frame, q)
        along = prop.centre_of_mass - actor.holds.at
        return HeldMass(prop.mass, point + along * rotation[:, 2] - q[:3])

    def _guided_state(
        self, actor: ActorEntry, card: RobotCard, model: RobotModel
    ) -> RobotState:
        """Return a guided body's state; what it holds is in its hand."""
        heading = Rotation.from_euler("z", actor.start.yaw)
        x, y = actor.start.x, actor.start.y
        pose = np.array([x, y, self._terrain.height(x, y), *heading.as_quat()])
        if actor.holds is None:
            return _still(pose, card.pose("stand", "hand_open"))
        offset = self._noise.prop_position_std * self._random.standard_normal(3)
        # the body with its torch: in the hand it lies as it should
        pose[:2] += offset[:2]
        hand = actor.holding_hand
        position = card.pose_of(hand, "offer", "hand_grip")
        frame = card.hands[hand].frame
        point, rotation = model.frame_pose_at(frame, position[model.select])
        held = Rotation.from_matrix(heading.as_matrix() @ rotation)
        self._place_in_hand(actor.holds, pose[:3] + heading.apply(point), held)
        return _still(pose, position)

    def _place_in_hand(self, holds: Holds, grip: Array, rotation: Rotation) -> None:
        """Put a prop where a gripping hand is: the hand's friction must hold it.

        Args:
            holds: Which prop, and where on it the hand is.
            grip: (3,) origin of the grasp frame in world [m].
            rotation: Of the grasp frame to world.
        """
        bottom = grip - rotation.apply([0.0, 0.0, holds.at])
        self.prop_poses[holds.prop] = np.array([*bottom, *rotation.as_quat()])


def _pose_of(start: PropStart) -> Array:
    """Return the pose (7,) of a prop that nobody holds."""
    rotation = Rotation.from_euler("xyz", [start.roll, start.pitch, start.yaw])
    return np.array([start.x, start.y, start.z, *rotation.as_quat()])


def _still(pose: Array, position: Array) -> RobotState:
    """Return a state at rest at time 0."""
    return RobotState(0.0, pose.copy(), np.zeros(6), position, np.zeros(len(position)))
