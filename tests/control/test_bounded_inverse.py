"""Joint velocities within bounds: what one joint cannot do the others do."""

import numpy as np
import pytest
from scipy.optimize import lsq_linear

from relaywalk.control.bounded_inverse import bounded_inverse

JOINTS, DAMPING = 7, 0.02
FREE = np.array([[-np.inf], [np.inf]]) * np.ones(JOINTS)


@pytest.fixture
def jacobian():
    """Return one of an arm, well away from where it is stretched."""
    return np.random.default_rng(5).uniform(-1.0, 1.0, (6, JOINTS))


@pytest.fixture
def velocity():
    return np.array([0.3, -0.2, 0.1, 0.4, -0.5, 0.2])


def least_squares(jacobian, velocity, damping):
    """Return the minimum of |J v − w|² + λ² |v|², by the normal equations."""
    gram = jacobian.T @ jacobian + damping**2 * np.eye(jacobian.shape[1])
    return np.linalg.solve(gram, jacobian.T @ velocity)


def bounded(size, joint, low=-np.inf, high=np.inf):
    """Return bounds that leave all joints but one a size [rad/s]."""
    bounds = size * np.array([[-1.0], [1.0]]) * np.ones(JOINTS)
    bounds[:, joint] = low, high
    return bounds


@pytest.mark.parametrize("damping", [0.02, 0.5])
def test_without_bounds_it_is_damped_least_squares(jacobian, velocity, damping):
    found = bounded_inverse(jacobian, velocity, damping, FREE)
    np.testing.assert_allclose(found, least_squares(jacobian, velocity, damping))


def test_bounds_that_are_not_reached_change_nothing(jacobian, velocity):
    free = bounded_inverse(jacobian, velocity, DAMPING, FREE)
    wide = 1.01 * np.abs(free).max() * np.array([[-1.0], [1.0]]) * np.ones(JOINTS)
    np.testing.assert_array_equal(
        bounded_inverse(jacobian, velocity, DAMPING, wide), free
    )


@pytest.mark.parametrize("joint", range(JOINTS))
def test_the_others_make_up_for_a_joint_at_its_stop(jacobian, velocity, joint):
    free = bounded_inverse(jacobian, velocity, DAMPING, FREE)
    stop = 0.5 * free[joint]
    side = {"high": stop} if stop > 0.0 else {"low": stop}
    bounds = bounded(100.0, joint, **side)
    found = bounded_inverse(jacobian, velocity, DAMPING, bounds)
    assert found[joint] == stop
    clipped = np.clip(free, *bounds)
    error, cut = (np.linalg.norm(jacobian @ v - velocity) for v in (found, clipped))
    assert error < 0.25 * cut
    # the best that the other six can do about what is left
    others = np.arange(JOINTS) != joint
    left = velocity - jacobian[:, joint] * stop
    best = least_squares(jacobian[:, others], left, DAMPING)
    np.testing.assert_allclose(found[others], best, rtol=1e-6)


def test_it_stays_within_the_bounds_whatever_is_asked_for():
    draw = np.random.default_rng(7)
    stopped = []
    for _ in range(200):
        jacobian = draw.uniform(-1.0, 1.0, (6, JOINTS))
        low, high = -draw.uniform(0.0, 1.0, JOINTS), draw.uniform(0.0, 1.0, JOINTS)
        wanted = draw.uniform(-2.0, 2.0, 6)
        found = bounded_inverse(jacobian, wanted, DAMPING, np.array([low, high]))
        assert np.all((low <= found) & (found <= high))
        stopped.append(np.sum((found == low) | (found == high)))
    assert max(stopped) == JOINTS  # all of them, too


def test_a_joint_beyond_its_stop_comes_back(jacobian, velocity):
    """Its bounds do not hold zero."""
    bounds = bounded(100.0, 2, low=0.3, high=4.0)
    found = bounded_inverse(jacobian, np.zeros(6), DAMPING, bounds)
    assert found[2] == 0.3
    assert np.linalg.norm(jacobian @ found) < 0.1 * np.linalg.norm(jacobian[:, 2] * 0.3)


@pytest.mark.parametrize("seed", range(20))
def test_it_is_the_least_cost_within_the_bounds(seed):
    """Against SciPy's BVLS, of seven joints of which many are at their bounds."""
    rng = np.random.default_rng(seed)
    jacobian = rng.normal(size=(6, 7)) * rng.uniform(0.01, 1.0, 7)
    velocity, damping = 3.0 * rng.normal(size=6), 0.02
    bounds = np.sort(rng.uniform(-4.0, 4.0, (2, 7)), axis=0)
    matrix = np.vstack((jacobian, damping * np.eye(7)))
    wanted = np.concatenate((velocity, np.zeros(7)))
    best = lsq_linear(matrix, wanted, tuple(bounds), method="bvls", tol=1e-14).x
    found = bounded_inverse(jacobian, velocity, damping, bounds)
    cost, least = (np.linalg.norm(matrix @ x - wanted) for x in (found, best))
    assert cost == pytest.approx(least, rel=1e-9)
    assert np.all(bounds[0] <= found)
    assert np.all(found <= bounds[1])
