"""Forces from outside on props, such as wind on the torch's head."""

from typing import NamedTuple

import numpy as np

from relaywalk.robots.card import PropCard
from relaywalk.robots.urdf import centre_of_mass
from relaywalk.scenario.scenario import Scenario
from relaywalk.simulation.pushes import Push
from relaywalk.spatial import cross, rotate
from relaywalk.types import Array, PropState


class PropForce(NamedTuple):
    """A force on a prop while it lasts.

    Attributes:
        prop: Its name.
        push: On its one link.
        arm: (3,) from its CoM to the point of application, in the link frame [m].
    """

    prop: str
    push: Push
    arm: Array

    def wrench(self, state: PropState) -> Array:
        """Return the wrench (6,) at the prop's CoM, in world [N, N·m].

        Args:
            state: Of the prop.
        """
        force = self.push.force_in_world
        arm = rotate(state.pose_in_world[3:], self.arm[None])[0]
        return np.concatenate((force, cross(arm, force)))


def prop_forces(
    scenario: Scenario, cards: dict[str, PropCard]
) -> tuple[PropForce, ...]:
    """Return the forces on props.

    Args:
        scenario: Says so.
        cards: Prop → card.

    Raises:
        CardError: A prop's URDF cannot be read.
    """
    found = []
    for name, prop in scenario.props.items():
        com = centre_of_mass(cards[name], cards[name].link)
        for entry in prop.forces:
            end = scenario.duration if entry.end is None else entry.end
            force = np.array(entry.force)
            arm = np.zeros(3)
            if entry.at is not None:
                arm = np.array([0.0, 0.0, entry.at]) - com
            push = Push(entry.start, end, cards[name].link, force)
            found.append(PropForce(name, push, arm))
    return tuple(found)
