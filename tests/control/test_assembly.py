"""Without the first wrench the solution is the same; both ways to write it agree."""

import numpy as np
import pytest

from relaywalk.compilation import compiled
from relaywalk.control import assembly
from relaywalk.control.assembly import Demands, WholeBodyProgram, write_by_numpy
from relaywalk.control.dynamics import BASE_ROWS
from relaywalk.control.limits import LimitRows
from relaywalk.control.quadratic_program import QuadraticProgram
from relaywalk.control.reference import CentralReference
from relaywalk.control.tasks import TaskRows
from relaywalk.errors import NoSolution

BOTH, LEFT, NONE = ("left_foot", "right_foot"), ("left_foot",), ()
COST = 1e-3  # of each squared unknown


def demands(body, aim, stance):
    """Return what a walking body asks for, some random rows and bounds with it."""
    random, model = np.random.default_rng(4), body.model
    swing = {foot: aim for foot in BOTH if foot not in stance}
    upright = {"left_hand": aim.rotation_to_world}
    goal = body.goal(hand={"right_hand": aim}, upright=upright)
    central = CentralReference(0.8, heading=0.3, heading_rate=0.2, pace=0.7)
    reference = body.reference(goal, stance=stance, swing=swing, central=central)
    dynamics = body.dynamics(stance)
    tasks = [r for task in body.tasks() for r in task.rows(model, reference)]
    dense = random.normal(size=(2, model.nv)), random.normal(size=2), np.ones(2)
    some = random.normal(size=(5, dynamics.size))
    limits = [limit.rows(dynamics) for limit in body.limits()]
    limits.append(LimitRows(some, np.full(5, -300.0), np.full(5, 400.0)))
    costs = COST * random.uniform(0.5, 2.0, dynamics.size)
    return Demands(dynamics, [*tasks, TaskRows(*dense)], limits, costs)


def written(write, asked):
    """Return the program that a function writes for demands."""
    program = WholeBodyProgram.empty(asked.size)
    write(asked, program)
    return program


def arrays(found):
    """Return all arrays of a program."""
    program = found.program
    cost = (program.hessian, program.gradient)
    return *cost, program.rows, program.lower, program.upper, found.matrix, found.offset


@pytest.mark.parametrize("stance", [BOTH, LEFT, NONE])
def test_loops_write_what_numpy_does(moving, aim, stance):
    """To 1e-12 of the largest entry; as plain Python, too, for what is compiled."""
    asked = demands(moving(2), aim, stance)
    loops = assembly._Loops(
        assembly.write_wrench, assembly.write_cost, assembly.write_limits
    )
    expected = arrays(written(write_by_numpy, asked))
    ways = [loops.write]
    if compiled(assembly.write_cost) is not None:
        ways.append(assembly.program_writer())
    for write in ways:
        for mine, other in zip(arrays(written(write, asked)), expected, strict=True):
            size = np.abs(other[np.abs(other) < 1e8]).max(initial=1.0)
            np.testing.assert_allclose(mine, other, rtol=1e-12, atol=1e-12 * size)


@pytest.mark.parametrize("stance", [BOTH, LEFT])
def test_without_the_first_wrench_the_solution_is_the_same(moving, aim, stance):
    """The oracle keeps all unknowns, and the base rows as equalities."""
    asked = demands(moving(3), aim, stance)
    dynamics = asked.dynamics
    nv, size = dynamics.model.nv, dynamics.size
    hessian, gradient = np.zeros((size, size)), np.zeros(size)
    assembly._add_tasks(asked, hessian, gradient)
    balance = -dynamics.bias[:BASE_ROWS]
    limits = assembly._stacked_limits(asked)
    whole = QuadraticProgram(
        hessian,
        gradient,
        np.concatenate((dynamics.matrix[:BASE_ROWS], limits.matrix)),
        np.concatenate((balance, limits.lower)),
        np.concatenate((balance, limits.upper)),
        BASE_ROWS,
    )
    expected, found = whole.solve(), written(write_by_numpy, asked).solve()
    np.testing.assert_allclose(found[:nv], expected[:nv], atol=1e-5)
    np.testing.assert_allclose(found[nv:], expected[nv:], atol=1e-3)
    left_over = dynamics.matrix[:BASE_ROWS] @ found - balance
    np.testing.assert_allclose(left_over, 0.0, atol=1e-9)


def test_in_flight_the_base_rows_are_equalities(moving, aim):
    asked = demands(moving(1), aim, NONE)
    program = written(write_by_numpy, asked).program
    assert program.equalities == BASE_ROWS
    np.testing.assert_array_equal(program.lower[:BASE_ROWS], program.upper[:BASE_ROWS])
    found = written(write_by_numpy, asked).solve()
    assert found.shape == (asked.dynamics.model.nv,)


def test_a_problem_without_a_solution_is_kept_when_its_room_is_used_again(moving, aim):
    asked = demands(moving(1), aim, LEFT)
    program = written(write_by_numpy, asked)
    program.program.lower[0] = program.program.upper[0] + 1.0
    with pytest.raises(NoSolution) as caught:
        program.solve()
    lower = caught.value.problem.lower.copy()
    program.program.lower[:] = 0.0
    np.testing.assert_array_equal(caught.value.problem.lower, lower)
