"""Feet go back to where they stood, as far as one step goes."""

import math

import pytest

from relaywalk.planar_path import PlanarPose
from relaywalk.planning.footstep import Footstep, other, sign
from relaywalk.planning.gait import GaitParameters
from relaywalk.planning.home_walk import HomeParams, HomeWalk

GAIT, PARAMS = GaitParameters(), HomeParams()
FEET = ("left_foot", "right_foot")


def footing(x, y, yaw, width=GAIT.width):
    """Return both feet about a middle [m], [rad]."""
    middle = PlanarPose(x, y, yaw)
    return {
        foot: Footstep(*middle.transform(0.0, sign(foot) * width / 2.0), 0.0, yaw)
        for foot in FEET
    }


def home_to(feet):
    return HomeWalk(GAIT, PARAMS, feet["left_foot"], feet["right_foot"])


def go(walk, feet, first="left_foot"):
    """Walk until both feet have arrived; return them and how often they stepped."""
    feet, foot = dict(feet), first
    for steps in range(100):
        if walk.arrived(feet["left_foot"], feet["right_foot"]):
            return feet, steps
        feet[foot] = walk.step(foot, feet[other(foot)], 0.0).footstep
        foot = other(foot)
    raise AssertionError("never")


@pytest.mark.parametrize("heading", [0.0, 2.0, -3.0])
@pytest.mark.parametrize(
    ("along", "across", "turn"),
    [
        (0.0, 0.0, 0.0),
        (0.8, 0.0, 0.0),
        (-0.8, 0.0, 0.0),
        (0.0, 0.5, 0.0),
        (0.0, -0.5, 0.0),
        (0.3, 0.3, 0.6),
        (0.1, -0.2, -1.0),
    ],
)
@pytest.mark.parametrize("first", FEET)
def test_both_feet_come_home(heading, along, across, turn, first):
    home = footing(1.0, -2.0, heading)
    x, y = PlanarPose(1.0, -2.0, heading).transform(along, across)
    feet, steps = go(home_to(home), footing(x, y, heading + turn), first)
    for foot in FEET:
        assert math.dist(feet[foot].point, home[foot].point) <= PARAMS.tolerance
    assert steps <= 24


def test_at_home_no_step_is_needed():
    home = footing(0.0, 0.0, 0.0)
    assert go(home_to(home), home)[1] == 0


@pytest.mark.parametrize("recovers", [True, False])
def test_why_it_walks_stays_the_same_from_step_to_step(recovers):
    feet = footing(1.0, 0.0, 0.0)
    walk = HomeWalk(GAIT, PARAMS, *feet.values(), recovers=recovers)
    for _ in range(PARAMS.steps + 1):
        walk = walk.seen(feet["left_foot"], "left_foot")
        assert walk.recovers is recovers


def test_unless_it_is_told_a_push_drove_the_feet_away():
    assert home_to(footing(0.0, 0.0, 0.0)).recovers


@pytest.mark.parametrize("foot", FEET)
@pytest.mark.parametrize("away", [-3.0, 3.0])
def test_a_step_is_no_longer_than_allowed(foot, away):
    walk, stance = home_to(footing(away, 0.0, 0.0)), footing(0.0, 0.0, 0.0)
    place = walk.step(foot, stance[other(foot)], 0.0).footstep
    assert place.x == pytest.approx(math.copysign(PARAMS.along, away))


@pytest.mark.parametrize(
    ("away", "width"),
    [(3.0, GAIT.width + PARAMS.wider), (-3.0, GAIT.width - PARAMS.narrower)],
)
def test_a_step_is_neither_narrower_nor_wider_than_allowed(away, width):
    walk, stance = home_to(footing(0.0, away, 0.0)), footing(0.0, 0.0, 0.0)
    place = walk.step("left_foot", stance["right_foot"], 0.0).footstep
    assert place.y - stance["right_foot"].y == pytest.approx(width)


def test_a_turn_takes_the_short_way_and_is_bounded():
    walk, stance = home_to(footing(0.0, 0.0, -3.0)), footing(0.0, 0.0, 3.0)
    yaw = walk.step("left_foot", stance["right_foot"], 0.0).footstep.yaw
    assert yaw == pytest.approx(3.0 + GAIT.turn)


def test_going_home_the_body_goes_no_way_along_a_path():
    walk, stance = home_to(footing(1.0, 0.0, 0.0)), footing(0.0, 0.0, 0.0)
    assert walk.step("left_foot", stance["right_foot"], 0.3).length == 0.0


def test_a_home_that_is_too_wide_to_step_is_never_reached():
    """Who walks home has to count its steps: 12 cm wider is more than a step is."""
    home = footing(0.0, 0.0, 0.0, GAIT.width + PARAMS.wider + 0.12)
    with pytest.raises(AssertionError, match="never"):
        go(home_to(home), footing(0.0, 0.0, 0.0))


@pytest.mark.parametrize("foot", FEET)
def test_given_up_it_ends_beside_the_foot_that_landed(foot):
    """Not at once, on one foot: the next step brings the other one beside it."""
    there = footing(-3.0, 1.0, 0.4)
    ended = home_to(footing(0.0, 0.0, 0.0))
    for _ in range(PARAMS.steps):
        assert ended.left == footing(0.0, 0.0, 0.0)["left_foot"]
        ended = ended.seen(there[foot], foot)
    for name, home in (("left_foot", ended.left), ("right_foot", ended.right)):
        assert home.point == pytest.approx(there[name].point)
        assert home.yaw == pytest.approx(there[name].yaw)
    step = ended.step(other(foot), there[foot], 0.0).footstep
    assert step.point == pytest.approx(there[other(foot)].point)
