"""How height, ground level, heading and lean follow the feet, at rates of their own."""

import math
from dataclasses import replace

import numpy as np
import pytest

from relaywalk.control.central_motion import CentralMotion, CentralParams
from relaywalk.control.swing import Swing
from relaywalk.control.walk_state import WalkState
from relaywalk.planar_path import PlanarPath, PlanarPose
from relaywalk.planning.footstep import Footstep
from relaywalk.planning.gait import GaitParameters
from relaywalk.planning.path_walk import FootstepParams, PathWalk

GAIT = GaitParameters(step_length=0.5, crouch=0.05)
PARAMS, PERIOD, HEIGHT = CentralParams(), 0.002, 0.8  # [s], [m]
ORIGIN = PlanarPose(0.0, 0.0, 0.0)
UP = np.array([[0.0, 0.0, 1.0], [0.0, 0.0, 1.0]])
LEFT, RIGHT = Footstep(0.0, 0.1, 0.0, 0.0), Footstep(0.0, -0.1, 0.0, 0.0)
WALK = PathWalk(GAIT, FootstepParams(), PlanarPath.straight(ORIGIN, 100.0))


def moving(left=LEFT, right=RIGHT, height=HEIGHT, **changed):
    """Return the state of a body between its feet."""
    feet = {"left_foot": left, "right_foot": right}
    return replace(WalkState(feet, feet, 0.0, height, 0.0), **changed)


def swing(to, start=LEFT):
    """Return a swing of the left foot at lift-off."""
    return Swing.begun("left_foot", start, to, GAIT.swing_time, (0.5, UP))


def advanced(state, time, period=PERIOD, params=PARAMS):
    """Take a state on by some time [s], its swing included; return what was asked."""
    motion = CentralMotion(params, GAIT, HEIGHT, period)
    asked, clock = [], 0.0
    for _ in range(round(time / period)):
        clock += period
        if state.swing is not None:
            state.swing = state.swing.advanced(period, clock)
        motion.advance(state)
        asked.append(motion.reference(state))
    return asked


def assert_rates_are_derivatives(asked):
    """Refuse rates that are not those of what is asked for."""
    heights = np.array([a.com_height + a.level for a in asked])
    climbs = np.array([a.climb for a in asked])
    np.testing.assert_allclose(np.diff(heights) / PERIOD, climbs[1:], atol=1e-9)
    turns = np.diff([a.heading for a in asked]) / PERIOD
    rates = [a.heading_rate for a in asked][1:]
    np.testing.assert_allclose(turns, rates, atol=1e-9)


def test_between_its_feet_nothing_moves():
    (last,) = {*advanced(moving(), 1.0)}
    assert last == (HEIGHT, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)


def test_it_sinks_from_the_standing_height_at_its_rate():
    asked = advanced(moving(height=HEIGHT + GAIT.crouch), 1.0)
    sinking = round(GAIT.crouch / PARAMS.settle / PERIOD)
    assert asked[sinking // 2].climb == pytest.approx(-PARAMS.settle)
    assert asked[sinking + 1].com_height == pytest.approx(HEIGHT)
    assert_rates_are_derivatives(asked)


def test_from_the_height_of_the_gait_it_sinks_faster():
    asked = advanced(moving(left=LEFT._replace(y=1.0)), 0.05)
    assert asked[-1].climb == pytest.approx(-PARAMS.down)


@pytest.mark.parametrize("heading", [0.0, 2.0])
@pytest.mark.parametrize(
    ("along", "across", "wider"),
    [
        (0.5, 0.2, 0.0),
        (0.8, 0.2, 0.3),
        (-0.8, 0.2, 0.3),
        (0.2, 0.6, 0.4),
        (0.8, 0.6, 0.5),
    ],
)
def test_a_stance_wider_than_the_gaits_lowers_the_com(heading, along, across, wider):
    """√((h₀ + crouch)² − (0.6 s)²), s how much wider it is."""
    right = Footstep(1.0, 2.0, 0.0, heading)
    x, y = right.planar.transform(along, across)
    left = Footstep(x, y, 0.0, heading)
    expected = min(HEIGHT, math.sqrt((HEIGHT + GAIT.crouch) ** 2 - (0.6 * wider) ** 2))
    state = moving(left, right, heading=heading)
    assert advanced(state, 1.0)[-1].com_height == pytest.approx(expected)


def test_it_sinks_no_lower_than_allowed_and_rises_at_its_rate():
    state = moving(left=LEFT._replace(y=2.0))
    assert advanced(state, 1.0)[-1].com_height == pytest.approx(HEIGHT - PARAMS.lowest)
    state.feet = {"left_foot": LEFT, "right_foot": RIGHT}
    asked = advanced(state, 0.3)
    assert {round(a.climb, 9) for a in asked} == {PARAMS.up}


def test_the_level_goes_evenly_from_one_double_support_to_the_next():
    """From ground at 0 m up to 0.06 m, the middle by half of it."""
    state = moving(swing=swing(Footstep(0.4, 0.1, 0.06, 0.0)))
    asked = advanced(state, GAIT.swing_time)
    levels = np.array([a.level for a in asked])
    np.testing.assert_allclose(np.diff(levels), np.diff(levels)[0], atol=1e-9)
    assert levels[-1] == pytest.approx(0.03)
    assert asked[10].climb == pytest.approx(0.03 / GAIT.swing_time)
    assert_rates_are_derivatives(asked)


def test_the_level_climbs_no_faster_than_allowed():
    high = Footstep(0.0, 0.1, 1.0, 0.0)
    assert advanced(moving(left=high), 0.1)[-1].climb == pytest.approx(PARAMS.climb)


def test_over_a_swing_the_pelvis_turns_to_the_mean_of_the_feet():
    state = moving(swing=swing(Footstep(0.4, 0.1, 0.0, 0.25)))
    asked = advanced(state, GAIT.swing_time)
    assert asked[-1].heading == pytest.approx(0.125)
    rates = [a.heading_rate for a in asked]
    np.testing.assert_allclose(rates, 0.125 / GAIT.swing_time, rtol=0.01)
    assert_rates_are_derivatives(asked)


def test_on_both_feet_it_turns_at_its_rate_and_stops():
    state = moving(LEFT._replace(yaw=0.25), RIGHT._replace(yaw=0.15))
    asked = advanced(state, 1.0)
    assert asked[10].heading_rate == pytest.approx(PARAMS.turn)
    assert asked[-1].heading == pytest.approx(0.2)
    assert asked[-1].heading_rate == 0.0


def test_it_keeps_up_with_the_sharpest_bend_of_the_gait():
    """The pelvis is at most one step's turn behind, however long the bend."""
    state, yaw = moving(), 0.0
    for step in range(20):
        foot = ("left_foot", "right_foot")[step % 2]
        yaw += GAIT.turn
        landing = state.feet[foot]._replace(yaw=yaw)
        begun = swing(landing, state.feet[foot])
        state.swing = begun._replace(foot=foot)
        advanced(state, GAIT.swing_time)
        state.feet, state.swing = {**state.feet, foot: landing}, None
        advanced(state, GAIT.double_support_time)
    assert yaw - state.heading < GAIT.turn


@pytest.mark.parametrize(
    ("length", "share"), [(0.5, 1.0), (0.25, 0.5), (0.0, 0.0), (-0.1, 0.0)]
)
def test_walking_it_leans_as_its_speed_asks_for(length, share):
    state = moving(walk=WALK, step_length=length)
    asked = advanced(state, 1.0)
    assert asked[-1].lean == pytest.approx(share * GAIT.lean)
    assert (
        np.abs(np.diff([a.lean for a in asked])).max() <= PARAMS.lean * PERIOD + 1e-12
    )


def test_a_hand_is_let_go_while_the_body_catches_itself():
    """At once; and steadied again within 1 / 2 s afterwards."""
    state = moving(walk=WALK, step_length=GAIT.step_length)
    assert advanced(state, 1.0)[-1].pace == pytest.approx(1.0)
    state.catching = True
    assert advanced(state, PERIOD)[-1].pace == 0.0
    state.catching = False
    assert advanced(state, 0.25)[-1].pace == pytest.approx(0.25 * PARAMS.steady)
    assert advanced(state, 0.5)[-1].pace == pytest.approx(1.0)


def test_what_a_hand_follows_gains_speed_evenly():
    """0.5 m a step: from 0 to that, no faster than 1.2 of the gait's acceleration."""
    speed = 0.5 / GAIT.step_time
    asked = advanced(moving(walk=WALK, step_length=0.5), 8.0)
    gained = np.diff([a.advance for a in asked])
    assert asked[-1].advance == pytest.approx(speed)
    assert gained.max() <= PARAMS.hurry * GAIT.acceleration * PERIOD + 1e-12
    assert gained.min() >= 0.0


def test_at_rest_it_comes_upright_again():
    state = moving(walk=WALK, step_length=GAIT.step_length)
    advanced(state, 1.0)
    state.walk = None
    assert advanced(state, 1.0)[-1].lean == pytest.approx(0.0)


def test_half_the_period_moves_as_far():
    whole, half = (
        advanced(
            moving(height=0.85, swing=swing(Footstep(0.4, 0.1, 0.06, 0.25))), 0.2, p
        )
        for p in (PERIOD, PERIOD / 2.0)
    )
    np.testing.assert_allclose(whole[-1], half[-1], atol=2e-3)
