"""The robot steps in, reaches, closes, lifts until it feels the weight, keeps it."""

import numpy as np
import pytest

from relaywalk.errors import GaveUp

HAND = "right_hand"
CLOSING = 0.8  # time of the robot's hand [s], as its card says
GRIP = np.array([0.6, -0.25, 0.8 + 0.30])  # on the torch of these tests [m]
SLACK = 0.011  # a stage begins with a control period [s]
WATCHED = 0.3  # held still so long, it counts as offered [s]
UPRIGHT = (0.0, 0.0, 0.0, 1.0)
CLOSED = WATCHED + 3.3  # reached, approached and settled [s]
LIFTED = CLOSED + CLOSING + 0.3  # begins to lift [s]


def place(goal):
    """Return where the hand should be (3,) [m]."""
    return goal.hand[HAND].position_in_world


def closed(goal):
    """Return how far the hand is to be closed."""
    return goal.grip[HAND].closure


def payload(goal):
    """Return the fraction of the torch's weight that the hand is known to carry."""
    return goal.grip[HAND].payload


def always_at_it(one):
    """Return the place of a hand that stays at the torch, of any time."""
    return lambda time: (one.torch(time)[:3] + np.array([0.0, 0.0, 0.15]),)


@pytest.fixture
def receive(play, load):
    """Return a function: what is felt from 5 s on [N] → the phase."""

    def make(size=0.0, **params):
        one = play("receive", **params)
        one.force = load(5.0, size)
        return one

    return make


@pytest.mark.parametrize(("side", "y"), [("right", -0.1), ("left", 0.1)])
def test_the_open_hand_comes_in_from_its_own_side(receive, side, y):
    one, hand = receive(aside=0.1, side=side), f"{side}_hand"
    grip = np.array([GRIP[0], np.copysign(GRIP[1], y), GRIP[2]])
    one.torch = lambda _: np.array([*grip[:2], 0.8, *UPRIGHT])
    frame = one.model.card.hands[hand].frame
    here = one.model.placement(frame).position
    goals = {round(time, 2): goal for time, goal in one.during(3.6)}
    assert not goals[WATCHED].hand
    led = {t: goal.hand[hand] for t, goal in goals.items() if goal.hand}
    assert led[WATCHED + 0.01].position_in_world == pytest.approx(here)
    beside = grip + np.array([0.0, y, 0.0])
    assert led[2.31].position_in_world == pytest.approx(beside, abs=1e-6)
    assert led[3.4].position_in_world == pytest.approx(grip, abs=1e-6)
    assert {goal.grip[hand].closure for goal in goals.values() if goal.grip} == {0.0}
    heading = led[3.4].rotation_to_world
    np.testing.assert_allclose(heading, np.eye(3), atol=1e-12)


def offered(one, hand, off):
    """Offer the torch off the ideal place; return where that is (2,) in world [m].

    Ideal is a way ahead of where the hand carries a torch.
    """
    model, card = one.model, one.model.card
    carrying = card.pose_of(hand, "carry")[model.select]
    q = np.concatenate((model.state.pose_base_in_world, carrying))
    at = model.frame_pose_at(card.hands[hand].frame, q)[0][:2]
    ideal = at + np.array([one.params.forward, 0.0])
    one.torch = lambda _: np.array([*(ideal + off), 0.8, *UPRIGHT])
    return ideal


def soles(one):
    """Return where both soles are (2, 2) in world [m]."""
    frames = [foot.frame for foot in one.model.card.feet.values()]
    return np.array([one.model.placement(frame).position[:2] for frame in frames])


@pytest.mark.parametrize("side", ["right", "left"])
@pytest.mark.parametrize("off", [(0.1, 0.0), (-0.1, 0.0), (0.05, 0.1), (0.0, -0.1)])
def test_a_torch_out_of_easy_reach_is_stepped_to_before_the_hand_reaches(
    receive, side, off
):
    one, hand = receive(side=side, step_in=0.07), f"{side}_hand"
    ideal, before, tolerance = offered(one, hand, off), soles(one), 0.03
    time, goal = one.until(lambda goal: goal.place is not None)
    assert time == pytest.approx(WATCHED, abs=SLACK)
    there = before.mean(axis=0) + off
    assert goal.place == pytest.approx((*there, 0.0))
    while not (goal := one.tick()).hand:
        assert goal.place == pytest.approx((*there, 0.0))
        np.testing.assert_array_equal(goal.posture, one.phase._still)
    assert one.supports >= 2
    assert np.linalg.norm(soles(one) - before - off, axis=1).max() < tolerance + 0.005
    reached, stood = one.time, soles(one)
    (*_, (_, goal)) = one.during(3.2)
    grip = np.array([*(ideal + off), GRIP[2]])
    assert goal.hand[hand].position_in_world == pytest.approx(grip, abs=1e-6)
    # it stays where it is meanwhile
    assert goal.place == pytest.approx((*there, 0.0))
    np.testing.assert_array_equal(soles(one), stood)
    assert reached > WATCHED + 1.0


@pytest.mark.parametrize("side", ["right", "left"])
@pytest.mark.parametrize(
    ("off", "steps"),
    [
        ((0.06, 0.0), False),
        ((-0.06, 0.0), False),
        ((0.04, -0.05), False),
        ((0.08, 0.0), True),
        ((0.0, -0.08), True),
        ((0.06, 0.06), True),
    ],
)
def test_one_that_is_nearer_is_taken_from_where_it_stands(receive, side, off, steps):
    one, hand = receive(side=side, step_in=0.07), f"{side}_hand"
    offered(one, hand, off)
    time, goal = one.until(lambda goal: bool(goal.hand))
    assert (goal.place is not None) == steps
    assert (one.supports > 0) == steps
    assert (time == pytest.approx(WATCHED + 0.01, abs=SLACK)) == (not steps)


def test_it_waits_until_the_torch_is_held_still_within_reach(receive):
    one = receive(notice=0.8, still_speed=0.05, still_time=0.3)
    here = one.torch(0.0)
    away = here + np.array([0.5, *6 * [0.0]])
    one.torch = lambda time: away if time < 2.0 else here
    time, _ = one.until(lambda goal: goal.hand)
    assert time == pytest.approx(2.3, abs=SLACK)


@pytest.mark.parametrize(("giver", "at"), [(0.15, 0.30), (0.30, 0.44), (0.45, 0.30)])
def test_it_grips_where_the_givers_hand_is_not(receive, giver, at):
    one = receive(at=0.30, clearance=0.14)
    torch = one.torch(0.0)[:3]
    one.others = lambda _: (torch + np.array([0.0, 0.0, giver]),)
    (*_, (_, goal)) = one.during(CLOSED)
    assert place(goal)[2] - torch[2] == pytest.approx(at)


def test_the_hand_closes_at_rest_at_the_torch_and_lifts_when_it_is_closed(receive):
    one = receive(lift_height=0.06, lift_speed=0.03)
    time, goal = one.until(lambda goal: goal.grip[HAND].closure == 1.0)
    assert time == pytest.approx(CLOSED, abs=2 * SLACK)
    assert payload(goal) == 0.0
    time, _ = one.until(lambda goal: place(goal)[2] > GRIP[2] + 1e-9)
    assert time == pytest.approx(LIFTED, abs=5 * SLACK)
    (*_, (_, goal)) = one.during(0.06 / 0.03 + 0.1)
    assert place(goal) == pytest.approx(GRIP + np.array([0.0, 0.0, 0.06]))


def test_it_holds_on_at_the_top_until_the_weight_comes(receive):
    one = receive(patience=10.0)
    for _, goal in one.during(15.0):
        assert payload(goal) == 0.0
    assert not one.script.finished
    assert place(goal) == pytest.approx(GRIP + np.array([0.0, 0.0, 0.06]))


def test_it_never_lets_go_of_what_no_other_hand_is_at(receive, load, torch):
    """A torch that is lighter than it is known to be."""
    one = receive(patience=2.0, felt=0.7)
    one.force = load(5.0, 0.5 * torch.mass * 9.81)
    one.others = lambda _: ()
    one.until(lambda goal: closed(goal) == 1.0)
    while not one.script.finished:
        assert closed(one.tick()) == 1.0
    assert one.script.records[0].outcome == "done"


def test_a_hand_that_bears_nothing_has_gripped_nothing(receive, load, torch):
    one = receive(patience=2.0, least=0.3)
    one.force, one.others = load(5.0, 0.25 * torch.mass * 9.81), lambda _: ()
    one.until(lambda goal: closed(goal) == 1.0)
    one.until(lambda goal: closed(goal) == 0.0)
    assert not one.script.finished


def test_a_hand_that_feels_nothing_lets_go_and_grips_once_more(receive, load):
    one = receive(patience=3.0, attempts=2, aside=0.1)
    one.others = always_at_it(one)
    lifted = LIFTED + 2.0
    time, _ = one.until(lambda goal: closed(goal) == 1.0)
    time, _ = one.until(lambda goal: closed(goal) == 0.0)
    assert time == pytest.approx(lifted + 3.0, abs=5 * SLACK)
    (*_, (_, goal)) = one.during(CLOSING + 0.3 + 1.0 + 0.1)
    assert place(goal) == pytest.approx(GRIP + np.array([0.0, -0.1, 0.06]), abs=1e-3)
    time, goal = one.until(lambda goal: closed(goal) == 1.0)
    assert place(goal) == pytest.approx(GRIP, abs=1e-6)
    one.force, one.others = load(0.0, 15.0), lambda _: ()
    one.to_the_end()
    assert one.script.records[0].outcome == "done"


def test_in_the_end_it_gives_up_with_its_arm_at_its_side(receive, kuavo):
    one = receive(patience=1.0, attempts=1, timeout=60.0)
    one.others = always_at_it(one)
    with pytest.raises(GaveUp, match="'torch' did not come, in 1 attempts"):
        for _, goal in one.during(20.0):
            last = goal
    still = kuavo.pose("stand", "hand_open")
    np.testing.assert_allclose(last.posture, still, atol=1e-4)
    assert (closed(last), payload(last)) == (0.0, 0.0)


@pytest.mark.parametrize("period", [0.01, 0.005])
@pytest.mark.parametrize("rate", [2.0, 5.0])
def test_the_known_payload_rises_by_its_rate_a_second(receive, rate, period):
    one = receive(50.0, payload_rate=rate, period=period)
    before = [goal for _, goal in one.during(5.0)]
    assert {payload(goal) for goal in before} == {0.0}
    loads = [0.0] + [payload(goal) for _, goal in one.during(1.0 / rate)]
    np.testing.assert_allclose(np.diff(loads), rate * period, rtol=1e-6)
    assert loads[-1] == pytest.approx(1.0)


def test_the_known_payload_follows_what_is_felt_and_never_falls(receive, load, torch):
    one = receive(8.0)
    (*_, (_, goal)) = one.during(6.0)
    part = 8.0 / (torch.mass * 9.81)
    assert payload(goal) == pytest.approx(part)
    one.force = load(0.0, 0.0)
    assert {payload(goal) for _, goal in one.during(0.5)} == {payload(goal)}


def test_lifting_ends_when_the_weight_is_felt(receive):
    """Lifting on would pull at the giver."""
    one = receive(15.0, felt=0.7)
    (*_, (_, goal)) = one.during(5.02)
    height = place(goal)[2]
    assert GRIP[2] < height < GRIP[2] + 0.06
    for _, goal in one.during(1.0):
        assert place(goal)[2] == pytest.approx(height)
        assert goal.hand[HAND].velocity_in_world == pytest.approx(np.zeros(3))


@pytest.mark.parametrize(("part", "lasting"), [(0.69, 30.0), (3.0, 0.25)])
def test_less_than_the_torch_or_a_moment_of_it_is_not_mine(
    receive, load, torch, part, lasting
):
    one = receive(felt=0.7, felt_time=0.3)
    one.force = load(5.0, part * torch.mass * 9.81, lasting)
    one.others = always_at_it(one)
    for _ in one.during(15.0):
        assert not one.script.finished


def test_it_waits_for_the_givers_hand_and_keeps_the_torch_where_it_is(receive):
    one = receive(15.0, felt_time=0.3, clearing_time=1.6)
    (*_, (_, goal)) = one.during(5.3)
    rests = place(goal)
    assert one.to_the_end() == pytest.approx(5.3 + CLOSING + 1.6, abs=5 * SLACK)
    last = one.tick()
    assert place(last) == pytest.approx(rests)
    assert payload(last) == 1.0


def test_it_waits_until_the_givers_hand_is_out_of_the_way(receive):
    one = receive(15.0, felt_time=0.3, clearing_time=0.5, clear=0.3)
    torch = one.torch(0.0)[:3] + np.array([0.0, 0.0, 0.15])
    # 0.1 m/s away from 6 s on
    one.others = lambda t: (torch + np.array([0.1 * max(t - 6.0, 0.0), 0.0, 0.0]),)
    assert one.to_the_end() == pytest.approx(9.0, abs=0.01 + SLACK)


def test_a_pull_of_the_giver_is_no_load(receive, pull):
    """Neither up nor across: only what the hand bears is its own."""
    for axis in ((0.0, 0.0, -1.0), (1.0, 0.0, 0.0), (0.0, -1.0, 0.0)):
        one = receive(patience=10.0)
        one.force, one.others = pull(5.0, 15.0, axis=axis), always_at_it(one)
        (*_, (_, goal)) = one.during(10.0)
        assert payload(goal) == 0.0
        assert place(goal) == pytest.approx(GRIP + np.array([0.0, 0.0, 0.06]))


def test_it_keeps_hold_and_says_so_when_the_givers_hand_stays(receive):
    one = receive(15.0, felt_time=0.3, clearing_time=0.5, giving_up_time=3.0)
    torch = one.torch(0.0)[:3] + np.array([0.0, 0.0, 0.15])
    one.others = lambda _: (torch,)
    with pytest.raises(GaveUp, match="another hand stays at 'torch'"):
        for _, goal in one.during(15.0):
            last = goal
    assert (closed(last), payload(last)) == (1.0, pytest.approx(0.956, abs=1e-3))
    assert one.time == pytest.approx(5.3 + CLOSING + 0.5 + 3.0, abs=5 * SLACK)
