"""The walker: it plans, steps and arrives, on any heading; there is no physics."""

from dataclasses import replace

import numpy as np
import pytest
from tests.control.walking_legs import FEET, GAIT, ORIGIN, PARAMS, PERIOD, Legs

from relaywalk.control.support import reachable_sole
from relaywalk.control.walker import Walker
from relaywalk.control.walker_params import WalkerParams
from relaywalk.errors import CardError
from relaywalk.planar_path import PlanarPath, PlanarPose
from relaywalk.planning.gait import GaitParameters
from relaywalk.terrains.terrain import level

ROOTS = [
    PlanarPose(0.0, 0.0, 2.0),
    PlanarPose(0.0, 0.0, -3.0),
    PlanarPose(1000.0, 0.0, 0.0),
    PlanarPose(1000.0, -500.0, 1.0),
]


@pytest.fixture
def make(kinematic, kuavo):
    """Return a function that makes a walker and its body about a root."""

    def made(root=ORIGIN, **options):
        return Legs(kinematic(kuavo, root), root, **options)

    return made


@pytest.fixture
def legs(make):
    return make()


def test_standing_it_keeps_both_feet_and_brings_the_com_between_them(legs):
    reference = legs.rest(5.0)
    assert set(reference.stance) == {*FEET}
    assert not reference.swing
    np.testing.assert_allclose(legs.gap(), 0.0, atol=2e-3)


@pytest.mark.parametrize("velocity", [(0.05, 0.0), (-0.05, 0.0), (0.0, 0.05)])
def test_feedback_puts_the_zmp_where_the_body_falls_to(legs, velocity):
    before = legs.rest(5.0).zmp_in_world
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
    assert legs.walker.counts == (len(walk.swings), 0.0, 0.0)


@pytest.mark.parametrize("root", ROOTS, ids=str)
def test_at_any_place_and_heading_it_walks_the_same(make, root):
    """In the body's own axes, tick by tick."""
    walks = []
    for legs in (make(), make(root)):
        legs.start(0.8)
        walks.append(legs.arrive())
    here, there = walks
    assert there.swings == here.swings
    assert there.time == pytest.approx(here.time)
    np.testing.assert_allclose(there.landings, here.landings, atol=1e-6)
    np.testing.assert_allclose(there.zmp, here.zmp, atol=1e-6)


def test_steps_take_their_time_and_are_as_long_as_the_gait_says(legs):
    legs.start(2.0)
    walk = legs.arrive()
    ahead, across = np.diff(walk.landings, axis=0).T
    assert ahead.max() == pytest.approx(GAIT.step_length, abs=0.01)
    np.testing.assert_allclose(np.abs(across), GAIT.width, atol=0.03)
    least = len(walk.swings) * GAIT.step_time
    assert least < walk.time < least + 2.0


@pytest.mark.parametrize("name", ["kuavo_4_pro", "kuavo_5"])
@pytest.mark.parametrize("radius", [None, 0.5, 1.5])
def test_undisturbed_no_step_gets_a_time_of_its_own(kinematic, name, radius):
    """At full speed, straight on and round bends: the bounds contain the gait."""
    from relaywalk.robots.catalogue import robot_card

    card = robot_card(name)
    legs = Legs(kinematic(card), gait=GaitParameters(**card.gait.changes()))
    legs.path = PlanarPath.straight(ORIGIN, 6.0)
    if radius is not None:
        corners = [(0.0, 0.0), (3.0, 0.0), (3.0, 3.0), (5.0, 3.0)]
        legs.path = PlanarPath.through(corners, radius)
    legs.arrive()
    end = legs.path.at(legs.path.length)
    middle = np.mean([legs.place(foot) for foot in FEET], axis=0)
    np.testing.assert_allclose(middle, end[:2], atol=0.02)
    assert legs.tick().heading == pytest.approx(end.yaw, abs=0.01)
    assert legs.walker.counts[1:] == (0.0, 0.0)


def test_a_goals_speed_is_not_exceeded(legs):
    """0.3 m/s · 0.44 s."""
    legs.speed = 0.3
    legs.start(2.0)
    ahead = np.diff(legs.arrive().landings[:, 0])
    assert ahead.max() == pytest.approx(0.132, abs=0.005)


def test_a_new_speed_is_walked_from_the_next_footstep_on(legs):
    legs.start(2.5)
    legs.rest(3.5)
    legs.speed = 0.2
    ahead = np.diff(legs.arrive().landings[:, 0])
    assert ahead[2:].max() <= 0.2 * GAIT.step_time + 0.005


def test_in_single_support_the_zmp_stays_where_the_ankle_can_bring_it(legs):
    """But for the swing leg's moment, which is added to it."""
    legs.start(0.5)
    card, balance = legs.body.card, PARAMS.balance
    load, margin = legs.body.mass * 9.81, balance.zmp_margin
    sole = reachable_sole(card, card.sole, load, balance.ankle_fraction, margin)
    singles = 0
    legs.tick()
    while legs.walker.walking:
        reference, state = legs.tick(), legs.walker.state
        if len(reference.stance) == 1:
            singles += 1
            moment = state.segments[0].moment_shift(state.clock)
            x, y = reference.zmp_in_world - moment - legs.place(reference.stance[0])
            assert sole.x_min <= x <= sole.x_max
            assert sole.y_min <= y <= sole.y_max
    assert singles > 100


def test_the_swing_legs_moment_moves_the_zmp_against_its_foot(legs):
    """Backwards while the foot speeds up, forwards while it slows down."""
    legs.start(5.0)
    legs.rest(4.0)
    legs.until(lambda reference: not reference.swing)
    swings = [legs.until(lambda reference: reference.swing)]
    swings += [legs.tick() for _ in range(round(0.38 / PERIOD))]
    shifts = []
    for reference in swings:
        (path,) = reference.swing.values()
        feedback = 3.0 * (reference.dcm_in_world - reference.dcm_desired_in_world)
        zmp = reference.zmp_in_world - feedback - legs.place(reference.stance[0])
        shifts.append((zmp[0] - GAIT.zmp_forward, path.acceleration_in_world[0]))
    shift, acceleration = np.array(shifts).T
    assert acceleration.max() > 4.0
    assert np.corrcoef(shift, acceleration)[0, 1] < -0.95


def test_the_foot_lifts_off_where_it_stands_rises_and_comes_down(legs):
    legs.start(0.5)
    stood = legs.sole("left_foot").position
    path = legs.until(lambda reference: reference.swing).swing["left_foot"]
    np.testing.assert_allclose(path.position_in_world, stood, atol=2e-3)
    heights = []
    while "left_foot" in (reference := legs.tick()).swing:
        heights.append(reference.swing["left_foot"].position_in_world[2])
    assert GAIT.swing_height < max(heights) < GAIT.swing_height + 0.06
    assert heights[-1] <= 0.0
    assert len(heights) * PERIOD == pytest.approx(GAIT.swing_time, abs=4 * PERIOD)


def test_a_late_ground_is_stood_on_where_it_was_met(legs):
    """The next step is planned from where the foot is, not from where it should be."""
    legs.start(0.5)
    legs.until(lambda reference: "left_foot" in reference.swing)
    legs.until(lambda reference: "left_foot" not in reference.swing)
    met = legs.sole("left_foot").position
    path = legs.until(lambda reference: "right_foot" in reference.swing)
    assert path.stance == ("left_foot",)
    np.testing.assert_allclose(legs.sole("left_foot").position, met)
    np.testing.assert_allclose(legs.walker.state.feet["left_foot"].position, met)


def waited(legs):
    """Let the first foot bear no load; return for how long it looks for ground [s]."""
    legs.start(0.5)
    legs.until(lambda reference: "left_foot" in reference.swing)
    begin, loads = legs.time, legs.body.loads
    while legs.walker.state.swing is not None:
        loads["left_foot"] = 0.0
        legs.tick()
    return legs.time - begin - GAIT.swing_time


def test_a_foot_that_nothing_bears_is_waited_for_and_then_stood_on(legs):
    assert waited(legs) == pytest.approx(PARAMS.touchdown.latest, abs=3 * PERIOD)


def test_a_foot_on_ground_that_is_higher_ends_its_step(legs):
    """Loaded, 2 cm over where the ground was expected; in the air it does not."""
    legs.start(0.5)
    legs.until(lambda reference: "left_foot" in reference.swing)
    while (swing := legs.walker.state.swing).phase < 0.6:
        legs.tick()
    assert legs.sole("left_foot").position[2] > swing.expected_height + 0.008
    legs.body.loads["left_foot"] = 100.0
    assert not legs.tick().swing
    assert legs.walker.state.feet["left_foot"].z > 0.008


def stopped(legs):
    """Return how far ahead each foot is [m]."""
    return [legs.place(foot)[0] for foot in FEET]


@pytest.mark.parametrize("time", [0.0, 0.4, 0.81, 1.0, 1.3, 2.0, 2.6, 3.0])
def test_without_a_path_any_more_it_stops_early_and_stands(legs, time):
    """Shifting onto the first foot, in a swing, between steps, at full speed."""
    legs.start(5.0)
    legs.tick()
    while legs.time < time:
        legs.tick()
    front = max(stopped(legs))
    legs.path = None
    legs.arrive()
    braking = GAIT.speed**2 / (2.0 * GAIT.acceleration)
    assert max(stopped(legs)) <= front + GAIT.step_length + braking + 0.01
    assert np.ptp(stopped(legs)) < 0.02
    reference = legs.rest(2.0)
    assert not legs.walker.walking
    assert {*reference.stance} == {*FEET}
    np.testing.assert_allclose(legs.gap(), 0.0, atol=0.01)


def test_after_stopping_early_it_walks_on(legs):
    legs.start(2.0)
    legs.until(lambda reference: "left_foot" in reference.swing)
    legs.path = None
    legs.arrive()
    further = max(stopped(legs)) + 0.4
    legs.start(further)
    legs.arrive()
    assert stopped(legs) == pytest.approx([further] * 2, abs=0.011)


def test_who_is_told_to_stop_near_the_end_stops_at_the_end(legs):
    legs.start(0.5)
    legs.until(lambda _: legs.place("left_foot")[0] > 0.4)
    legs.path = None
    legs.arrive()
    assert max(stopped(legs)) < 0.5 + 0.011


def test_once_it_has_arrived_the_same_path_is_done(legs):
    legs.start(0.3)
    legs.arrive()
    before = stopped(legs)
    for _ in range(400):
        assert not legs.tick().swing
    assert stopped(legs) == before


def test_it_begins_with_the_foot_it_is_told_to(make):
    legs = make(params=WalkerParams(first_step="right_foot"))
    legs.start(0.5)
    assert legs.arrive().swings[0] == "right_foot"


def test_half_the_period_walks_as_long_and_as_far(make):
    whole, half = (make(period=period) for period in (PERIOD, PERIOD / 2.0))
    walks = []
    for legs in (whole, half):
        legs.start(1.0)
        walks.append(legs.arrive())
    assert walks[0].swings == walks[1].swings
    assert walks[1].time == pytest.approx(walks[0].time, abs=2.0 * PERIOD)
    for foot in FEET:
        np.testing.assert_allclose(half.place(foot), whole.place(foot), atol=0.01)


@pytest.mark.parametrize("period", [0.002, 0.003, 0.007])
def test_no_period_lengthens_the_supports(make, period):
    """Touchdowns stay within a tick of the plan, however many there were."""
    legs = make(period=period)
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
    assert stopped(legs) == pytest.approx([0.5] * 2, abs=0.02)


def test_a_path_behind_is_turned_to_first(legs):
    legs.path = PlanarPath.straight(PlanarPose(0.0, 0.0, np.pi), 0.5)
    legs.arrive()
    assert stopped(legs) == pytest.approx([-0.5] * 2, abs=0.02)
    assert np.cos(legs.rest(1.0).heading) == pytest.approx(-1.0, abs=1e-3)
    assert legs.walker.counts[1] == 0.0


def test_it_sinks_to_the_height_of_the_gait(kinematic, kuavo):
    legs = Legs(kinematic(kuavo), gait=replace(GAIT, crouch=0.03))
    standing = float(legs.body.com_in_world[2])
    assert legs.walker.standing().com_height == pytest.approx(standing)
    low = legs.rest(0.5)
    assert low.com_height == pytest.approx(standing - 0.03)
    assert (
        legs.walker.omega == low.omega == pytest.approx(np.sqrt(9.81 / low.com_height))
    )


@pytest.mark.parametrize("path", [None, PlanarPath.straight(ORIGIN, 4.0)])
def test_a_body_leans_into_a_steady_force(make, path):
    """Of 20 N on 57 kg, to the left, at rest or walking."""
    legs = make(ORIGIN)
    legs.path = path
    acceleration = np.array([0.0, 0.35])
    for _ in range(round(6.0 / PERIOD)):
        legs.push(acceleration * PERIOD)
        legs.tick()
    lean = acceleration / legs.walker.omega**2
    np.testing.assert_allclose(legs.walker.state.disturbance, lean, atol=3e-3)
    assert legs.walker.counts[1] == 0.0


@pytest.mark.parametrize("time", [0.3, 1.0, 1.5])
def test_a_walker_that_is_given_a_state_goes_on_bit_for_bit(make, time):
    """Shifting, with a foot in the air, and later; the states are left alone."""
    legs, other = make(), make()
    legs.start(1.0)
    legs.rest(time)
    legs.copy_to(other)
    state = legs.walker.state
    kept = replace(state)
    other.walker.state = state
    assert_the_same(legs, other, 200)
    assert state == kept


def assert_the_same(legs, other, ticks):
    """Refuse walkers that differ in a bit."""
    for _ in range(ticks):
        ours, theirs = legs.tick(), other.tick()
        np.testing.assert_array_equal(ours.zmp_in_world, theirs.zmp_in_world)
        assert ours.stance == theirs.stance
        assert ours.central == theirs.central
        for foot, path in ours.swing.items():
            there = theirs.swing[foot].position_in_world
            np.testing.assert_array_equal(path.position_in_world, there)


def test_a_body_without_a_sole_is_refused(kinematic, kuavo):
    body = kinematic(kuavo)
    body.card = kuavo.model_copy(update={"sole": None})
    with pytest.raises(CardError, match="no sole"):
        Walker(PARAMS, body, GAIT, PERIOD, level())
