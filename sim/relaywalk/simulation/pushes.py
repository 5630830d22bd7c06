"""Pushes: the forces from outside that a body meets, all known before the run."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from relaywalk.robots.card import RobotCard
from relaywalk.scenario.disturbances import PushEntry
from relaywalk.scenario.mismatch import stream
from relaywalk.scenario.scenario import Scenario
from relaywalk.types import Array, Channel

ROUNDING = 1e-9  # of times, which are sums of periods [s]


class Push(NamedTuple):
    """A force at the CoM of a link while it lasts.

    Attributes:
        start, end: [s].
        link: Its name.
        force_in_world: (3,) [N].
    """

    start: float
    end: float
    link: str
    force_in_world: Array

    def acts(self, time: float) -> bool:
        """Say whether it acts in the control period that begins at a time [s]."""
        return self.start <= time + ROUNDING < self.end


@dataclass(slots=True)
class Disturbances:
    """What pushes one body.

    Attributes:
        links: Whose forces are recorded.
        drawn: From the seed.
        given: By the scenario, lasting forces among them.
        force: (links, 3) of the control period just over, in world [N].
    """

    links: tuple[str, ...] = ()
    drawn: tuple[Push, ...] = ()
    given: tuple[Push, ...] = ()
    force: Array = field(init=False)

    def __post_init__(self) -> None:
        """Push nothing yet."""
        self.force = np.zeros((len(self.links), 3))

    def begin(self, time: float) -> Iterator[tuple[str, Array]]:
        """Yield link and force (3,) of the control period that begins [s], [N]."""
        if not self.drawn and not self.given:
            return
        self.force = np.zeros((len(self.links), 3))
        for push in (*self.drawn, *self.given):
            if push.acts(time):
                self.force[self.links.index(push.link)] += push.force_in_world
        for link, force in zip(self.links, self.force, strict=True):
            if force.any():
                yield link, force

    def replaced(
        self, scenario: Scenario, name: str, card: RobotCard
    ) -> "Disturbances":
        """Return what pushes the body when its scenario has further pushes.

        Args:
            scenario: With them.
            name: Of the actor.
            card: Of it.
        """
        links = recorded_links(card, scenario.actors[name].pushed_links)
        given = _given(scenario, name, card.base_link)
        found = Disturbances(links, self.drawn, given)
        for link, force in zip(self.links, self.force, strict=True):
            found.force[links.index(link)] = force
        return found


def disturbances(
    scenario: Scenario, name: str, card: RobotCard, mass: float
) -> Disturbances:
    """Return what pushes an actor.

    Args:
        scenario: Says so; its seed draws.
        name: Of the actor.
        card: Of it.
        mass: Of the whole body [kg].
    """
    links = recorded_links(card, scenario.actors[name].pushed_links)
    drawn = _drawn(scenario, name, card.base_link, mass)
    return Disturbances(links, drawn, _given(scenario, name, card.base_link))


def pushed(scenario: Scenario, name: str, push: PushEntry) -> Scenario:
    """Return a scenario in which an actor is pushed once more."""
    entry = scenario.actors[name]
    entry = entry.model_copy(update={"pushes": (*entry.pushes, push)})
    return scenario.model_copy(update={"actors": {**scenario.actors, name: entry}})


def recorded_links(card: RobotCard, named: Sequence[str]) -> tuple[str, ...]:
    """Return the links whose forces are recorded.

    Args:
        card: Of the body; of one on feet the base link comes first.
        named: Links that the scenario pushes.
    """
    first = (card.base_link,) if card.base == "floating" else ()
    return tuple(dict.fromkeys((*first, *named)))


def push_channels(card: RobotCard, links: Sequence[str]) -> Iterator[Channel]:
    """Yield the channels of `Disturbances.force`, link by link."""
    for link in links:
        name, what = f"push.{link}", link
        if link == card.base_link:
            name, what = "push", "the base link"
        for axis in "xyz":
            meaning = f"push on {what} at its CoM, in world, mean"
            yield Channel(f"{name}.f{axis}", "N", meaning)


def _drawn(scenario: Scenario, name: str, base: str, mass: float) -> tuple[Push, ...]:
    """Return the pushes that the seed draws, in order; `mass` of the body [kg]."""
    asked = scenario.actors[name].mismatch.pushes
    if not asked.any:
        return ()
    random, found = stream(scenario.seed, name, "pushes"), list[Push]()
    # of its own: pushes come at the same times with whatever strength on all links
    chosen, links = stream(scenario.seed, name, "push links"), asked.links or (base,)
    start = 0.0
    while True:
        start += random.uniform(asked.minimum_interval, asked.maximum_interval)
        if start >= scenario.duration:
            return tuple(found)
        if asked.maximum_speed > 0.0:
            size = mass * random.uniform(asked.minimum_speed, asked.maximum_speed)
        else:
            size = random.uniform(asked.minimum_impulse, asked.maximum_impulse)
        angle = random.uniform(-math.pi, math.pi)
        level = np.array([math.cos(angle), math.sin(angle), 0.0])
        lasting = _whole_periods(scenario, asked.duration)
        link = links[int(chosen.integers(len(links)))]
        found.append(Push(start, start + lasting, link, size / lasting * level))


def _given(scenario: Scenario, name: str, base: str) -> tuple[Push, ...]:
    """Return the pushes and the lasting forces of the scenario itself."""
    actor = scenario.actors[name]
    pushes = []
    for entry in actor.pushes:
        lasting = _whole_periods(scenario, entry.duration)
        force = np.array(entry.impulse) / lasting
        end = entry.time + lasting
        pushes.append(Push(entry.time, end, entry.link or base, force))
    forces = [
        Push(
            entry.start,
            scenario.duration if entry.end is None else entry.end,
            entry.link or base,
            np.array(entry.force),
        )
        for entry in actor.forces
    ]
    return (*pushes, *forces)


def _whole_periods(scenario: Scenario, duration: float) -> float:
    """Return a duration in whole control periods, so that the impulse is exact [s]."""
    period = scenario.control_period
    return max(round(duration / period), 1) * period
