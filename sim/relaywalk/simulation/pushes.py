"""Pushes: the disturbances of a body, all drawn before the run."""

import math
from typing import NamedTuple

import numpy as np

from relaywalk.scenario.mismatch import Pushes, stream
from relaywalk.types import Array


class Push(NamedTuple):
    """One push at the CoM of the base link.

    Attributes:
        start, end: [s].
        force_in_world: (3,) [N].
    """

    start: float
    end: float
    force_in_world: Array


def drawn_pushes(
    pushes: Pushes, seed: int, actor: str, mass: float, duration: float
) -> tuple[Push, ...]:
    """Return the pushes of a run, in order.

    Args:
        pushes: How fast and how often.
        seed: Of the scenario.
        actor: Its name.
        mass: Of the whole body [kg].
        duration: Of the run [s].
    """
    if pushes.maximum_speed == 0.0:
        return ()
    random, found = stream(seed, actor, "pushes"), list[Push]()
    start = 0.0
    while True:
        start += random.uniform(pushes.minimum_interval, pushes.maximum_interval)
        if start >= duration:
            return tuple(found)
        speed = random.uniform(pushes.minimum_speed, pushes.maximum_speed)
        angle = random.uniform(-math.pi, math.pi)
        level = np.array([math.cos(angle), math.sin(angle), 0.0])
        # the impulse that gives the whole body that speed
        force = mass * speed / pushes.duration * level
        found.append(Push(start, start + pushes.duration, force))


def force_at(pushes: tuple[Push, ...], time: float) -> Array:
    """Return the force (3,) of the pushes at a time, in world [N]."""
    force = np.zeros(3)
    for push in pushes:
        if push.start <= time < push.end:
            force += push.force_in_world
    return force
