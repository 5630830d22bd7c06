"""The robot offers, gives way to who bears the torch, opens, draws its hand away."""

import numpy as np
import pytest

from relaywalk.errors import GaveUp

HAND = "right_hand"
CLOSING = 0.8  # time of the robot's hand [s], as its card says
SLACK = 0.011  # a stage begins with a control period [s]


def closure(goal):
    """Return how far the hand is to be closed."""
    return goal.grip[HAND].closure


def payload(goal):
    """Return the fraction of the torch's weight that the hand is known to carry."""
    return goal.grip[HAND].payload


@pytest.fixture
def opened(play, pull):
    """Return a function: a pull at 3 s [N] → the phase, its hand about to open."""

    def make(size, **params):
        one = play("hand_over", **{"borne": 0.3, "borne_time": 0.0, **params})
        one.force = pull(3.0, size)
        time, goal = one.until(lambda goal: closure(goal) == 0.0)
        assert time == pytest.approx(3.1, abs=2 * SLACK)
        return one, time, goal

    return make


@pytest.fixture
def giving_way(play, pull):
    """Return a function: a pull at 3 s [N] → the phase, about to give way."""

    def make(size, **params):
        one = play("hand_over", **params)
        one.force = pull(3.0, size)
        one.until(lambda _: one.phase._stage == one.phase._give_way)
        assert one.time == pytest.approx(3.1, abs=2 * SLACK)
        return one

    return make


def test_the_hand_is_led_to_where_the_torch_is_offered(play):
    one = play("hand_over", forward=0.1, up=0.2, offer_time=1.5)
    frame = one.model.card.hands[HAND].frame
    here = one.model.placement(frame).position
    goals = [goal for _, goal in one.during(1.6)]
    first, last = goals[0].hand[HAND], goals[-1].hand[HAND]
    assert first.position_in_world == pytest.approx(here)
    assert last.position_in_world == pytest.approx(here + np.array([0.1, 0.0, 0.2]))
    assert last.velocity_in_world == pytest.approx(np.zeros(3), abs=1e-9)
    np.testing.assert_array_equal(first.rotation_to_world, last.rotation_to_world)


@pytest.mark.parametrize(("size", "lasting"), [(8.9, 9.0), (40.0, 0.07)])
def test_a_weak_or_a_short_pull_takes_nothing(play, pull, size, lasting):
    one = play("hand_over", release_force=9.0, release_time=0.1)
    one.force = pull(3.0, size, lasting)
    for _, goal in one.during(10.0):
        assert (closure(goal), payload(goal)) == (1.0, 1.0)


def at_the_torch(one, come, distance=0.0):
    """Let a hand come to a distance from the torch's axis at a time [s], [m]."""
    torch = one.torch(0.0)[:3] + np.array([distance, 0.0, 0.15])
    away = torch + np.array([0.5, 0.0, 0.0])
    one.others = lambda time: (torch if time >= come - 1e-9 else away,)


def test_what_is_felt_before_a_hand_comes_is_no_pull(play, pull):
    """An arm that drifts, a torch that is heavier than it is known to be."""
    one = play("hand_over", offer_time=1.5, settling_time=0.5)
    one.force = pull(0.5, 50.0, 4.5)
    at_the_torch(one, come=3.0)
    assert {closure(goal) for _, goal in one.during(5.0)} == {1.0}
    time, _ = one.until(lambda goal: closure(goal) == 0.0)
    assert time == pytest.approx(5.1 + one.params.borne_time, abs=2 * SLACK)


def test_a_pull_that_comes_before_the_arm_is_there_counts_when_it_is(play, pull):
    one = play("hand_over", offer_time=1.5, settling_time=0.5, borne_time=0.3)
    one.force = pull(1.0, 15.0)
    at_the_torch(one, come=0.8)
    time, _ = one.until(lambda goal: closure(goal) == 0.0)
    assert time == pytest.approx(2.3, abs=2 * SLACK)


@pytest.mark.parametrize("distance", [0.05, 0.5])
def test_a_push_by_nobodys_hand_takes_nothing(play, pull, distance):
    """A hand beside the torch does not hold it."""
    one = play("hand_over", near=0.15, at_it=0.04)
    one.force = pull(3.0, 50.0)
    at_the_torch(one, 0.0, distance)
    assert {closure(goal) for _, goal in one.during(9.0)} == {1.0}


@pytest.mark.parametrize("period", [0.01, 0.005])
@pytest.mark.parametrize("letting_go_time", [0.1, 0.4])
def test_the_known_payload_goes_in_no_less_than_its_time(
    opened, letting_go_time, period
):
    one, _, goal = opened(50.0, letting_go_time=letting_go_time, period=period)
    first, steepest = payload(goal), period / letting_go_time
    assert first > 1.0 - 3.5 * steepest
    ticks = round(first / steepest)
    goals = [goal for _, goal in one.during(ticks * period)]
    loads = [first, *map(payload, goals)]
    np.testing.assert_allclose(np.diff(loads), -steepest, atol=1e-9)
    assert loads[-1] == pytest.approx(0.0, abs=1e-9)


def test_the_known_payload_follows_what_is_felt_and_never_rises(opened, pull, torch):
    one, _, _ = opened(10.0)
    left = 1.0 - 10.0 / (torch.mass * 9.81)
    loads = [payload(goal) for _, goal in one.during(0.5)]
    assert loads[-1] == pytest.approx(left)
    assert min(loads) >= left - 1e-12
    one.force = pull(0.0, 4.0)  # more of it is back again
    assert {payload(goal) for _, goal in one.during(0.2)} == {loads[-1]}


def test_a_load_that_comes_back_before_the_hand_is_open_is_held_again(opened, pull):
    one, opening, _ = opened(10.0, regrip=0.2)
    one.force = pull(0.0, 3.0)  # under a fifth of 15.7 N
    time, goal = one.until(lambda goal: closure(goal) == 1.0)
    assert time == pytest.approx(opening, abs=2 * SLACK)
    assert payload(goal) == 1.0
    assert {closure(goal) for _, goal in one.during(3.0)} == {1.0}
    assert not one.script.finished


def height(goal):
    """Return how high the hand is to be [m]."""
    return goal.hand[HAND].position_in_world[2]


@pytest.mark.parametrize("period", [0.01, 0.005])
@pytest.mark.parametrize(
    ("size", "speed"), [(10.0, -0.0218), (15.7, 0.0), (31.4, 0.06)]
)
def test_the_hand_moves_with_the_load_that_is_left(giving_way, size, speed, period):
    """Down at 0.06 m/s under the whole of it, and up when it is pulled up."""
    one = giving_way(size, yield_speed=0.06, borne=1.0, period=period)
    first, second = [goal for _, goal in one.during(2.0 * period)]
    moved = height(second) - height(first)
    assert moved / period == pytest.approx(speed, abs=2e-4)
    assert second.hand[HAND].velocity_in_world[2] == pytest.approx(speed, abs=2e-4)


@pytest.mark.parametrize(("size", "end"), [(10.0, -0.01), (31.4, 0.03)])
def test_it_moves_so_far_at_most(giving_way, size, end):
    one = giving_way(size, yield_down=0.01, yield_up=0.03, borne_time=5.0)
    offered = height(one.tick())
    heights = [height(goal) for _, goal in one.during(1.5)]
    assert heights[-1] - offered == pytest.approx(end, abs=2e-3)
    assert {closure(one.tick())} == {1.0}


@pytest.mark.parametrize(("size", "opens"), [(14.0, 0.4), (12.0, 1.5)])
def test_it_opens_once_enough_is_borne_for_a_time_or_late(giving_way, size, opens):
    """14 N are 0.89 of the torch's weight, 12 N are 0.76."""
    one = giving_way(size, borne=0.8, borne_time=0.4, yield_time=1.5)
    began = one.time
    time, _ = one.until(lambda goal: closure(goal) == 0.0)
    assert time - began == pytest.approx(opens, abs=3 * SLACK)


def test_a_load_that_comes_back_meanwhile_is_offered_once_more(giving_way, pull):
    one = giving_way(10.0, regrip=0.2, offer_time=1.0)
    offered = one.phase._path.end[0]
    assert [closure(goal) for _, goal in one.during(0.2)][-1] == 1.0
    one.force = pull(0.0, 0.0)
    goals = [goal for _, goal in one.during(1.2)]
    assert {closure(goal) for goal in goals} == {1.0}
    assert payload(goals[-1]) == 1.0
    assert goals[-1].hand[HAND].position_in_world == pytest.approx(offered, abs=1e-6)


def test_what_rests_on_a_hand_that_has_slid_is_held_on_to(giving_way):
    one = giving_way(14.0, borne=0.8, borne_time=0.4, slide=0.015)
    torch = one.torch(0.0)[:3]
    one.others = lambda _: (torch + np.array([0.0, 0.0, 0.17]),)
    assert {closure(goal) for _, goal in one.during(3.0)} == {1.0}
    assert one.phase._stage == one.phase._offer


@pytest.mark.parametrize(("size", "closed"), [(44.0, 1.0), (46.0, 0.0)])
def test_a_tug_across_takes_nothing_but_a_hard_pull_is_given_way_to(
    play, pull, size, closed
):
    one = play("hand_over", release_force=9.0, pull_force=45.0)
    one.force = pull(3.0, size, axis=(1.0, 0.0, 0.0))
    (*_, (_, goal)) = one.during(3.5)
    assert closure(goal) == closed


@pytest.mark.parametrize(
    ("other", "why"), [(0.0, "a hand came, but did not bear it"), (9.0, "nobody came")]
)
def test_it_gives_up_with_the_torch_where_it_was_carried(play, pull, other, why):
    one = play("hand_over", offer_time=1.0, settling_time=0.5, patience=5.0)
    one.force = pull(0.0, 0.0)
    at_the_torch(one, 0.0, other)
    first = one.tick().hand[HAND].position_in_world
    with pytest.raises(GaveUp, match=f"body gave up 'hand_over'.*{why} within 5 s"):
        for _, goal in one.during(9.0):
            assert closure(goal) == 1.0
    assert goal.hand[HAND].position_in_world == pytest.approx(first, abs=1e-6)
    assert one.time == pytest.approx(7.5, abs=4 * SLACK)
    assert one.script.records[0].outcome == "gave up"


def test_the_open_hand_goes_away_sideways_and_the_arm_sinks(opened, kuavo):
    one, opening, goal = opened(50.0, palm_back=0.05, palm_aside=0.2, withdraw_time=1.0)
    offered = goal.hand[HAND].position_in_world
    for time, goal in one.during(CLOSING + 0.1 - 0.02):
        assert goal.hand[HAND].position_in_world == pytest.approx(offered), time
    time, goal = one.until(lambda goal: not goal.hand)
    assert time == pytest.approx(opening + CLOSING + 0.1 + 1.0, abs=3 * SLACK)
    away = one.phase._path.end[0] - offered
    assert away == pytest.approx([-0.05, -0.2, 0.0])
    assert (closure(goal), payload(goal)) == (0.0, 0.0)
    seen = one.model.state.joint_position
    np.testing.assert_allclose(goal.posture, seen)
    assert one.to_the_end() == pytest.approx(time + 1.0, abs=SLACK)
    still = kuavo.pose("stand", "hand_open")
    np.testing.assert_allclose(one.tick().posture, still, atol=1e-9)
