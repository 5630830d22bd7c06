"""A joint stays between its stops, and one that is beyond them leaves a solution."""

import numpy as np
import pytest

from relaywalk.control.controllers.dcm_qp import Params
from relaywalk.control.limits.joint_range_limit import (
    JointRangeLimit,
    JointRangeLimitParams,
)

PARAMS = JointRangeLimitParams(margin=0.0, time_constant=0.05, acceleration=500.0)
PERIOD = 0.002  # [s]
SLACK = 1e-4  # of the solver [rad/s²]


@pytest.fixture
def elbow(standing):
    """Return the index of the right elbow among the model's joints."""
    return standing.model.joints.index("zarm_r4_joint")


@pytest.fixture
def limit(standing):
    every = np.arange(len(standing.model.joints))
    return JointRangeLimit(PARAMS, every, *standing.model.joint_range)


@pytest.fixture
def bent(standing, body, elbow):
    """Return a function: elbow position, velocity → the body standing so."""

    def at(position, velocity=0.0):
        q, v = standing.q.copy(), standing.v.copy()
        q[7 + elbow], v[6 + elbow] = position, velocity
        return body(standing.model.card, q, v)

    return at


def pulled(body, joint, ahead):
    """Return what to track: the elbow's posture far beyond where it is [rad]."""
    posture = body.state.joint_position.copy()
    posture[body.model.select[joint]] += ahead
    return body.reference(body.goal(posture=posture))


def bounds(limit, body, joint):
    """Return the least and the largest acceleration of a joint [rad/s²]."""
    rows = limit.rows(body.dynamics())
    return rows.lower[joint], rows.upper[joint]


def test_rows_bound_the_acceleration_of_each_joint(standing, limit):
    rows = limit.rows(standing.dynamics())
    joints, nv = len(standing.model.joints), standing.model.nv
    assert rows.matrix.shape[0] == joints
    np.testing.assert_array_equal(rows.matrix[:, 6:nv], np.eye(joints))
    assert not rows.matrix[:, :6].any()
    assert not rows.matrix[:, nv:].any()


def test_the_bounds_are_those_of_critical_damping(bent, elbow, limit):
    """(θ_stop − θ) / T² − 2 θ̇ / T: at −1 rad, 3 rad/s, stops at −2.618 and 0 rad."""
    body = bent(-1.0, velocity=3.0)
    stops = [stop[elbow] for stop in body.model.joint_range]
    np.testing.assert_allclose(stops, [-2.618, 0.0], atol=1e-3)
    expected = [(stop + 1.0) * 400.0 - 120.0 for stop in stops]
    np.testing.assert_allclose(bounds(limit, body, elbow), expected)


def test_a_margin_brings_both_stops_nearer(bent, elbow, limit):
    """0.1 of the elbow's range of 2.618 rad; only the elbow is bounded."""
    body = bent(-1.0, velocity=3.0)
    params = PARAMS.model_copy(update={"margin": 0.1})
    margin = JointRangeLimit(params, np.array([elbow]), *body.model.joint_range)
    nearer = np.subtract(bounds(margin, body, 0), bounds(limit, body, elbow))
    np.testing.assert_allclose(nearer, np.array([1.0, -1.0]) * 0.2618 * 400, rtol=1e-3)


def test_only_the_joints_asked_for_are_bounded(standing):
    model, some = standing.model, np.array([2, 5])
    rows = JointRangeLimit(PARAMS, some, *model.joint_range).rows(standing.dynamics())
    np.testing.assert_array_equal(np.nonzero(rows.matrix), [[0, 1], 6 + some])
    assert len(rows.lower) == len(rows.upper) == 2


def test_a_joint_before_its_stop_is_kept_from_it(bent, elbow, limit, solve):
    """Drawn 100 rad beyond: without the limit it would go there."""
    stop = bent(0.0).model.joint_range[1][elbow]
    body = bent(stop - 0.01, velocity=0.1)
    reference = pulled(body, elbow, 100.0)
    free = solve(body, reference).acceleration[6 + elbow]
    _, most = bounds(limit, body, elbow)
    found = solve(body, reference, limits=[limit]).acceleration[6 + elbow]
    assert free > most + 1.0
    assert found == pytest.approx(most, abs=SLACK)


def test_a_joint_led_beyond_its_stop_never_gets_there(bent, elbow, limit, solve):
    """0.5 s of the joint alone, integrated; it ends at the stop."""
    body = bent(-0.05)
    model, state, joint = body.model, body.state, body.model.select[elbow]
    reference = pulled(body, elbow, 10.0)
    positions = []
    for _ in range(250):
        model.update(state)
        found = solve(body, reference, limits=[limit]).acceleration[6 + elbow]
        state.joint_velocity[joint] += found * PERIOD
        state.joint_position[joint] += state.joint_velocity[joint] * PERIOD
        positions.append(state.joint_position[joint])
    stop = model.joint_range[1][elbow]
    assert max(positions) <= stop
    assert positions[-1] == pytest.approx(stop, abs=1e-3)


def test_what_is_far_from_its_stops_is_left_alone(standing, limit, solve):
    free = solve(standing)
    bound = solve(standing, limits=[limit])
    np.testing.assert_allclose(bound.acceleration, free.acceleration, atol=1e-5)


@pytest.mark.parametrize("velocity", [0.0, 2.0])
@pytest.mark.parametrize("beyond", [0.001, 0.05, 0.2])
@pytest.mark.parametrize("side", ["lower", "upper"])
def test_beyond_its_stop_a_joint_is_brought_back(
    bent, elbow, limit, solve, side, beyond, velocity
):
    outwards = 1.0 if side == "upper" else -1.0
    stop = bent(0.0).model.joint_range[side == "upper"][elbow]
    body = bent(stop + outwards * beyond, outwards * velocity)
    found = solve(body, limits=[limit]).acceleration[6 + elbow]
    least, most = bounds(limit, body, elbow)
    assert least - SLACK <= found <= most + SLACK
    assert outwards * found < 0.0


def test_far_beyond_it_asks_for_the_braking_acceleration_at_least(bent, elbow, limit):
    lower, upper = bent(0.0).model.joint_range
    assert bounds(limit, bent(upper[elbow] + 2.0), elbow)[1] == -500.0
    assert bounds(limit, bent(lower[elbow] - 2.0), elbow)[0] == 500.0


@pytest.mark.parametrize("group", ["right_arm", "left_leg"])
@pytest.mark.parametrize("outwards", [1.0, -1.0])
def test_a_limb_beyond_all_its_stops_leaves_a_solution(
    standing, body, limit, solve, group, outwards
):
    model = standing.model
    lower, upper = model.joint_range
    q = standing.q.copy()
    for joint in (model.joints.index(name) for name in model.card.groups[group]):
        stop = upper if outwards > 0.0 else lower
        q[7 + joint] = stop[joint] + 0.1 * outwards
    found = solve(body(model.card, q, standing.v), limits=[limit])
    assert np.isfinite(found.acceleration).all()


def test_it_is_on_until_a_scenario_turns_it_off():
    assert Params().limits.joint_range == JointRangeLimitParams()
    off = Params.model_validate({"limits": {"joint_range": None}})
    assert off.limits.joint_range is None
