"""Hands that go along with a pelvis which a push drives from its place."""

import math
from dataclasses import replace
from typing import Annotated, NamedTuple

import numpy as np

from relaywalk.planar_path import PlanarPose, Point
from relaywalk.schema.quantity import Frozen, quantity
from relaywalk.spatial import rotation_about_z
from relaywalk.types import FrameReference, Goal

SMALL = 1e-6  # a displacement that counts as none [m], [rad]
REST = (0.0, 0.0, 0.0)  # no displacement

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
        centre: Where it would be at rest, in world [m].
        shift: From there [m].
        turn: [rad].
        velocity: Of the shift [m/s].
    """

    centre: Point
    shift: Point
    turn: float
    velocity: Point

    def goal(self, goal: Goal) -> Goal:
        """Return a goal with its led hands displaced alike."""
        if not goal.hand or not (any(self.shift) or self.turn):
            return goal
        return replace(goal, hand={h: self._moved(r) for h, r in goal.hand.items()})

    def _moved(self, reference: FrameReference) -> FrameReference:
        """Return where a hand should be, displaced."""
        turn = rotation_about_z(self.turn)
        position = reference.position_in_world.copy()
        position[:2] -= self.centre
        position = turn @ position
        position[:2] += np.add(self.centre, self.shift)
        velocity = turn @ reference.velocity_in_world
        velocity[:2] += self.velocity
        return reference._replace(
            position_in_world=position,
            rotation_to_world=turn @ reference.rotation_to_world,
            velocity_in_world=velocity,
            acceleration_in_world=turn @ reference.acceleration_in_world,
        )


class CarriedState(NamedTuple):
    """All that decides how the hands go on.

    Attributes:
        rest: Pose of the pelvis at rest.
        away: x, y [m] and yaw [rad] of the pelvis from there, a period ago.
        offset: Likewise, by which the hands are displaced.
    """

    rest: PlanarPose
    away: tuple[float, ...] = REST
    offset: tuple[float, ...] = REST


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
        self.state = CarriedState(pose)

    def update(self, pose: PlanarPose, *, driven: bool) -> Displacement:
        """Return how the hands are displaced now.

        Args:
            pose: Of the pelvis in world.
            driven: Whether a push and its steps move the pelvis about.
        """
        rest, before, offset = self.state
        turn = math.remainder(pose.yaw - rest.yaw, 2.0 * math.pi)
        away = (pose.x - rest.x, pose.y - rest.y, turn)
        # Driven, the hands do what the pelvis does; what they lack comes in smoothly,
        # and so goes what is left of it afterwards.
        share, part = self._return_share, self._rest_share
        if driven:
            moved = tuple(
                o + share * (b - o) + a - b
                for o, b, a in zip(offset, before, away, strict=True)
            )
        else:
            x, y, yaw = away
            rest = PlanarPose(
                rest.x + part * x, rest.y + part * y, rest.yaw + part * yaw
            )
            moved = REST if offset == REST else _nearer_rest(offset, share)
        self.state = CarriedState(rest, away, moved)
        x, y, turn = moved
        velocity = ((x - offset[0]) / self._period, (y - offset[1]) / self._period)
        return Displacement((rest.x, rest.y), (x, y), turn, velocity)


def _nearer_rest(offset: tuple[float, ...], share: float) -> tuple[float, ...]:
    """Return an offset less a share of it; what is small is gone."""
    slow = (o - share * o for o in offset)
    return tuple(o if abs(o) >= SMALL else 0.0 for o in slow)
