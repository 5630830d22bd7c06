"""What a sole can push with: inside friction, inside its edges, without much twist."""

import numpy as np
import pinocchio as pin
import pytest

from relaywalk.control.limits.friction_limit import (
    FrictionLimit,
    FrictionLimitParams,
    contact_cone,
    in_world,
)
from relaywalk.robots.card import Sole

PARAMS = FrictionLimitParams(friction=0.5, cop_margin=0.012, yaw_moment_arm=0.04)
FRICTION, MARGIN, TORSION = 0.5, 0.012, 0.04
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


def scaled(edge, fraction):
    """Return the wrench at a fraction of the way to an edge."""
    return wrench(**{name: fraction * np.array(value) for name, value in edge.items()})


def pushes(sole, wrench, rotation=None):
    """Say whether a sole can exert a wrench (6,) in world axes."""
    turn = np.eye(3) if rotation is None else rotation
    return bool((in_world(contact_cone(PARAMS, sole), turn) @ wrench <= 1e-9).all())


@pytest.mark.parametrize("rotation", ROTATIONS.values(), ids=ROTATIONS)
@pytest.mark.parametrize("edge", EDGES.values(), ids=EDGES)
def test_a_wrench_is_allowed_up_to_the_edge_and_not_beyond(edge, rotation):
    turn = np.kron(np.eye(2), rotation)
    assert pushes(SOLE, turn @ scaled(edge, 0.99), rotation)
    assert not pushes(SOLE, turn @ scaled(edge, 1.01), rotation)


def test_the_pyramid_lies_within_the_friction_cone():
    corner = wrench(sideways=(SIDE, SIDE))
    assert pushes(SOLE, corner)
    assert np.linalg.norm(corner[:2]) <= FRICTION * LOAD * (1.0 + 1e-12)


def test_a_sole_does_not_pull():
    assert pushes(SOLE, np.zeros(6))
    assert not pushes(SOLE, -wrench())


def allowed(rows, dynamics, number, wrench):
    """Say whether rows allow one foot's wrench (6,), the others' being zero."""
    unknowns = np.zeros(dynamics.size)
    unknowns[dynamics.wrench(number)] = wrench
    values = rows.matrix @ unknowns
    return bool(((rows.lower <= values) & (values <= rows.upper + 1e-9)).all())


def test_each_stance_foot_is_limited_in_its_own_frame(moving):
    """A force along the sole's normal is allowed, one across it is not."""
    body, foot = moving(1), ("left_foot", "right_foot")
    dynamics = body.dynamics(foot)
    rows = FrictionLimit(PARAMS, body.model.card.sole).rows(dynamics)
    assert rows.matrix.shape == (20, dynamics.size)
    for number, sole in enumerate(("left_sole", "right_sole")):
        turn = np.kron(np.eye(2), body.place(sole)[1])
        assert allowed(rows, dynamics, number, turn @ wrench())
        across = turn @ wrench(sideways=(2.0 * SIDE, 0.0))
        assert not allowed(rows, dynamics, number, across)


def test_nothing_is_asked_of_the_acceleration(standing):
    dynamics = standing.dynamics()
    rows = FrictionLimit(PARAMS, standing.model.card.sole).rows(dynamics)
    assert not rows.matrix[:, : standing.model.nv].any()


def test_a_foot_in_the_air_has_no_rows(standing):
    limit = FrictionLimit(PARAMS, standing.model.card.sole)
    assert limit.rows(standing.dynamics(())).matrix.shape[0] == 0
