"""Masses of many links summed into one body's."""

import numpy as np

from relaywalk.types import Array, MassProperties


def sum_masses(
    mass: Array, com_in_world: Array, rotation: Array, principal: Array
) -> MassProperties:
    """Return the mass, CoM and inertia of all links together.

    Args:
        mass: (k,) of each link [kg].
        com_in_world: (k, 3) of each link [m].
        rotation: (k, 3, 3) of each link's inertial frame to world.
        principal: (k, 3) moments of inertia in that frame [kg·m²].
    """
    total = float(mass.sum())
    com = mass @ com_in_world / total
    arm = com_in_world - com
    own = np.einsum("kij,kj,klj->il", rotation, principal, rotation)
    squares = np.eye(3) * np.sum(mass * np.sum(arm**2, axis=1))
    return MassProperties(
        total, com, own + squares - np.einsum("k,ki,kj->ij", mass, arm, arm)
    )
