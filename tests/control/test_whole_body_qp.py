"""The whole-body QP: balance at rest; tasks and limits are what it is given."""

import numpy as np
import pinocchio as pin
import pytest
from typing_extensions import override

from relaywalk.control.limits import NONE, Limit, LimitRows
from relaywalk.control.tasks import JointRows, Task
from relaywalk.control.whole_body_qp import RegularisationParams, WholeBodyQp
from relaywalk.errors import NoSolution

GRAVITY = 9.81  # [m/s²]
SLACK = 1e-4  # of the solver
FEET = ("left_foot", "right_foot")
HEAD = "zhead_1_joint"


class PulledTask(Task):
    """A toy: asks every joint for the same acceleration, as rows of joints."""

    def __init__(self, acceleration):
        self._acceleration = acceleration

    @override
    def rows(self, model, reference):
        ones = np.ones(len(model.joints))
        return (JointRows(self._acceleration * ones, ones),)


class LightFootLimit(Limit):
    """A toy: the first stance foot bears no more than a force."""

    def __init__(self, most):
        self._most = most

    @override
    def rows(self, dynamics):
        matrix = np.zeros((1, dynamics.size))
        matrix[0, dynamics.wrench(0).start + 2] = 1.0
        return LimitRows(matrix, np.array([-NONE]), np.array([self._most]))


@pytest.fixture
def nod(add_toy):
    """Return the type of a task that is one file more."""
    return add_toy("relaywalk.control.tasks", "nod_task").NodTask


@pytest.fixture
def gentle(add_toy):
    """Return the type of a limit that is one file more."""
    return add_toy("relaywalk.control.limits", "gentle_limit").GentleLimit


def of_joint(solved, body, joint):
    """Return the acceleration of a joint [rad/s²]."""
    return solved.acceleration[6 + body.model.joints.index(joint)]


def test_who_stands_where_it_should_stays_there(standing, solve):
    np.testing.assert_allclose(solve(standing).acceleration, 0.0, atol=2e-3)


def test_the_com_accelerates_away_from_the_zmp(standing, solve):
    """c̈ = ω² (c − p): a ZMP 1 cm ahead brakes, one 1 cm to the left pushes right."""
    com = standing.model.com_in_world
    omega_squared = GRAVITY / com[2]
    found = solve(standing, standing.reference(zmp_in_world=com[:2] + 0.01))
    np.testing.assert_allclose(
        found.com_acceleration[:2], -0.01 * omega_squared, rtol=0.1
    )


@pytest.mark.parametrize("stance", [FEET, ("left_foot",)])
def test_the_feet_that_bear_load_stay(standing, solve, stance):
    model = standing.model
    zmp = model.com_in_world[:2] + np.array([0.01, 0.0])
    solved = solve(standing, standing.reference(zmp_in_world=zmp, stance=stance))
    for foot in stance:
        jacobian, _, drift = model.frame_motion(model.card.feet[foot].frame)
        moved = jacobian @ solved.acceleration + drift
        np.testing.assert_allclose(moved, 0.0, atol=0.05)


def test_the_torques_make_the_acceleration(standing, solve):
    """At rest on both feet: M v̇ + g = Sᵀ τ + Σ Jᵀ w has its w, to the residual."""
    model, solved = standing.model, solve(standing)
    held = pin.rnea(
        model.model, model.model.createData(), model.q, model.v, solved.acceleration
    )
    held[6:] -= solved.torque[model.select]
    feet = np.hstack([model.jacobian(f.frame).T for f in model.card.feet.values()])
    wrench, *_ = np.linalg.lstsq(feet, held, rcond=None)
    np.testing.assert_allclose(feet @ wrench, held, atol=1e-3)
    assert wrench[2] + wrench[8] == pytest.approx(model.mass * GRAVITY, rel=1e-3)


@pytest.mark.parametrize("acceleration", [3.0, -3.0])
def test_a_task_that_is_added_is_done(standing, solve, nod, acceleration):
    solved = solve(standing, tasks=[nod(HEAD, acceleration)])
    assert of_joint(solved, standing, HEAD) == pytest.approx(acceleration, rel=1e-3)
    assert abs(of_joint(solve(standing), standing, HEAD)) < 2e-3


def test_two_tasks_at_odds_meet_by_their_weights(standing, solve, nod):
    """1 rad/s² with weight 3000, 5 rad/s² with weight 1000: 2 rad/s²."""
    tasks = [nod(HEAD, 1.0, 3000.0), nod(HEAD, 5.0, 1000.0)]
    solved = solve(standing, tasks=tasks)
    assert of_joint(solved, standing, HEAD) == pytest.approx(2.0, rel=1e-3)


def test_a_limit_that_is_added_holds(standing, solve, nod, gentle):
    """The head is asked for 3 rad/s² and allowed 1."""
    added = {"tasks": [nod(HEAD, 3.0)], "limits": [gentle(HEAD, -1.0, 1.0)]}
    assert of_joint(solve(standing, **added), standing, HEAD) == pytest.approx(1.0)


def test_a_limit_of_a_foots_force_shifts_the_load(standing):
    """A quarter of the weight on the left foot at most, nothing else asked for."""
    weight = standing.model.mass * GRAVITY
    qp = WholeBodyQp([], [LightFootLimit(0.25 * weight)], RegularisationParams())
    dynamics = standing.dynamics()
    unknowns = qp.program(dynamics, standing.reference()).solve()
    assert unknowns[dynamics.wrench(0)][2] <= 0.25 * weight + SLACK
    left_over = (dynamics.matrix @ unknowns + dynamics.bias)[:6]
    np.testing.assert_allclose(left_over, 0.0, atol=1e-6)


def test_without_tasks_and_limits_the_base_rows_still_hold(moving):
    """Newton and Euler for the whole body, with no torque at the base."""
    body = moving(1)
    dynamics = body.dynamics()
    unknowns = (
        WholeBodyQp([], [], RegularisationParams())
        .program(dynamics, body.reference())
        .solve()
    )
    left_over = (dynamics.matrix @ unknowns + dynamics.bias)[:6]
    np.testing.assert_allclose(left_over, 0.0, atol=1e-6)


def test_rows_of_joints_count_as_dense_rows_of_the_identity(standing, nod):
    """The cost is the same, however the rows are written."""
    params = RegularisationParams()
    nods = [nod(joint, 2.0, 1.0) for joint in standing.model.joints]
    dense, joints = (
        WholeBodyQp(tasks, [], params)
        .program(standing.dynamics(), standing.reference())
        .program
        for tasks in (nods, [PulledTask(2.0)])
    )
    np.testing.assert_allclose(joints.hessian, dense.hessian)
    np.testing.assert_allclose(joints.gradient, dense.gradient, atol=1e-12)


def test_limits_at_odds_are_reported_with_the_problem(standing, solve, gentle):
    limits = [gentle(HEAD, -1.0, 1.0), gentle(HEAD, 2.0, 3.0)]
    with pytest.raises(NoSolution) as caught:
        solve(standing, limits=limits)
    assert caught.value.problem.rows.shape[0] > 2
