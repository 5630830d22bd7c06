"""The reference of the legs: at rest, between two supports, with a foot in the air."""

from dataclasses import replace

import numpy as np
import pytest

from relaywalk.control.central_motion import CentralMotion
from relaywalk.control.footing import Footing
from relaywalk.control.leg_motion import LegMotion
from relaywalk.control.step_planner import StepPlanner
from relaywalk.control.support import heading_matrix
from relaywalk.control.walk_state import WalkState
from relaywalk.control.walker_params import WalkerParams
from relaywalk.planar_path import PlanarPath, PlanarPose
from relaywalk.planning.dcm import ZmpSegment, initial_dcm
from relaywalk.planning.gait import GaitParameters
from relaywalk.planning.path_walk import FootstepParams, PathWalk

GAIT, PARAMS = GaitParameters(), WalkerParams()
HEIGHT, KAPPA, PERIOD, OMEGA = 0.8, 0.003, 0.002, 3.5  # [m], [s²], [s], [1/s]
ROOT = PlanarPose(3.0, -1.0, 2.0)
AHEAD, LEFT = heading_matrix(ROOT.yaw).T
FEET = ("left_foot", "right_foot")
LEVEL = np.array([[0.0, 0.0, 1.0], [0.0, 0.0, 1.0]])
GAIN = PARAMS.balance.gain


class Body:
    """What leads the legs of a body that stands about a root, and its state at rest."""

    def __init__(self, model):
        self.footing = Footing(PARAMS.balance, model)
        self.planner = StepPlanner(PARAMS, GAIT, KAPPA, PERIOD)
        central = CentralMotion(PARAMS.central, GAIT, HEIGHT, PERIOD)
        rules = (self.footing, central, self.planner)
        self.legs = LegMotion(PARAMS.balance, GAIT, *rules, PERIOD)
        feet = self.footing.feet(ROOT.yaw)
        self.rest = WalkState(feet, feet, ROOT.yaw, HEIGHT, 0.0)
        self.middle = self.planner.middle(feet)

    def shifting(self, share):
        """Return the state a share of the way onto the right foot [-]."""
        walk = PathWalk(GAIT, FootstepParams(), PlanarPath.straight(ROOT, 10.0))
        here = self.planner.zmp("right_foot", self.rest.feet["right_foot"])
        shift = ZmpSegment.linear(self.middle, here, PARAMS.shift_time)
        clock = share * PARAMS.shift_time
        between = self.middle + share * (here - self.middle)
        return replace(
            self.rest, walk=walk, segments=(shift,), clock=clock, dcm_reference=between
        )

    def stepping(self, clock=0.1):
        """Return the state a time [s] after the left foot has left the ground."""
        state, planner = self.shifting(0.0), self.planner
        stance, foot = state.feet["right_foot"], state.feet["left_foot"]
        here = planner.zmp("right_foot", stance)
        state.segments = planner.preview(state, here, GAIT.swing_time)
        start, first = initial_dcm(state.segments, OMEGA), state.segments[0]
        step, _ = state.walk.step("left_foot", stance, 0.0)
        state.swing = planner.swing("left_foot", foot, step, first.duration, LEVEL)
        state.dcm_reference = first.dcm(start, OMEGA, 0.0, clock)
        final = first.dcm(start, OMEGA, 0.0, first.duration)
        state.dcm_offset, state.clock = final - step.point, clock
        return state


@pytest.fixture
def body(kinematic, kuavo):
    return Body(kinematic(kuavo, ROOT))


def test_at_rest_all_is_asked_for_between_the_feet(body):
    dcm = body.middle + 0.01 * AHEAD
    legs = body.legs.at_rest(body.rest, dcm)
    np.testing.assert_array_equal(legs.zmp_in_world, body.middle)
    np.testing.assert_array_equal(legs.dcm_desired_in_world, body.middle)
    np.testing.assert_array_equal(legs.dcm_in_world, dcm)
    assert (set(legs.stance), legs.swing) == ({*FEET}, {})
    assert (legs.heading, legs.com_height) == (ROOT.yaw, HEIGHT)


def test_standing_the_dcm_is_brought_back_and_the_rest_decays(body):
    body.rest.settling = 0.01 * LEFT
    dcm = body.middle + 0.01 * LEFT + 0.005 * AHEAD
    legs = body.legs.advance(body.rest, dcm, OMEGA)
    assert set(legs.stance) == {*FEET}
    left = (1.0 - PERIOD / PARAMS.balance.settling_time) * 0.01 * LEFT
    np.testing.assert_allclose(body.rest.settling, left)
    np.testing.assert_allclose(legs.dcm_desired_in_world, body.middle + left)
    over = (legs.zmp_in_world - body.middle) @ AHEAD
    assert over == pytest.approx((1.0 + GAIN) * 0.005)


@pytest.mark.parametrize("share", [0.25, 0.75])
def test_between_two_supports_the_zmp_goes_from_foot_to_foot(body, share):
    state = body.shifting(share)
    error = 0.002 * AHEAD
    legs = body.legs.advance(state, state.dcm_reference + error, OMEGA)
    expected = state.dcm_reference + (1.0 + GAIN) * error
    np.testing.assert_allclose(legs.zmp_in_world, expected)
    np.testing.assert_array_equal(legs.dcm_desired_in_world, state.dcm_reference)
    assert (set(legs.stance), legs.swing) == ({*FEET}, {})


def test_with_a_foot_in_the_air_the_other_one_bears_and_its_moment_is_counted(body):
    state = body.stepping()
    begun = state.swing
    legs = body.legs.advance(state, state.dcm_reference, OMEGA)
    assert legs.stance == ("right_foot",)
    here = body.planner.zmp("right_foot", state.feet["right_foot"])
    moment = body.planner.moment_shift(state, state.swing)
    np.testing.assert_allclose(legs.zmp_in_world, here + moment)
    assert np.linalg.norm(moment) > 1e-4
    path = begun.reference(state.clock, GAIT, body.footing.toe)
    led = legs.swing["left_foot"].position_in_world
    np.testing.assert_allclose(led, path.position_in_world, atol=1e-6)


def test_a_push_moves_the_step_that_is_on(body):
    state = body.stepping()
    begun = state.swing.target.point
    body.legs.advance(state, state.dcm_reference + 0.1 * AHEAD, OMEGA)
    assert (state.swing.target.point - begun) @ AHEAD > 0.01


def test_the_balance_in_the_air_is_that_of_one_foot(body):
    dcm = body.middle
    feedback = body.legs.feedback(dcm, OMEGA)
    assert (feedback.gain, feedback.omega) == (GAIN, OMEGA)
    assert feedback.dcm is dcm
    assert feedback.region is body.footing.region
