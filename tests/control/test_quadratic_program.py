"""DAQP and quadprog agree, and every hard row holds."""

import numpy as np
import pytest
import quadprog

from relaywalk.control.quadratic_program import QuadraticProgram
from relaywalk.errors import NoSolution

EQUALITIES, ROWS, SIZE = 6, 60, 46


def random_problem(random):
    root = random.standard_normal((SIZE, SIZE))
    rows = random.standard_normal((ROWS, SIZE))
    inside = random.standard_normal(SIZE)
    middle = rows @ inside
    width = random.uniform(0.1, 2.0, ROWS)
    width[:EQUALITIES] = 0.0
    return QuadraticProgram(
        root @ root.T + np.eye(SIZE),
        random.standard_normal(SIZE) * 10.0,
        rows,
        middle - width,
        middle + width,
        EQUALITIES,
    )


@pytest.mark.parametrize("seed", range(20))
def test_objective_equals_the_oracle(seed):
    problem = random_problem(np.random.default_rng(seed))
    mine = problem.solve()
    stacked = np.vstack(
        (
            problem.rows[:EQUALITIES],
            problem.rows[EQUALITIES:],
            -problem.rows[EQUALITIES:],
        )
    )
    bounds = np.concatenate(
        (
            problem.lower[:EQUALITIES],
            problem.lower[EQUALITIES:],
            -problem.upper[EQUALITIES:],
        )
    )
    oracle = quadprog.solve_qp(
        problem.hessian, -problem.gradient, stacked.T, bounds, EQUALITIES
    )
    cost = 0.5 * mine @ problem.hessian @ mine + problem.gradient @ mine
    assert cost == pytest.approx(oracle[1], rel=1e-6)
    values = problem.rows @ mine
    assert (values >= problem.lower - 1e-5).all()
    assert (values <= problem.upper + 1e-5).all()


def test_impossible_bounds_are_reported_with_the_problem():
    rows = np.array([[1.0, 0.0], [1.0, 0.0]])
    problem = QuadraticProgram(
        np.eye(2), np.zeros(2), rows, np.array([1.0, 2.0]), np.array([1.0, 3.0]), 1
    )
    with pytest.raises(NoSolution) as caught:
        problem.solve()
    assert caught.value.problem is problem
