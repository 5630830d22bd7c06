"""What a sole can push with: inside friction, inside its edges, without much twist."""

import numpy as np
import pinocchio as pin
import pytest

from relaywalk.control.limits.contact_limit import FRICTION, MARGIN, TORSION
from relaywalk.robots.card import Sole

SOLE = Sole(x_min=-0.07, x_max=0.17, y_min=-0.05, y_max=0.05)
LOAD = 500.0  # [N]
SIDE = FRICTION / np.sqrt(2.0) * LOAD  # most along one axis: a pyramid in the cone


def wrench(at=(0.0, 0.0), sideways=(0.0, 0.0), twist=0.0):
    """Return the wrench (6,) of a force at a point of the sole, and a pure twist."""
    force = np.array([*sideways, LOAD])
    moment = np.cross([*at, 0.0], force) + np.array([0.0, 0.0, twist])
    return np.concatenate((force, moment))


EDGES = {
    "friction ahead": ({"sideways": (SIDE, 0.0)}),
    "friction back": ({"sideways": (-SIDE, 0.0)}),
    "friction left": ({"sideways": (0.0, SIDE)}),
    "friction right": ({"sideways": (0.0, -SIDE)}),
    "toe": ({"at": (SOLE.x_max - MARGIN, 0.0)}),
    "heel": ({"at": (SOLE.x_min + MARGIN, 0.0)}),
    "left edge": ({"at": (0.0, SOLE.y_max - MARGIN)}),
    "right edge": ({"at": (0.0, SOLE.y_min + MARGIN)}),
    "twist left": ({"twist": TORSION * LOAD}),
    "twist right": ({"twist": -TORSION * LOAD}),
}
ROTATIONS = {
    "level": np.eye(3),
    "turned": pin.exp3(np.array([0.0, 0.0, 1.2])),
    "tilted": pin.exp3(np.array([0.1, -0.2, 0.7])),
}


def scaled(edge, share):
    """Return the wrench at a share of the way to an edge."""
    return wrench(**{name: share * np.array(value) for name, value in edge.items()})


@pytest.mark.parametrize("rotation", ROTATIONS.values(), ids=ROTATIONS)
@pytest.mark.parametrize("edge", EDGES.values(), ids=EDGES)
def test_a_wrench_is_allowed_up_to_the_edge_and_not_beyond(pushes, edge, rotation):
    turn = np.kron(np.eye(2), rotation)
    assert pushes(SOLE, turn @ scaled(edge, 0.99), rotation)
    assert not pushes(SOLE, turn @ scaled(edge, 1.01), rotation)


def test_the_pyramid_lies_within_the_friction_cone(pushes):
    corner = wrench(sideways=(SIDE, SIDE))
    assert pushes(SOLE, corner)
    assert np.linalg.norm(corner[:2]) <= FRICTION * LOAD * (1.0 + 1e-12)


def test_a_sole_does_not_pull(pushes):
    assert pushes(SOLE, np.zeros(6))
    assert not pushes(SOLE, -wrench())
