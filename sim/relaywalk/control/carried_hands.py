"""Hands that go along with a pelvis which a push drives from its place."""

import math
from dataclasses import replace
from typing import Annotated, NamedTuple

import numpy as np

from relaywalk.planar_path import PlanarPose
from relaywalk.schema.quantity import Frozen, quantity
from relaywalk.spatial import rotation_about_z
from relaywalk.types import Array, FrameReference, Goal

SMALL = 1e-6  # a displacement that counts as none [m], [rad]

Time = Annotated[float, quantity("s", 0.0, 10.0, open_low=True)]


class CarriedHandsParams(Frozen):
    """How hands go along.

    Attributes:
        rest_time: Over which the pelvis' place at rest is averaged [s].
        return_time: With which the hands go back to their places afterwards [s].
    """

    rest_time: Time = 0.5
    return_time: Time = 0.3


class Displacement(NamedTuple):
    """How a pelvis is displaced, as a turn about a point and a shift.

    Attributes:
        centre: (2,) where it would be at rest, in world [m].
        shift: (2,) from there [m].
        turn: [rad].
        velocity: (2,) of the shift [m/s].
    """

    centre: Array
    shift: Array
    turn: float
    velocity: Array

    def goal(self, goal: Goal) -> Goal:
        """Return a goal with its led hands displaced alike."""
        if not goal.hand or not (self.shift.any() or self.turn):
            return goal
        return replace(goal, hand={h: self._moved(r) for h, r in goal.hand.items()})

    def _moved(self, reference: FrameReference) -> FrameReference:
        """Return where a hand should be, displaced."""
        turn = rotation_about_z(self.turn)
        position = reference.position_in_world.copy()
        position[:2] -= self.centre
        position = turn @ position
        position[:2] += self.centre + self.shift
        velocity = turn @ reference.velocity_in_world
        velocity[:2] += self.velocity
        return replace(
            reference,
            position_in_world=position,
            rotation_to_world=turn @ reference.rotation_to_world,
            velocity_in_world=velocity,
            acceleration_in_world=turn @ reference.acceleration_in_world,
        )


class CarriedState(NamedTuple):
    """All that decides how the hands go on.

    Attributes:
        rest: Pose of the pelvis at rest.
        away: (3,) x, y [m] and yaw [rad] of the pelvis from there, a period ago.
        offset: (3,) by which the hands are displaced.
    """

    rest: PlanarPose
    away: Array
    offset: Array


class CarriedHands:
    """Follows the pelvis: its place at rest, and how far it is from there."""

    def __init__(
        self, params: CarriedHandsParams, pose: PlanarPose, period: float
    ) -> None:
        """Begin at rest.

        Args:
            params: How hands go along.
            pose: Of the pelvis in world.
            period: Control period [s].
        """
        self._rest_share = min(period / params.rest_time, 1.0)
        self._return_share = min(period / params.return_time, 1.0)
        self._period = period
        self.state = CarriedState(pose, np.zeros(3), np.zeros(3))

    def update(self, pose: PlanarPose, *, driven: bool) -> Displacement:
        """Return how the hands are displaced now.

        Args:
            pose: Of the pelvis in world.
            driven: Whether a push and its steps move the pelvis about.
        """
        rest, before, offset = self.state
        away = np.array(pose) - np.array(rest)
        away[2] = math.remainder(away[2], 2.0 * math.pi)
        # Driven, the hands do what the pelvis does; what they lack comes in smoothly,
        # and so goes what is left of it afterwards.
        missing = (before if driven else np.zeros(3)) - offset
        moved = offset + self._return_share * missing
        if driven:
            moved = moved + away - before
        else:
            rest = PlanarPose(*(np.array(rest) + self._rest_share * away).tolist())
            moved[np.abs(moved) < SMALL] = 0.0
        self.state = CarriedState(rest, away, moved)
        velocity = (moved[:2] - offset[:2]) / self._period
        centre = np.array([rest.x, rest.y])
        return Displacement(centre, moved[:2], float(moved[2]), velocity)
