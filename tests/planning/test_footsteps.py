"""A straight walk speeds up, keeps its line, and ends with both feet at its goal."""

import numpy as np

from relaywalk.planning.footsteps import GaitParameters, StraightWalk, other

GAIT = GaitParameters(step_length=0.4)


def walk(goal, line_y=0.0, start_y=0.0):
    rule = StraightWalk(GAIT, line_y, goal)
    half = GAIT.width / 2
    feet = {
        "left_foot": np.array([0.0, start_y + half]),
        "right_foot": np.array([0.0, start_y - half]),
    }
    foot, length, lengths = "left_foot", 0.0, []
    for _ in range(1000):
        if rule.arrived((feet["left_foot"], feet["right_foot"])):
            break
        feet[foot], length = rule.foothold(foot, feet[other(foot)], length)
        lengths.append(length)
        foot = other(foot)
    return feet, np.array(lengths)


def test_both_feet_end_at_the_goal():
    feet, _ = walk(7.3)
    assert all(abs(place[0] - 7.3) < 0.011 for place in feet.values())


def test_steps_grow_by_the_acceleration_and_never_pass_the_full_step():
    _, lengths = walk(20.0)
    growth = GAIT.acceleration * GAIT.step_time**2
    assert lengths.max() <= GAIT.step_length + 1e-9
    assert np.diff(lengths).max() <= growth + 1e-9


def test_feet_come_back_to_the_line():
    feet, _ = walk(20.0, line_y=0.1)
    assert abs(np.mean([place[1] for place in feet.values()]) - 0.1) < 0.011
