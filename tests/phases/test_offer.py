"""The giver holds on until the pull has lasted, then lets go, then leaves."""

import numpy as np
import pytest

HAND = "right_hand"
CLOSING = 0.8  # time of the human's hand [s], as its card says
SLACK = 0.011  # a stage begins with a control period [s]


def closure(goal):
    """Return how far the hand is to be closed."""
    return goal.grip[HAND].closure


@pytest.fixture
def offer(play):
    """Return a function that prepares the phase."""
    return lambda **params: play("offer", "guided", **params)


def test_the_hand_opens_once_the_pull_has_lasted_and_bears_nothing_then(offer, pull):
    one = offer(release_force=8.5, release_time=0.2)
    one.force = pull(3.0, 9.0)
    for _, goal in one.during(3.1):
        assert (closure(goal), goal.grip[HAND].payload) == (1.0, 1.0)
    time, goal = one.until(lambda goal: closure(goal) == 0.0)
    assert time == pytest.approx(3.2, abs=SLACK)
    assert goal.grip[HAND].payload == 0.0


@pytest.mark.parametrize(("size", "lasting"), [(7.9, 9.0), (50.0, 0.17)])
def test_a_weak_or_a_short_pull_takes_nothing(offer, pull, size, lasting):
    one = offer(release_force=8.5, release_time=0.2)
    one.force = pull(3.0, size, lasting)
    assert {closure(goal) for _, goal in one.during(10.0)} == {1.0}


def test_what_is_felt_while_no_hand_is_near_is_no_pull(offer, pull):
    one = offer(settling_time=1.0)
    one.force = pull(0.5, 50.0, 4.5)
    (there,) = one.others(0.0)
    one.others = lambda time: (there,) if time > 2.0 else ()
    assert {closure(goal) for _, goal in one.during(5.0)} == {1.0}
    time, _ = one.until(lambda goal: closure(goal) == 0.0)  # now the weight is gone
    assert time == pytest.approx(5.1, abs=SLACK)


def test_it_holds_on_until_its_grip_has_settled(offer, pull):
    one = offer(settling_time=2.0)
    one.force = pull(0.5, 50.0)
    time, _ = one.until(lambda goal: closure(goal) == 0.0)
    assert time == pytest.approx(2.0, abs=SLACK)


def test_it_leaves_with_an_open_hand_to_the_right_then_back_then_left(offer, pull):
    one = offer(back=0.7, aside=1.1, palm_aside=0.15)
    one.force = pull(2.0, 9.5)
    base = one.model.card.index(one.model.card.groups["base"])
    opened, goal = one.until(lambda goal: closure(goal) == 0.0)
    start = goal.posture[base].copy()
    way = {}
    while not one.script.finished:
        time, goal = one.time, one.tick()
        way[round(time - opened, 2)] = goal.posture[base] - start
        assert closure(goal) == 0.0
    assert not np.any([moved for t, moved in way.items() if t < CLOSING + 0.1])
    back = CLOSING + 0.1 + one.params.back_delay
    first = [moved for t, moved in way.items() if 1.1 < t < back - 0.05]
    assert all(moved[0] == 0.0 and moved[1] < 0.0 for moved in first)
    last = list(way.values())[-1]
    assert last == pytest.approx([-0.7, 1.1 - 0.15, 0.0], abs=1e-9)
    leaving = one.params.aside_delay + one.params.aside_time
    assert max(way) == pytest.approx(CLOSING + 0.1 + leaving, abs=3 * SLACK)


@pytest.mark.parametrize("change", ["reaction_time", "hesitation"])
def test_who_reacts_later_or_hesitates_lets_go_later(offer, pull, change):
    one = offer(release_force=8.0, release_time=0.2, **{change: 0.25})
    one.force = pull(3.0, 9.0)
    time, _ = one.until(lambda goal: closure(goal) == 0.0)
    assert time == pytest.approx(3.45, abs=SLACK)


def test_who_hesitates_keeps_what_nobody_pulls_at_any_more(offer, pull):
    one = offer(release_force=8.0, release_time=0.2, hesitation=1.0)
    one.force = pull(3.0, 9.0, 0.5)
    assert {closure(goal) for _, goal in one.during(10.0)} == {1.0}


def test_it_goes_off_its_place_and_offers_the_torch_only_there(offer, pull):
    one = offer(offset=(0.05, -0.1, 0.03), offset_time=1.0, settling_time=0.5)
    one.force = pull(1.1, 9.5)
    start = one.tick().hand[HAND].position_in_world.copy()
    (*_, (_, goal)) = one.during(1.2)
    moved = goal.hand[HAND].position_in_world - start
    assert moved == pytest.approx([0.05, -0.1, 0.03], abs=1e-6)
    card = one.model.card
    stood = goal.posture[card.index(card.groups["base"])]
    assert stood == pytest.approx([0.05, -0.1, 0.0], abs=1e-6)
    assert closure(goal) == 1.0
    time, _ = one.until(lambda goal: closure(goal) == 0.0)
    assert time == pytest.approx(1.5, abs=3 * SLACK)


def test_a_hand_that_was_led_aside_leaves_with_the_body(offer, pull):
    one = offer(offset=(0.0, -0.1, 0.0), settling_time=0.5, back=0.7, aside=1.1)
    one.force = pull(2.0, 9.5)
    _, goal = one.until(lambda goal: closure(goal) == 0.0)
    card = one.model.card
    base = card.index(card.groups["base"])
    stood, hand = goal.posture[base].copy(), goal.hand[HAND].position_in_world.copy()
    one.until(lambda _: one.script.finished)
    last = one.tick()
    moved = last.posture[base] - stood
    assert moved == pytest.approx([-0.7, 0.95, 0.0])
    there = last.hand[HAND].position_in_world
    assert there - hand == pytest.approx(moved, abs=1e-9)
