"""The walker: it plans, steps, arrives and answers to errors; there is no physics."""

from typing import NamedTuple

import numpy as np
import pytest

from relaywalk.control.walker import REACH, Walker, reachable_sole
from relaywalk.planning.footsteps import AT_GOAL, GaitParameters

PERIOD = 0.005  # [s]
GAIT = GaitParameters(step_length=0.2)
FEET = ("left_foot", "right_foot")


class Walk(NamedTuple):
    """What a walk came to.

    Attributes:
        swings: Feet that stepped, one after the other.
        landings: Where each one landed (3,) [m].
        zmp: (rows, 2) asked for [m].
        time: That it took [s].
    """

    swings: list[str]
    landings: list[np.ndarray]
    zmp: np.ndarray
    time: float


class Legs:
    """A walker whose body does exactly as it is told."""

    def __init__(self, body):
        self.body, self.time = body, 0.0
        self.walker = Walker(body, GAIT, PERIOD)

    def tick(self):
        """Go on by one period and return the footing."""
        footing = self.walker.update(self.body.loads)
        self.body.follow(footing, PERIOD)
        self.time += PERIOD
        return footing

    def until(self, over):
        """Go on until a footing is as asked for, and return it."""
        while not over(footing := self.tick()):
            assert self.time < 20.0
        return footing

    def arrive(self):
        """Go on until the walk is over."""
        swings, landings, zmp, before = [], [], [], ()
        while self.walker.walking:
            footing = self.until(lambda _: True)
            zmp.append(footing.zmp_in_world)
            now = tuple(footing.swing)
            if before and now != before:
                landings.append(self.place(before[0]))
            if now and now != before:
                swings.append(now[0])
            before = now
        return Walk(swings, landings, np.array(zmp), self.time)

    def place(self, foot):
        """Return where a sole is (3,) [m]."""
        return self.body.placement(self.body.card.feet[foot].frame)[0]

    def push(self, velocity):
        """Change the CoM's velocity (2,) [m/s]."""
        self.body.com_velocity[:2] += velocity


@pytest.fixture
def legs(kinematic, kuavo):
    return Legs(kinematic(kuavo))


def test_standing_it_keeps_both_feet_and_brings_the_com_between_them(legs):
    for _ in range(1000):
        footing = legs.tick()
    assert set(footing.stance) == {*FEET}
    assert not footing.swing
    gap = legs.body.com_in_world[:2] - legs.walker.middle()
    np.testing.assert_allclose(gap, 0.0, atol=2e-3)


@pytest.mark.parametrize("velocity", [(0.05, 0.0), (-0.05, 0.0), (0.0, 0.05)])
def test_feedback_puts_the_zmp_where_the_body_falls_to(legs, velocity):
    for _ in range(1000):
        before = legs.tick().zmp_in_world
    legs.push(velocity)
    moved = legs.tick().zmp_in_world - before
    assert moved @ velocity > 0.0
    assert np.linalg.norm(moved) > np.linalg.norm(velocity) / legs.walker.omega


def test_it_walks_to_its_goal_and_rests(legs):
    legs.walker.start(0.0, 0.5)
    walk = legs.arrive()
    for foot in FEET:
        assert legs.place(foot)[0] == pytest.approx(0.5, abs=AT_GOAL)
    assert set(legs.tick().stance) == {*FEET}
    assert walk.swings[0] == "left_foot"
    assert all(a != b for a, b in zip(walk.swings, walk.swings[1:], strict=False))
    assert len(walk.landings) == len(walk.swings)


def test_steps_take_their_time_and_are_as_long_as_the_gait_says(legs):
    legs.walker.start(0.0, 2.0)
    walk = legs.arrive()
    ahead = np.diff([place[0] for place in walk.landings])
    assert ahead.max() == pytest.approx(GAIT.step_length, abs=0.01)
    across = [
        abs(a[1] - b[1]) for a, b in zip(walk.landings, walk.landings[1:], strict=False)
    ]
    np.testing.assert_allclose(across, GAIT.width, atol=0.03)
    least = len(walk.swings) * GAIT.step_time
    assert least < walk.time < least + 2.0


def test_in_single_support_the_zmp_stays_where_the_ankle_can_bring_it(legs):
    legs.walker.start(0.0, 0.5)
    sole = reachable_sole(legs.body, 1)
    singles = 0
    while legs.walker.walking:
        footing = legs.tick()
        if len(footing.stance) == 1:
            singles += 1
            x, y = footing.zmp_in_world - legs.place(footing.stance[0])[:2]
            assert sole.x_min <= x <= sole.x_max
            assert sole.y_min <= y <= sole.y_max
    assert singles > 100


def test_the_foot_lifts_off_where_it_stands_rises_and_comes_down(legs):
    legs.walker.start(0.0, 0.5)
    stood = legs.place("left_foot")
    path = legs.until(lambda footing: footing.swing).swing["left_foot"]
    np.testing.assert_allclose(path.position_in_world, stood, atol=2e-3)
    heights = []
    while footing := legs.tick():
        if "left_foot" not in footing.swing:
            break
        heights.append(footing.swing["left_foot"].position_in_world[2])
    assert max(heights) == pytest.approx(GAIT.swing_height, abs=0.005)
    assert heights[-1] <= 0.0
    assert len(heights) * PERIOD == pytest.approx(GAIT.swing_time, abs=4 * PERIOD)


@pytest.fixture
def moved_by(kinematic, kuavo):
    """Return a function: push in the first swing → how landing and DCM then differ."""

    def landed(velocity):
        legs = Legs(kinematic(kuavo))
        legs.walker.start(0.0, 1.0)
        legs.until(lambda footing: "left_foot" in footing.swing)
        legs.push(velocity)
        legs.until(lambda footing: "left_foot" not in footing.swing)
        return legs.place("left_foot")[:2], legs.walker.dcm

    def moved(velocity):
        pairs = zip(landed(np.array(velocity)), landed(np.zeros(2)), strict=True)
        return [pushed - alone for pushed, alone in pairs]

    return moved


@pytest.mark.parametrize("velocity", [(0.1, 0.0), (-0.1, 0.0)])
def test_a_push_that_the_zmp_takes_leaves_the_foothold(moved_by, velocity):
    place, dcm = moved_by(velocity)
    assert np.linalg.norm(dcm) < 0.005
    assert np.linalg.norm(place) < 0.005


@pytest.mark.parametrize("velocity", [(0.4, 0.0), (-0.4, 0.0), (0.0, 0.1)])
def test_a_stronger_one_moves_it_as_far_as_the_dcm_is_off(moved_by, velocity):
    place, dcm = moved_by(velocity)
    assert np.linalg.norm(place) > 0.02
    np.testing.assert_allclose(place, dcm, atol=0.2 * np.linalg.norm(dcm))


def test_a_strong_push_moves_it_no_further_than_the_leg_reaches(legs):
    legs.walker.start(0.0, 1.0)
    legs.until(lambda footing: "left_foot" in footing.swing)
    start = legs.place("left_foot")
    legs.push((3.0, 0.0))
    legs.until(lambda footing: "left_foot" not in footing.swing)
    assert legs.place("left_foot")[0] - start[0] <= REACH[0] + GAIT.step_length


def test_a_late_ground_is_stood_on_where_it_was_met(legs):
    """The next step is planned from where the foot is, not from where it should be."""
    legs.walker.start(0.0, 0.5)
    legs.until(lambda footing: "left_foot" in footing.swing)
    legs.until(lambda footing: "left_foot" not in footing.swing)
    frame = legs.body.card.feet["left_foot"].frame
    met = legs.place("left_foot")
    path = legs.until(lambda footing: "right_foot" in footing.swing)
    assert path.stance == ("left_foot",)
    np.testing.assert_allclose(legs.body.places[frame][0], met)
