"""The walker steps to a place near by and stands there, pushed meanwhile or not."""

import math

import numpy as np
import pytest
from tests.control.walking_legs import FEET, ORIGIN, PARAMS, Legs

from relaywalk.planar_path import PlanarPath, PlanarPose
from relaywalk.planning.gait import GaitParameters

AWAY = PlanarPose(1000.0, -500.0, 2.5)
NEAR = PARAMS.home.tolerance
PLACES = {
    "ahead": (0.1, 0.0, 0.0),
    "back": (-0.1, 0.0, 0.0),
    "left": (0.0, 0.1, 0.0),
    "right": (0.0, -0.1, 0.0),
    "turned": (0.3, -0.2, 0.5),
}


@pytest.fixture
def make(kinematic, kuavo):
    """Return a function that makes a body that has stood about a root for a while."""

    def made(root=ORIGIN):
        gait = GaitParameters(**kuavo.gait.changes())
        legs = Legs(kinematic(kuavo, root), root, gait=gait)
        legs.rest(1.0)
        return legs

    return made


@pytest.fixture
def legs(make):
    return make()


def ask(legs, along, across, turn=0.0):
    """Ask for a place in the root's axes [m], [rad]."""
    x, y = legs.root.transform(along, across)
    legs.target = PlanarPose(x, y, legs.root.yaw + turn)


def feet(legs):
    """Return where both feet are (2, 2), in the root's axes [m]."""
    return np.array([legs.place(foot) for foot in FEET])


def moved(places, along, across, turn=0.0):
    """Return where feet (2, 2) about the root are once it is at a place [m], [rad]."""
    c, s = math.cos(turn), math.sin(turn)
    return places @ np.array([[c, s], [-s, c]]) + (along, across)


def off(legs, wanted):
    """Return how far the feet are from where they are wanted, at most [m]."""
    return np.linalg.norm(feet(legs) - wanted, axis=1).max()


@pytest.mark.parametrize("root", [ORIGIN, AWAY], ids=["here", "far away"])
@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_it_steps_to_a_place_and_stands_there_as_it_stood(make, root, place):
    legs = make(root)
    wanted = moved(feet(legs), *place)
    assert off(legs, wanted) > NEAR
    ask(legs, *place)
    walk = legs.arrive(longest=12.0)
    assert off(legs, wanted) <= NEAR + 0.005
    assert len(walk.swings) <= 6
    assert legs.walker.counts == (len(walk.swings), 0.0, 0.0)
    there = feet(legs)
    reference = legs.rest(3.0)
    assert {*reference.stance} == {*FEET}
    np.testing.assert_array_equal(feet(legs), there)
    np.testing.assert_allclose(legs.gap(), 0.0, atol=0.01)
    assert reference.heading == pytest.approx(root.yaw + place[2], abs=0.02)


@pytest.mark.parametrize(("across", "foot"), [(0.1, "left_foot"), (-0.1, "right_foot")])
def test_the_foot_on_the_side_of_the_place_steps_first(legs, across, foot):
    """The other one has no room to step to."""
    ask(legs, 0.0, across)
    assert [*legs.until(lambda reference: reference.swing).swing] == [foot]


@pytest.mark.parametrize("place", [(0.02, 0.0), (0.0, -0.02), (0.0, 0.0, 0.1)])
def test_a_place_within_the_tolerance_is_not_stepped_to(legs, place):
    before = feet(legs)
    ask(legs, *place)
    for _ in range(100):
        legs.tick()
        assert not legs.walker.walking
    np.testing.assert_array_equal(feet(legs), before)
    assert legs.walker.counts == (0.0, 0.0, 0.0)


def test_a_place_that_was_reached_is_not_stepped_to_again(legs):
    ask(legs, 0.1, 0.0)
    legs.arrive()
    there = legs.walker.counts
    legs.rest(5.0)
    assert legs.walker.counts == there


def test_on_its_way_to_a_place_it_walks_and_does_not_recover(legs):
    ask(legs, 0.1, 0.0)
    legs.tick()
    while legs.walker.walking:
        assert not legs.walker.recovering
        assert legs.walker.counts[2] == 0.0
        legs.tick()


@pytest.mark.parametrize("wait", [0.1, 0.6, 1.0])
@pytest.mark.parametrize("velocity", [(0.5, 0.0), (-0.4, 0.0), (0.0, 0.5), (0.0, -0.5)])
def test_a_push_on_the_way_brings_it_there_still(legs, wait, velocity):
    wanted = moved(feet(legs), 0.3, 0.0)
    ask(legs, 0.3, 0.0)
    legs.rest(wait)
    assert legs.walker.walking
    legs.push(np.array(velocity))
    legs.arrive()
    assert legs.walker.counts[1] >= 1.0
    assert off(legs, wanted) <= NEAR + 0.005
    legs.rest(3.0)
    np.testing.assert_allclose(legs.gap(), 0.0, atol=0.01)


def test_a_place_asked_for_while_it_walks_home_is_stepped_to_then(legs):
    wanted = moved(feet(legs), 0.2, 0.1)
    legs.push(np.array([0.0, 0.6]))
    legs.until(lambda _: legs.walker.recovering, longest=0.1)
    ask(legs, 0.2, 0.1)
    legs.until(lambda _: not legs.walker.recovering)
    assert legs.walker.walking
    assert off(legs, wanted) > NEAR
    legs.arrive()
    # it walked home first, which may be off by the tolerance
    assert off(legs, wanted) <= 2.0 * NEAR


def test_pushed_at_its_place_it_walks_home_to_that(legs):
    ask(legs, 0.2, 0.0)
    legs.arrive()
    legs.rest(2.0)
    there = feet(legs)
    legs.push(np.array([0.7, 0.0]))
    legs.until(lambda _: legs.walker.recovering, longest=0.1)
    legs.arrive()
    assert off(legs, there) <= 2.0 * NEAR


def test_a_path_takes_it_away_from_its_place(legs):
    ask(legs, 0.1, 0.0)
    legs.arrive()
    legs.path = PlanarPath.straight(legs.root, 1.0)
    legs.arrive()
    np.testing.assert_allclose(feet(legs)[:, 0], 1.0, atol=0.02)


def test_half_way_it_goes_on_bit_for_bit_from_its_state(make):
    legs, other = make(), make()
    ask(legs, 0.2, 0.1, 0.3)
    legs.rest(1.2)
    assert legs.walker.walking
    other.target = legs.target
    legs.copy_to(other)
    for one in (legs, other):
        one.arrive()
    np.testing.assert_array_equal(feet(other), feet(legs))
