"""One step of a gait: its ZMP, its swing, and how a push changes it."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from relaywalk.control.step_choice import StepChoiceParams, foreseen_error
from relaywalk.control.step_planner import Feedback, StepPlanner
from relaywalk.control.support import Rectangle, heading_matrix
from relaywalk.control.walk_state import WalkState
from relaywalk.control.walker_params import WalkerParams
from relaywalk.planar_path import PlanarPath, PlanarPose
from relaywalk.planning.dcm import initial_dcm
from relaywalk.planning.footstep import Footstep, other, sign
from relaywalk.planning.gait import GaitParameters
from relaywalk.planning.path_walk import FootstepParams, PathWalk

GAIT, PARAMS = GaitParameters(step_length=0.5), WalkerParams()
KAPPA, PERIOD, OMEGA, GAIN = 0.003, 0.002, 3.4, 2.0  # [s²], [s], [1/s], [-]
LEVEL = np.array([[0.0, 0.0, 1.0], [0.0, 0.0, 1.0]])
REGION = Rectangle(np.array([0.05, 0.0]), np.array([0.06, 0.03]))
FEET = ("left_foot", "right_foot")
PLACES = [PlanarPose(0.0, 0.0, 0.0), PlanarPose(1000.0, -5.0, 2.5)]


@pytest.fixture
def planner():
    return StepPlanner(PARAMS, GAIT, KAPPA, PERIOD)


def feet_at(pose, along=(0.0, 0.0)):
    """Return both feet, each a way further along than a pose [m]."""
    half = GAIT.width / 2.0
    return {
        foot: Footstep(*pose.transform(way, sign(foot) * half), 0.0, pose.yaw)
        for foot, way in zip(FEET, along, strict=True)
    }


def walking(pose, foot="left_foot", length=100.0):
    """Return the state of a body that walks with full steps, a foot about to swing."""
    path = PlanarPath.straight(pose, length)
    walk = PathWalk(GAIT, FootstepParams(), path, near=10.0)
    along = (10.0 - GAIT.step_length, 10.0)
    feet = feet_at(pose, along if foot == "left_foot" else along[::-1])
    state = WalkState(feet, feet, pose.yaw, 0.8, 0.0)
    return replace(state, walk=walk, next_foot=foot, step_length=GAIT.step_length)


def lifted(planner, pose, foot="left_foot", clock=0.15):
    """Return the state of that body in the midst of its swing."""
    state = walking(pose, foot)
    stance = state.feet[other(foot)]
    here = planner.zmp(other(foot), stance)
    segments = planner.preview(state, here, GAIT.swing_time)
    step, _ = state.walk.step(foot, stance, GAIT.step_length)
    begun = planner.swing(foot, state.feet[foot], step, GAIT.swing_time, LEVEL)
    start, first = initial_dcm(segments, OMEGA), segments[0]
    state.segments, state.swing, state.clock = segments, begun, clock
    state.dcm_reference = first.dcm(start, OMEGA, 0.0, clock)
    final = first.dcm(start, OMEGA, 0.0, first.duration)
    state.dcm_offset = final - step.point
    return state


def chosen(planner, state, error=(0.0, 0.0)):
    """Return the swing chosen for a DCM error (2,) in the axes of the stance foot."""
    turn = heading_matrix(state.feet[other(state.swing.foot)].yaw)
    dcm = state.dcm_reference + turn @ error
    feedback = Feedback(dcm, REGION, GAIN, OMEGA)
    return planner.chosen(state.swing, state, feedback)


def moved(swing, pose):
    """Return how far its target is from its nominal place, in the pose's axes [m]."""
    return (swing.target.point - swing.nominal.point) @ heading_matrix(pose.yaw)


@pytest.fixture(params=PLACES, ids=["here", "far away"])
def pose(request):
    return request.param


@pytest.mark.parametrize("foot", FEET)
def test_the_zmp_is_under_the_foot_inwards_of_its_middle(planner, pose, foot):
    step = feet_at(pose)[foot]
    along, across = step.planar.inverse(*planner.zmp(foot, step))
    inwards = (1.0 - GAIT.zmp_lateral) * GAIT.width / 2.0
    assert along == pytest.approx(GAIT.zmp_forward, abs=1e-9)
    assert across == pytest.approx(-sign(foot) * inwards)


def test_a_step_is_a_swing_with_its_moment_and_a_double_support(planner, pose):
    state = walking(pose)
    before, stance = state.feet.values()
    after = state.walk.step("left_foot", stance, GAIT.step_length).footstep
    here = planner.zmp("right_foot", stance)
    swing, double = planner.segments("left_foot", (before, stance, after), here, 0.35)
    assert (swing.duration, double.duration) == (0.35, GAIT.double_support_time)
    np.testing.assert_array_equal(swing.start, here)
    np.testing.assert_array_equal(double.start, here)
    np.testing.assert_allclose(double.end, planner.zmp("left_foot", after))
    # 1 m forwards in 0.35 s: it begins with 3 D/T² backwards of the foot
    turn = heading_matrix(pose.yaw)
    push = -KAPPA * 6.0 * GAIT.cubic_share / 0.35**2 * np.array([1.0, 0.0])
    np.testing.assert_allclose(swing.moment_shift(0.0) @ turn, push, atol=1e-6)


def test_the_preview_goes_step_by_step_to_rest(planner, pose):
    state = walking(pose)
    here = planner.zmp("right_foot", state.feet["right_foot"])
    segments = planner.preview(state, here, 0.35)
    assert len(segments) == 2 * PARAMS.preview
    swings = [segment.duration for segment in segments[::2]]
    assert swings == [0.35] + [GAIT.swing_time] * (PARAMS.preview - 1)
    assert segments[-1].duration == PARAMS.shift_time
    for first, then in pairwise(segments):
        np.testing.assert_allclose(first.end, then.start)


def test_its_steps_are_as_long_as_those_that_are_walked(planner, pose):
    """However far it looks ahead: all of them are full ones."""
    far = StepPlanner(WalkerParams(preview=12), GAIT, KAPPA, PERIOD)
    state = walking(pose)
    here = far.zmp("right_foot", state.feet["right_foot"])
    ends = [s.end for s in far.preview(state, here, GAIT.swing_time)[1:-1:2]]
    along = [pose.inverse(*end)[0] for end in ends]
    np.testing.assert_allclose(np.diff(along), GAIT.step_length, atol=1e-6)


def test_without_a_walk_there_is_nothing_ahead(planner):
    state = replace(walking(PLACES[0]), walk=None)
    assert planner.preview(state, np.zeros(2), 0.4) == ()


def test_a_swing_aims_a_little_under_the_ground_and_lands_on_it(planner):
    first, last = Footstep(0.0, 0.1, 0.0, 0.0), Footstep(1.0, 0.1, 0.2, 0.0)
    swing = planner.swing("left_foot", first, last, 0.4, LEVEL)
    assert swing.target.z == pytest.approx(0.2 - PARAMS.choice.depth)
    assert swing.landing == last
    assert not swing.retimed


@pytest.mark.parametrize("foot", FEET)
@pytest.mark.parametrize("clock", [0.0, 0.1, 0.2, 0.3, 0.34])
def test_without_an_error_the_step_stays_what_it_is(planner, pose, foot, clock):
    state = lifted(planner, pose, foot, clock)
    swing, cost = chosen(planner, state)
    assert (swing.retimed, swing.time, cost) == (False, GAIT.swing_time, 0.0)
    np.testing.assert_allclose(moved(swing, pose), 0.0, atol=1e-9)


def held(planner, state, error, ticks=200):
    """Return the swing after many ticks with one error, the clock standing still."""
    cost = 0.0
    for _ in range(ticks):
        state.swing, cost = chosen(planner, state, error)
    return state.swing, cost


@pytest.mark.parametrize("foot", FEET)
@pytest.mark.parametrize("error", [(0.04, 0.0), (-0.06, 0.0), (0.1, 0.02)])
def test_a_small_error_moves_the_foothold_by_what_will_be_left(
    planner, pose, foot, error
):
    """In the axes of the foot; time and phase stay."""
    state = lifted(planner, pose, foot)
    error = np.array([error[0], sign(foot) * error[1]])
    swing, cost = held(planner, state, error)
    pressure = np.array([GAIT.zmp_forward, sign(foot) * 0.01])
    side = np.where(error > 0.0, 1.0, -1.0)
    shift = REGION.half + side * (REGION.middle - pressure)
    left = np.array([GAIT.swing_time - state.clock])
    expected = foreseen_error(error, np.maximum(shift, 0.0), GAIN, OMEGA, left)[0]
    np.testing.assert_allclose(moved(swing, pose), expected, atol=1e-6)
    assert (swing.retimed, swing.time, cost) == (False, GAIT.swing_time, 0.0)


@pytest.mark.parametrize("foot", FEET)
@pytest.mark.parametrize("error", [(0.3, 0.0), (0.0, 0.12), (-0.3, 0.0)])
def test_a_large_one_gives_the_step_a_time_of_its_own(planner, pose, foot, error):
    state = lifted(planner, pose, foot)
    error = np.array([error[0], sign(foot) * error[1]])
    swing, cost = held(planner, state, error)
    assert swing.retimed
    assert cost > 0.0
    assert swing.time <= GAIT.swing_time + PARAMS.choice.later
    assert swing.time >= max(PARAMS.choice.shortest, state.clock)
    assert moved(swing, pose) @ error > 0.0


def test_once_it_has_a_time_of_its_own_it_keeps_choosing(planner, pose):
    state = lifted(planner, pose)
    state.swing, _ = chosen(planner, state, (0.3, 0.0))
    swing, _ = chosen(planner, state)
    assert swing.retimed


def test_an_error_inwards_beyond_the_bounds_asks_for_another_time(planner, pose):
    """The foothold would be nearer than 13 cm: the gate alone lets it pass."""
    state = lifted(planner, pose)
    swing, _ = chosen(planner, state, (0.0, -0.08))
    assert swing.retimed


@pytest.mark.parametrize("error", [(0.5, 0.0), (0.0, -0.3)])
def test_shortly_before_touchdown_time_stays_and_then_the_place_too(
    planner, pose, error
):
    choice = PARAMS.choice
    late = lifted(planner, pose, clock=GAIT.swing_time - choice.freeze_time + 0.01)
    swing, _ = chosen(planner, late, error)
    assert swing.time == GAIT.swing_time
    assert moved(swing, pose).any()
    last = lifted(planner, pose, clock=GAIT.swing_time - choice.freeze_place + 0.001)
    assert chosen(planner, last, error) == (last.swing, 0.0)


@pytest.mark.parametrize("period", [0.001, 0.002, 0.004])
def test_the_target_goes_where_it_should_be_with_its_time_constant(period):
    """After two time constants 1 − e⁻² of the way is gone, whatever the period."""
    planner = StepPlanner(PARAMS, GAIT, KAPPA, period)
    state, error = lifted(planner, PLACES[0]), (0.06, 0.0)
    ticks = round(2.0 * PARAMS.choice.time_constant / period)
    gone = moved(held(planner, state, error, ticks)[0], PLACES[0])[0]
    whole = moved(held(planner, state, error)[0], PLACES[0])[0]
    assert gone / whole == pytest.approx(1.0 - np.exp(-2.0), abs=0.03)


def test_a_time_constant_under_a_period_goes_there_at_once():
    quick = PARAMS.model_copy(update={"choice": StepChoiceParams(time_constant=0.001)})
    planner = StepPlanner(quick, GAIT, KAPPA, PERIOD)
    state = lifted(planner, PLACES[0])
    once, often = (held(planner, state, (0.06, 0.0), n)[0] for n in (1, 50))
    assert moved(once, PLACES[0]) == pytest.approx(moved(often, PLACES[0]))
