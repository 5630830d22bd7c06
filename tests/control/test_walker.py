"""The walker: it plans, steps, arrives and answers to errors; there is no physics."""

from dataclasses import replace
from typing import NamedTuple

import numpy as np
import pytest

from relaywalk.control.support import reachable_sole
from relaywalk.control.walker import Walker, WalkerParams
from relaywalk.errors import CardError
from relaywalk.planning.footsteps import GaitParameters
from relaywalk.types import Path

PERIOD = 0.005  # [s]
PARAMS = WalkerParams()
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


def ahead(length):
    """Return the path straight ahead from the origin [m]."""
    return Path(0.0, 0.0, 0.0, length)


class Legs:
    """A walker whose body does exactly as it is told."""

    def __init__(self, body, period=PERIOD, params=PARAMS):
        self.body, self.time, self.period = body, 0.0, period
        self.walker = Walker(params, body, GAIT, period)
        self.path = None

    @property
    def walking(self):
        return self.walker.state.walking

    def start(self, length):
        """Walk along a path of a length [m] from the next tick on."""
        self.path = ahead(length)

    def tick(self):
        """Go on by one period and return the reference of the legs."""
        legs = self.walker.update(self.path)
        self.body.follow(legs, self.period)
        self.time += self.period
        return legs

    def until(self, over):
        """Go on until a reference is as asked for, and return it."""
        while not over(legs := self.tick()):
            assert self.time < 20.0
        return legs

    def arrive(self):
        """Go on until the walk is over."""
        swings, landings, zmp, before = [], [], [], ()
        while not zmp or self.walking:
            legs = self.until(lambda _: True)
            zmp.append(legs.zmp_in_world)
            now = tuple(legs.swing)
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
        reference = legs.tick()
    assert set(reference.stance) == {*FEET}
    assert not reference.swing
    gap = legs.body.com_in_world[:2] - legs.walker.standing().dcm_desired_in_world
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
    legs.start(0.5)
    walk = legs.arrive()
    for foot in FEET:
        assert legs.place(foot)[0] == pytest.approx(
            0.5, abs=PARAMS.footsteps.arrival_tolerance
        )
    assert set(legs.tick().stance) == {*FEET}
    assert walk.swings[0] == "left_foot"
    assert all(a != b for a, b in zip(walk.swings, walk.swings[1:], strict=False))
    assert len(walk.landings) == len(walk.swings)


def test_steps_take_their_time_and_are_as_long_as_the_gait_says(legs):
    legs.start(2.0)
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
    legs.start(0.5)
    card, balance = legs.body.card, PARAMS.balance
    load = legs.body.mass * 9.81
    margin = balance.zmp_margin
    sole = reachable_sole(card, card.sole, load, balance.ankle_fraction, margin)
    singles = 0
    legs.tick()
    while legs.walking:
        reference = legs.tick()
        if len(reference.stance) == 1:
            singles += 1
            x, y = reference.zmp_in_world - legs.place(reference.stance[0])[:2]
            assert sole.x_min <= x <= sole.x_max
            assert sole.y_min <= y <= sole.y_max
    assert singles > 100


def test_the_foot_lifts_off_where_it_stands_rises_and_comes_down(legs):
    legs.start(0.5)
    stood = legs.place("left_foot")
    path = legs.until(lambda reference: reference.swing).swing["left_foot"]
    np.testing.assert_allclose(path.position_in_world, stood, atol=2e-3)
    heights = []
    while reference := legs.tick():
        if "left_foot" not in reference.swing:
            break
        heights.append(reference.swing["left_foot"].position_in_world[2])
    assert max(heights) == pytest.approx(GAIT.swing_height, abs=0.005)
    assert heights[-1] <= 0.0
    assert len(heights) * PERIOD == pytest.approx(GAIT.swing_time, abs=4 * PERIOD)


@pytest.fixture
def moved_by(kinematic, kuavo):
    """Return a function: push in the first swing → how landing and DCM then differ."""

    def landed(velocity):
        legs = Legs(kinematic(kuavo))
        legs.start(1.0)
        legs.until(lambda reference: "left_foot" in reference.swing)
        legs.push(velocity)
        legs.until(lambda reference: "left_foot" not in reference.swing)
        return legs.place("left_foot")[:2], legs.walker.standing().dcm_in_world

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
    legs.start(1.0)
    legs.until(lambda reference: "left_foot" in reference.swing)
    start = legs.place("left_foot")
    legs.push((3.0, 0.0))
    legs.until(lambda reference: "left_foot" not in reference.swing)
    reach = PARAMS.foothold.reach_along + GAIT.step_length
    assert legs.place("left_foot")[0] - start[0] <= reach


def test_a_late_ground_is_stood_on_where_it_was_met(legs):
    """The next step is planned from where the foot is, not from where it should be."""
    legs.start(0.5)
    legs.until(lambda reference: "left_foot" in reference.swing)
    legs.until(lambda reference: "left_foot" not in reference.swing)
    frame = legs.body.card.feet["left_foot"].frame
    met = legs.place("left_foot")
    path = legs.until(lambda reference: "right_foot" in reference.swing)
    assert path.stance == ("left_foot",)
    np.testing.assert_allclose(legs.body.places[frame][0], met)


@pytest.mark.parametrize("time", [0.0, 0.4, 0.81, 1.0, 1.3, 2.0, 2.6, 3.0])
def test_without_a_path_any_more_it_stops_early_and_stands(legs, time):
    """Shifting onto the first foot, in a swing, between steps, at full speed."""
    legs.start(5.0)
    legs.tick()
    while legs.time < time:
        legs.tick()
    front = max(place[0] for place in legs.walker.state.feet.values())
    legs.path = None
    legs.arrive()
    reached = [legs.place(foot)[0] for foot in FEET]
    speed = GAIT.step_length / GAIT.step_time
    braking = speed**2 / (2.0 * GAIT.acceleration)
    assert max(reached) <= front + GAIT.step_length + braking + 0.01
    assert np.ptp(reached) < 0.02
    for _ in range(round(2.0 / PERIOD)):
        reference = legs.tick()
    assert not legs.walking
    assert {*reference.stance} == {*FEET}
    gap = legs.body.com_in_world[:2] - legs.walker.standing().dcm_desired_in_world
    np.testing.assert_allclose(gap, 0.0, atol=0.01)


def test_after_stopping_early_it_walks_on(legs):
    legs.start(2.0)
    legs.until(lambda reference: "left_foot" in reference.swing)
    legs.path = None
    legs.arrive()
    stopped = max(legs.place(foot)[0] for foot in FEET)
    legs.start(stopped + 0.4)
    legs.arrive()
    for foot in FEET:
        assert legs.place(foot)[0] == pytest.approx(stopped + 0.4, abs=0.011)


def test_who_is_told_to_stop_near_the_end_stops_at_the_end(legs):
    legs.start(0.5)
    legs.until(lambda _: legs.place("left_foot")[0] > 0.4)
    legs.path = None
    legs.arrive()
    assert max(legs.place(foot)[0] for foot in FEET) < 0.5 + 0.011


def test_once_it_has_arrived_the_same_path_is_done(legs):
    legs.start(0.3)
    legs.arrive()
    before = [legs.place(foot) for foot in FEET]
    for _ in range(400):
        assert not legs.tick().swing
    np.testing.assert_array_equal([legs.place(foot) for foot in FEET], before)


def test_it_begins_with_the_foot_it_is_told_to(kinematic, kuavo):
    legs = Legs(kinematic(kuavo), params=WalkerParams(first_step="right_foot"))
    legs.start(0.5)
    assert legs.arrive().swings[0] == "right_foot"


def test_half_the_period_walks_as_long_and_as_far(kinematic, kuavo):
    whole, half = (Legs(kinematic(kuavo), p) for p in (PERIOD, PERIOD / 2.0))
    walks = []
    for legs in (whole, half):
        legs.start(1.0)
        walks.append(legs.arrive())
    assert walks[0].swings == walks[1].swings
    assert walks[1].time == pytest.approx(walks[0].time, abs=2.0 * PERIOD)
    for foot in FEET:
        np.testing.assert_allclose(half.place(foot), whole.place(foot), atol=0.01)


@pytest.mark.parametrize("time", [0.3, 1.0, 1.5])
def test_a_walker_that_is_given_a_state_goes_on_bit_for_bit(kinematic, kuavo, time):
    """Shifting, with a foot in the air, and later; the states are left alone."""
    legs, other = Legs(kinematic(kuavo)), Legs(kinematic(kuavo))
    legs.start(1.0)
    while legs.time < time:
        legs.tick()
    other.path = legs.path
    other.body.places = {**legs.body.places}
    other.body.com_in_world = legs.body.com_in_world.copy()
    other.body.com_velocity = legs.body.com_velocity.copy()
    state = legs.walker.state
    kept = replace(state)
    other.walker.state = state
    for _ in range(200):
        ours, theirs = legs.tick(), other.tick()
        np.testing.assert_array_equal(ours.zmp_in_world, theirs.zmp_in_world)
        assert ours.stance == theirs.stance
        for foot, path in ours.swing.items():
            there = theirs.swing[foot].position_in_world
            np.testing.assert_array_equal(path.position_in_world, there)
    assert state == kept


def test_relocated_it_stands_where_the_feet_are_measured_now(legs):
    for _ in range(10):
        legs.tick()
    frames = [foot.frame for foot in legs.body.card.feet.values()]
    for frame in frames:
        position, rotation = legs.body.placement(frame)
        moved = position + np.array([0.02, 0.01, 0.0])
        legs.body.places[frame] = type(legs.body.placement(frame))(moved, rotation)
    before = legs.walker.standing().dcm_desired_in_world
    legs.walker.relocate()
    moved = legs.walker.standing().dcm_desired_in_world - before
    np.testing.assert_allclose(moved, [0.02, 0.01], atol=1e-12)


@pytest.mark.parametrize("period", [0.002, 0.003, 0.007])
def test_no_period_lengthens_the_supports(kinematic, kuavo, period):
    """Touchdowns stay within a tick of the plan, however many there were."""
    legs = Legs(kinematic(kuavo), period)
    legs.start(3.0)
    for step in range(1, 9):
        legs.until(lambda reference: reference.swing)
        legs.until(lambda reference: not reference.swing)
        planned = PARAMS.shift_time + step * GAIT.step_time - GAIT.double_support_time
        assert legs.time == pytest.approx(planned, abs=1.01 * period)


def test_another_path_on_the_way_is_walked_from_the_next_footstep_on(legs):
    legs.start(2.0)
    legs.until(lambda reference: reference.swing)
    legs.start(0.5)
    walked = legs.arrive()
    assert len(walked.swings) > 2
    for foot in FEET:
        assert legs.place(foot)[0] == pytest.approx(0.5, abs=0.02)


def test_the_com_height_is_that_of_the_standing_pose_less_the_crouch(kinematic, kuavo):
    body = kinematic(kuavo)
    walker = Walker(PARAMS, body, replace(GAIT, crouch=0.03), PERIOD)
    assert walker.com_height == pytest.approx(body.com_in_world[2] - 0.03)
    assert walker.omega == pytest.approx(np.sqrt(9.81 / walker.com_height))
    assert walker.standing().com_height == walker.com_height


def test_the_integral_of_a_standing_error_is_limited(legs):
    """A CoM that is held 5 cm off is answered by no more than the limit."""
    for _ in range(round(5.0 / PERIOD)):
        legs.walker.update(None)
        legs.body.com_in_world[:2] = legs.walker.standing().dcm_desired_in_world + 0.05
        legs.body.com_velocity[:2] = 0.0
    np.testing.assert_allclose(
        legs.walker.state.integral, PARAMS.balance.integral_limit
    )


def test_a_body_without_a_sole_is_refused(kinematic, kuavo):
    body = kinematic(kuavo)
    body.card = kuavo.model_copy(update={"sole": None})
    with pytest.raises(CardError, match="no sole"):
        Walker(PARAMS, body, GAIT, PERIOD)
