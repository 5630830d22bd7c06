"""Where on a prop a hand is, or can be: heights along it, from its end."""

from collections.abc import Iterator

import numpy as np

from relaywalk.phases import PhaseContext, Situation
from relaywalk.phases._torch import axis_in_world, own_hand
from relaywalk.types import Array

AT_IT = 0.12  # a hand that is nearer to a prop's axis counts as at it [m]
ROUNDING = 1e-9  # of a height [m]


def held_height(situation: Situation, context: PhaseContext) -> float:
    """Return where on what it holds the body's own hand is [m].

    In a scene without a prop that is 0.
    """
    if not context.prop_name:
        return 0.0
    return _along(situation, context, own_hand(situation, context)[0])[0]


def free_height(
    situation: Situation, context: PhaseContext, preferred: float, clearance: float
) -> float:
    """Return where on a prop a hand finds room: the height nearest to a preferred one.

    Within the part of the prop that is made to be gripped, away from the other hands
    at it; where there is no room, as far from these as can be. Of two as near, the one
    nearer to the prop's centre of mass.

    Args:
        situation: In which the prop and other hands are seen.
        context: Of the body.
        preferred: [m].
        clearance: From other hands, at least [m].
    """
    taken = [along for along, _ in hands_at(situation, context, AT_IT)]
    low, high = context.prop.grip_zone
    beside = [height + side * clearance for height in taken for side in (-1.0, 1.0)]
    possible = [h for h in (preferred, *beside) if low <= h <= high]

    def room(height: float) -> float:
        return min((abs(height - other) for other in taken), default=np.inf)

    free = [h for h in possible if room(h) >= clearance - ROUNDING]
    if free:
        com = context.prop.centre_of_mass
        return min(free, key=lambda h: (round(abs(h - preferred), 3), abs(h - com)))
    return max((low, high), key=room)


def bears_alone(
    situation: Situation, context: PhaseContext, borne: float, least: float
) -> bool:
    """Say whether the own hand bears enough of the prop, and no other hand is at it.

    Args:
        situation: In which the prop and other hands are seen.
        context: Of the body.
        borne: Fraction of the prop's weight that it bears [-].
        least: That is enough [-].
    """
    return borne >= least and not any(hands_at(situation, context, AT_IT))


def hands_at(
    situation: Situation, context: PhaseContext, distance: float
) -> Iterator[tuple[float, float]]:
    """Yield the other bodies' hands that are seen near the prop.

    Args:
        situation: In which they are seen.
        context: Of the body.
        distance: From the prop's axis, at most [m].

    Yields:
        Height along the prop and distance from its axis [m].
    """
    for point in situation.other_hands():
        along, off = _along(situation, context, point)
        beyond = max(-along, along - context.prop.length, 0.0)
        if np.hypot(off, beyond) <= distance:
            yield along, off


def _along(
    situation: Situation, context: PhaseContext, point: Array
) -> tuple[float, float]:
    """Return how far along the prop a point (3,) is, and how far from its axis [m]."""
    pose = situation.observation.props[context.prop_name].pose_in_world
    axis, gap = axis_in_world(pose), point - pose[:3]
    along = float(axis @ gap)
    return along, float(np.linalg.norm(gap - along * axis))
