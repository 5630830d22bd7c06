"""A walk speeds up, keeps its path, and ends with both feet at its end."""

import math
from typing import NamedTuple

import numpy as np
import pytest

from relaywalk.control.step_choice import StepChoiceParams
from relaywalk.planar_path import PlanarPath, PlanarPose
from relaywalk.planning.footstep import Footstep, other, sign
from relaywalk.planning.gait import GaitParameters
from relaywalk.planning.path_walk import FootstepParams, PathWalk

GAIT = GaitParameters(step_length=0.4)
PARAMS = FootstepParams()
TOLERANCE = PARAMS.arrival_tolerance + 0.001  # [m]
ORIGIN = PlanarPose(0.0, 0.0, 0.0)
FEET = ("left_foot", "right_foot")
HEADINGS = (0.0, 1.0, math.pi / 2, -3.0)
SQUARE = [(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0), (0.0, 0.0), (4.0, 0.0)]


class Walked(NamedTuple):
    """What a walk came to.

    Attributes:
        feet: Foot → where it stands in the end.
        middles: Between each foot that landed and the one that stood.
        lengths: Of its steps (k,) [m].
        places: (k, 2) of each foothold, along and outwards from the stance foot [m].
        turns: (k,) of each foothold over the stance foot [rad].
    """

    feet: dict[str, Footstep]
    middles: np.ndarray
    lengths: np.ndarray
    places: np.ndarray
    turns: np.ndarray


def footing(pose):
    """Return both feet, standing about a pose."""
    half = GAIT.width / 2.0
    return {
        f: Footstep(*pose.transform(0.0, sign(f) * half), 0.0, pose.yaw) for f in FEET
    }


def ahead(length, pose=ORIGIN, **options):
    """Return the walk straight ahead from a pose."""
    options = {"gait": GAIT, "params": PARAMS, **options}
    return PathWalk(path=PlanarPath.straight(pose, length), **options)


def walked(walk, start=ORIGIN, steps=1000):
    """Return what a walk comes to from both feet about a pose."""
    feet, foot, length, found = footing(start), "left_foot", 0.0, []
    for _ in range(steps):
        if walk.arrived(feet["left_foot"], feet["right_foot"]):
            break
        stance = feet[other(foot)]
        feet[foot], length = walk.step(foot, stance, length)
        along, across = stance.planar.inverse(feet[foot].x, feet[foot].y)
        middle = 0.5 * (feet[foot].point + stance.point)
        turn = feet[foot].yaw - stance.yaw
        found.append((*middle, length, along, sign(foot) * across, turn))
        walk, foot = walk.seen(feet[foot], foot), other(foot)
    else:
        raise AssertionError("it never arrives")
    rows = np.array(found).reshape(-1, 6)
    return Walked(feet, rows[:, :2], rows[:, 2], rows[:, 3:5], rows[:, 5])


def assert_at(feet, pose):
    """Refuse feet that do not stand about a pose and look along it."""
    for foot, step in feet.items():
        along, across = pose.inverse(step.x, step.y)
        assert along == pytest.approx(0.0, abs=TOLERANCE)
        assert across == pytest.approx(sign(foot) * GAIT.width / 2.0, abs=0.01)
        assert step.yaw == pytest.approx(pose.yaw)


@pytest.mark.parametrize("yaw", HEADINGS)
@pytest.mark.parametrize("place", [(0.0, 0.0), (-3.0, 2.0), (1000.0, -500.0)])
def test_both_feet_end_where_the_path_ends(place, yaw):
    start = PlanarPose(*place, yaw)
    walk = ahead(7.3, start)
    assert_at(walked(walk, start).feet, walk.path.at(7.3))


def test_steps_grow_by_the_acceleration_and_never_pass_the_full_step():
    lengths = walked(ahead(20.0)).lengths
    growth = GAIT.acceleration * GAIT.step_time**2
    assert lengths.max() == pytest.approx(GAIT.step_length)
    assert np.diff(lengths).max() <= growth + 1e-9


def test_steps_shrink_no_further_than_the_shortest_before_the_last():
    walk = ahead(20.0, params=FootstepParams(shortest=0.15))
    lengths = walked(walk).lengths
    assert lengths[5:-2].min() >= 0.15 - 1e-9


@pytest.mark.parametrize("yaw", HEADINGS)
@pytest.mark.parametrize("beside", [0.1, -0.1])
def test_feet_come_back_to_the_line(yaw, beside):
    line = PlanarPose(1.0, 2.0, yaw)
    start = PlanarPose(*line.transform(0.0, beside), yaw)
    walk = ahead(20.0, line)
    found = walked(walk, start)
    assert_at(found.feet, walk.path.at(20.0))
    change = np.diff([line.inverse(*middle)[1] for middle in found.middles])
    assert np.abs(change).max() <= PARAMS.line_correction + 1e-9


def test_a_step_towards_the_line_is_corrected_by_no_more_than_allowed():
    """The other foot is 0.5 m off the line: 15 mm of it a step."""
    stance = Footstep(0.0, 0.5, 0.0, 0.0)
    place = ahead(20.0).step("left_foot", stance, 0.0).footstep
    assert place.y == pytest.approx(0.5 + GAIT.width - PARAMS.line_correction)


def test_the_first_step_is_as_long_as_the_acceleration_gives():
    """a T² = 0.3 · 0.44² m."""
    step = ahead(20.0).step("left_foot", footing(ORIGIN)["right_foot"], 0.0)
    assert step.length == pytest.approx(0.3 * 0.44**2)


def test_no_step_is_faster_than_the_speed():
    """0.5 m/s · 0.44 s."""
    assert walked(ahead(20.0, speed=0.5)).lengths.max() == pytest.approx(0.22)


def test_one_foot_at_the_end_has_not_arrived():
    walk, near = ahead(1.0), 1.0 - 0.5 * PARAMS.arrival_tolerance
    left, right = footing(PlanarPose(near, 0.0, 0.0)).values()
    assert not walk.arrived(left, right._replace(x=0.9))
    assert walk.arrived(left, right)


BENDS = [(r, side) for r in (0.3, 0.5, 1.0, 2.0, 3.0) for side in (1.0, -1.0)]


@pytest.fixture(params=BENDS, ids=str)
def bent(request):
    """Return a path with two bends of a radius, and what walking it came to."""
    radius, side = request.param
    gait = GaitParameters(step_length=0.66)
    points = [(0.0, 0.0), (6.0, 0.0), (6.0, side * 6.0), (10.0, side * 6.0)]
    path = PlanarPath.through(points, radius)
    return path, walked(PathWalk(gait, PARAMS, path))


def test_it_arrives_behind_bends(bent):
    path, found = bent
    assert_at(found.feet, path.at(path.length))


def test_in_bends_the_feet_straddle_the_path(bent):
    """Their middle cuts the corner by no more than an arc rises over a step."""
    path, found = bent
    for middle in found.middles:
        pose = path.at(path.nearest(*middle))
        assert math.dist(middle, pose[:2]) < 0.03


def test_in_bends_a_foot_lands_on_its_side_and_within_what_a_step_may_be(bent):
    _, found = bent
    choice = StepChoiceParams()
    least = max(GAIT.width - PARAMS.narrower, choice.inner)
    along, outwards = found.places.T
    assert outwards.min() >= least - 0.003
    assert outwards.max() <= GAIT.width + 0.06
    assert along.max() <= 0.66 + choice.reach_margin
    assert np.abs(found.turns).max() <= GAIT.turn + 1e-9


def test_it_is_slower_before_a_bend(bent):
    """The step shrinks as the acceleration says, by about a T² = 0.058 m each."""
    _, found = bent
    assert np.diff(found.lengths[:-4]).min() > -0.08


def test_a_path_that_crosses_itself_is_followed():
    path = PlanarPath.through([*SQUARE, *SQUARE[2:]], 1.0)
    found = walked(PathWalk(GAIT, PARAMS, path))
    assert len(found.lengths) > 2 * 16.0 / GAIT.step_length
    end = path.at(path.length)
    assert end.yaw == pytest.approx(4.0 * math.pi)
    assert_at(found.feet, end)


@pytest.mark.parametrize("yaw", [math.pi, 2.0, -2.0, 1.0])
def test_who_looks_elsewhere_turns_on_the_spot_and_goes_then(yaw):
    walk, start = ahead(3.0), PlanarPose(0.0, 0.0, yaw)
    found = walked(walk, start)
    for foot, step in found.feet.items():
        assert step.x == pytest.approx(3.0, abs=TOLERANCE)
        assert step.y == pytest.approx(sign(foot) * GAIT.width / 2.0, abs=0.01)
        assert math.cos(step.yaw) == pytest.approx(1.0)
    turning = math.ceil((abs(yaw) - 2.0 * GAIT.turn) / GAIT.turn)
    np.testing.assert_allclose(found.middles[:turning], 0.0, atol=0.05)
    assert np.abs(found.turns).max() <= GAIT.turn + 1e-9
    assert found.places[:, 1].min() > GAIT.width - PARAMS.narrower


def test_backwards_it_looks_where_it_came_from():
    walk, start = ahead(3.0, facing=math.pi), PlanarPose(0.0, 0.0, math.pi)
    found = walked(walk, start)
    assert_at(found.feet, PlanarPose(3.0, 0.0, math.pi))
    assert found.places[:, 0].min() == pytest.approx(-GAIT.back_length)
    np.testing.assert_allclose(found.turns, 0.0, atol=1e-9)


@pytest.mark.parametrize("facing", [math.pi / 2, -math.pi / 2])
def test_sideways_one_foot_follows_the_other(facing):
    walk, start = ahead(1.0, facing=facing), PlanarPose(0.0, 0.0, facing)
    found = walked(walk, start)
    assert abs(found.feet["left_foot"].x - found.feet["right_foot"].x) == pytest.approx(
        GAIT.width, abs=0.02
    )
    assert found.middles[-1] == pytest.approx([1.0, 0.0], abs=0.02)
    along, outwards = found.places.T
    np.testing.assert_allclose(along, 0.0, atol=1e-9)
    assert outwards.min() == pytest.approx(GAIT.width - GAIT.side_length)
    assert outwards.min() >= StepChoiceParams().inner
    assert outwards.max() == pytest.approx(GAIT.width + GAIT.side_length)


def test_shortened_it_stops_as_soon_as_the_gait_can():
    """v = 0.4 m / 0.44 s; v² / 2a = 1.377 m."""
    walk, feet = ahead(20.0, near=5.0), footing(PlanarPose(5.0, 0.0, 0.0))
    both = (feet["left_foot"]._replace(x=5.2), feet["right_foot"])
    short = walk.shortened(both, 0.4)
    assert short.path.length == pytest.approx(5.2 + (0.4 / 0.44) ** 2 / 0.6)
    assert walk.shortened(both, 0.0).path.length == pytest.approx(5.2)
    assert walk.shortened(both, -0.1).path.length == pytest.approx(5.2)


def test_each_landing_moves_on_where_it_looks():
    walk, pose = ahead(20.0), PlanarPose(1.2, 0.0, 0.0)
    for foot, step in footing(pose).items():
        assert walk.seen(step, foot).near == pytest.approx(1.2)


def test_near_its_end_a_walk_is_not_made_longer():
    walk, feet = ahead(5.1, near=5.0), footing(PlanarPose(5.0, 0.0, 0.0))
    assert walk.shortened((*feet.values(),), 0.4).path == walk.path
