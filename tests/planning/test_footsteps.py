"""A straight walk speeds up, keeps its line, and ends with both feet at its end."""

import numpy as np
import pytest

from relaywalk.planning.footsteps import (
    FootstepParams,
    GaitParameters,
    StraightWalk,
    other,
    sign,
)
from relaywalk.types import Path

GAIT = GaitParameters(step_length=0.4)
PARAMS = FootstepParams()
TOLERANCE = PARAMS.arrival_tolerance + 0.001  # [m]


def rule_of(length, begin=0.0, line_y=0.0, params=PARAMS):
    return StraightWalk(GAIT, params, Path(begin, line_y, 0.0, length))


def walk(length, begin=0.0, line_y=0.0, params=PARAMS):
    rule = rule_of(length, begin, line_y, params)
    half = GAIT.width / 2
    feet = {
        "left_foot": np.array([begin, half]),
        "right_foot": np.array([begin, -half]),
    }
    foot, step, steps = "left_foot", 0.0, []
    for _ in range(1000):
        if rule.arrived((feet["left_foot"], feet["right_foot"])):
            break
        feet[foot], step = rule.foothold(foot, feet[other(foot)], step)
        steps.append(step)
        foot = other(foot)
    return feet, np.array(steps)


def test_the_left_foot_is_on_the_left():
    assert (sign("left_foot"), sign("right_foot")) == (1.0, -1.0)
    assert (other("left_foot"), other("right_foot")) == ("right_foot", "left_foot")


@pytest.mark.parametrize("begin", [0.0, -3.0, 12.5])
def test_both_feet_end_where_the_path_ends(begin):
    feet, _ = walk(7.3, begin)
    for place in feet.values():
        assert abs(place[0] - (begin + 7.3)) < TOLERANCE


def test_steps_grow_by_the_acceleration_and_never_pass_the_full_step():
    _, lengths = walk(20.0)
    growth = GAIT.acceleration * GAIT.step_time**2
    assert lengths.max() <= GAIT.step_length + 1e-9
    assert np.diff(lengths).max() <= growth + 1e-9


def test_steps_shrink_no_further_than_the_shortest_before_the_last():
    _, lengths = walk(20.0, params=FootstepParams(shortest=0.15))
    assert lengths[5:-2].min() >= 0.15 - 1e-9


def test_feet_come_back_to_the_line():
    feet, _ = walk(20.0, line_y=0.1)
    assert abs(np.mean([place[1] for place in feet.values()]) - 0.1) < 0.011


def test_a_step_towards_the_line_is_corrected_by_no_more_than_allowed():
    """The other foot is 0.5 m off the line: 15 mm of it a step."""
    rule = rule_of(20.0)
    place, _ = rule.foothold("left_foot", np.array([0.0, 0.5]), 0.0)
    assert place[1] == pytest.approx(0.5 + GAIT.width - PARAMS.line_correction)


def test_the_first_step_is_as_long_as_the_acceleration_gives():
    """a T² = 0.2 · 0.49² m."""
    _, step = rule_of(20.0).foothold("left_foot", np.array([0.0, -0.1]), 0.0)
    assert step == pytest.approx(0.2 * 0.49**2)


def test_the_braking_distance_is_that_of_uniform_deceleration():
    """v = 0.392 m / 0.49 s = 0.8 m/s; v² / 2a = 0.64 / 0.4 m."""
    assert rule_of(20.0).braking_distance(0.392) == pytest.approx(1.6)
    assert rule_of(20.0).braking_distance(0.0) == 0.0


def test_one_foot_at_the_end_has_not_arrived():
    rule, near = rule_of(1.0), 1.0 - 0.5 * PARAMS.arrival_tolerance
    at_end, behind = np.array([near, 0.1]), np.array([0.9, -0.1])
    assert not rule.arrived((at_end, behind))
    assert rule.arrived((at_end, np.array([near, -0.1])))
