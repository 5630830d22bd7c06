"""Where the hands of other bodies are, as they are seen."""

from collections.abc import Mapping
from functools import cache

import numpy as np

from relaywalk.robots.card import RobotCard
from relaywalk.robots.model import RobotModel
from relaywalk.spatial import rotate
from relaywalk.types import Array, Observation

AT_ORIGIN = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0)  # pose of a base


class SeenHands:
    """Tells the places of hands from poses of bases and angles of joints."""

    def __init__(self, cards: Mapping[str, RobotCard]) -> None:
        """Keep what is known of the bodies.

        Args:
            cards: Actor → card, as it was designed.
        """
        self._cards = cards
        # built when somebody first looks: in a walk nobody does
        self._model = cache(lambda actor: RobotModel(cards[actor]))

    def of_others(self, actor: str, observation: Observation) -> tuple[Array, ...]:
        """Return the places (3,) of all hands but an actor's own, in world [m].

        Args:
            actor: Who looks.
            observation: Of the scene, as that actor sees it.
        """
        others = (name for name in self._cards if name != actor)
        return tuple(p for name in others for p in self._hands(name, observation))

    def _hands(self, name: str, observation: Observation) -> list[Array]:
        """Return the places (3,) of one body's hands in world [m]."""
        card, model = self._cards[name], self._model(name)
        state = observation.actors[name].state
        joints = state.joint_position[model.select]
        q = np.concatenate((AT_ORIGIN, joints)) if model.floating else joints
        model.locate(q)
        pose = state.pose_base_in_world  # of a guided body that of its fixed root
        return [
            pose[:3] + rotate(pose[3:], model.placement(hand.frame)[0])
            for hand in card.hands.values()
        ]
