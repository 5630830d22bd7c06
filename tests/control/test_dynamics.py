"""The equations of motion with the joint torques eliminated."""

import numpy as np
import pinocchio as pin
import pytest

FEET = ("left_foot", "right_foot")


@pytest.mark.parametrize("stance", [(), ("right_foot",), FEET])
def test_the_equations_are_those_of_pinocchios_recursion(moving, stance):
    """M v̇ + h − Σ Jᵀ w by Newton and Euler, with random v̇ and w."""
    body = moving(1)
    model, dynamics = body.model, body.dynamics(stance)
    random = np.random.default_rng(3)
    unknowns = random.normal(0.0, 1.0, dynamics.size)
    expected = pin.rnea(
        model.model, model.model.createData(), model.q, model.v, unknowns[: model.nv]
    )
    for number, foot in enumerate(stance):
        jacobian = model.frame_motion(model.card.feet[foot].frame).jacobian
        expected = expected - jacobian.T @ unknowns[dynamics.wrench(number)]
    found = dynamics.matrix @ unknowns + dynamics.bias
    np.testing.assert_allclose(found, expected, atol=1e-8)
    np.testing.assert_array_equal(dynamics.torque(unknowns), found[6:])


def test_wrenches_follow_the_acceleration_foot_by_foot(standing):
    dynamics, nv = standing.dynamics(), standing.model.nv
    assert dynamics.size == nv + 12
    assert dynamics.wrench(0) == slice(nv, nv + 6)
    assert dynamics.wrench(1) == slice(nv + 6, nv + 12)


def test_at_rest_the_feet_bear_the_weight(standing):
    """Half the weight on each sole, no acceleration: the base rows of force vanish."""
    model, dynamics = standing.model, standing.dynamics()
    unknowns = np.zeros(dynamics.size)
    for number in (0, 1):
        unknowns[dynamics.wrench(number)][2] = model.mass * 9.81 / 2.0
    left_over = (dynamics.matrix @ unknowns + dynamics.bias)[:3]
    np.testing.assert_allclose(left_over, 0.0, atol=1e-9)
