"""The receiver walks up to a torch at rest, grips it, pulls, steps back with it."""

import numpy as np
import pytest

from relaywalk.errors import GaveUp
from relaywalk.phases._led_body import turn_to
from relaywalk.phases._tug import Tug
from relaywalk.planar_path import PlanarPose
from relaywalk.spatial import rotation_about_z

HAND = "right_hand"
CLOSING = 0.8  # time of the human's hand [s], as its card says
BOTTOM = np.array([0.6, -0.25, 0.8])  # of the torch of these tests [m]
GRIP = BOTTOM + np.array([0.0, 0.0, 0.15])
SLACK = 0.011  # a stage begins with a control period [s]
UPRIGHT = (0.0, 0.0, 0.0, 1.0)


def place(goal):
    """Return where the hand should be (3,) [m]."""
    return goal.hand[HAND].position_in_world


def payload(goal):
    """Return the fraction of the torch's weight that the hand is known to carry."""
    return goal.grip[HAND].payload


def base(one, goal):
    """Return where the base should be: x [m], y [m], yaw [rad]."""
    card = one.model.card
    return goal.posture[card.index(card.groups["base"])]


@pytest.fixture
def take(play, load):
    """Return a function that prepares the phase; nothing is felt."""

    def make(**params):
        one = play("take", "guided", **{"at": 0.15, **params})
        one.force = load(0.0, 0.0)
        return one

    return make


@pytest.fixture
def pulling(take):
    """Return a function that prepares the phase, about to pull."""

    def make(**params):
        one = take(**params)
        one.until(lambda goal: HAND in goal.grip and goal.grip[HAND].closure == 1.0)
        at = one.phase._body.hand[2]
        one.until(lambda goal: place(goal)[2] > at + 1e-9)
        return one

    return make


def test_it_waits_until_the_torch_has_stayed_over_a_spot_for_a_time(take):
    one = take(still_speed=0.03, still_time=0.5)
    one.torch = lambda t: np.array(
        [*(BOTTOM + np.array([0.1 * min(t, 2.0), 0, 0.1 * t])), *UPRIGHT]
    )
    start = base(one, one.tick()).copy()
    time, _ = one.until(lambda goal: np.any(base(one, goal) != start))
    assert 2.0 <= time <= 2.5 + 4 * SLACK


def test_a_torch_that_rests_far_away_is_not_walked_up_to(take):
    one = take(notice=3.0, still_time=0.3)
    # 1 m/s towards the body after 5 s of rest, which is at the origin
    one.torch = lambda t: np.array(
        [6.0 - min(max(t - 5.0, 0.0), 5.0), -0.25, 0.8, *UPRIGHT]
    )
    time, _ = one.until(lambda goal: bool(goal.hand))
    assert time == pytest.approx(10.3, abs=0.02 + SLACK)


@pytest.mark.parametrize("away", [0.0, 4.0])
def test_it_walks_to_where_its_hand_is_ready_beside_the_torch(take, away):
    """As fast as it walks; a short way takes its time, too."""
    one = take(notice=9.0, walk_speed=1.0, walk_time=1.5, still_time=0.5, aside=0.1)
    bottom = BOTTOM + np.array([away, 0.0, 0.0])
    one.torch = lambda _: np.array([*bottom, *UPRIGHT])
    start = base(one, one.tick()).copy()
    began, first = one.until(lambda goal: bool(goal.hand))
    model, card = one.model, one.model.card
    ready = card.pose("take", "hand_open")[model.select]
    hand, _ = model.frame_pose_at(card.hands[HAND].frame, ready)
    end = np.array([*(bottom - hand)[:2], 0.0])
    duration = max(np.linalg.norm(end - start) / 1.0, 1.5)
    assert began == pytest.approx(0.5, abs=SLACK)
    goals = [(base(one, first).copy(), place(first))]
    goals += [(base(one, g).copy(), place(g)) for _, g in one.during(duration + 0.02)]
    assert goals[-1][0] == pytest.approx(end, abs=1e-6)
    beside = np.array([bottom[0], bottom[1] - 0.1, hand[2]])
    assert goals[-1][1] == pytest.approx(beside, abs=1e-3)
    # seen from the body the hand moves evenly from rest to rest
    seen = np.array([at - feet for feet, at in goals])
    lengths = np.linalg.norm(seen - seen[0], axis=1)
    assert np.all(np.diff(lengths) > -1e-3)


@pytest.mark.parametrize(
    ("bottom", "robot", "at"),
    [(0.8, 0.5, None), (0.66, 0.25, None), (1.2, 0.5, 0.05), (0.2, 0.05, 0.48)],
)
def test_unless_it_is_told_where_it_grips_as_high_as_its_hand_is_ready(
    take, bottom, robot, at
):
    one = take(at=None)
    one.torch = lambda _: np.array([0.6, -0.25, bottom, *UPRIGHT])
    one.others = lambda _: (np.array([0.6, -0.25, bottom + robot]),)
    model, card = one.model, one.model.card
    ready = card.pose_of(HAND, "take")[model.select]
    height = model.frame_pose_at(card.hands[HAND].frame, ready)[0][2]
    _, goal = one.until(lambda goal: bool(goal.grip) and goal.grip[HAND].closure == 1.0)
    assert place(goal)[2] == pytest.approx(height if at is None else bottom + at)


@pytest.mark.parametrize("height", [0.92, 0.98, 1.05])
def test_the_elbow_stays_bent_at_every_height_of_the_offer(take, height):
    """A stretched arm has no way up, and its elbow presses against its stop.

    A crouching Kuavo 4 Pro offers 0.15 m of the torch at 0.93 m, a 5 at 0.94 m, and
    holds it itself at 0.30 m.
    """
    one = take(at=None)
    bottom = np.array([0.6, -0.25, height - 0.15])
    one.torch = lambda _: np.array([*bottom, *UPRIGHT])
    one.others = lambda _: (bottom + np.array([0.0, 0.0, 0.30]),)
    _, goal = one.until(lambda goal: bool(goal.grip) and goal.grip[HAND].closure == 1.0)
    model, card = one.model, one.model.card

    def at(frame, posture):
        return model.frame_pose_at(frame, posture[model.select])[0]

    shoulder, wrist = card.arm(HAND)[0], card.arm(HAND)[-1]
    straight, ready = card.pose("hand_open"), card.pose("take", "hand_open")
    length = np.linalg.norm(at(wrist, straight) - at(shoulder, straight))
    # the hand is level, so it is the same way off the wrist
    off = at(card.hands[HAND].frame, ready) - at(wrist, ready)
    reach = place(goal) - off - at(shoulder, goal.posture)
    assert np.linalg.norm(reach) < 0.97 * length


def test_it_waits_beside_the_torch_until_that_is_still_in_height_too(take):
    one = take(still_speed=0.03, still_time=0.3, aside=0.1, approach_time=0.8)
    one.torch = lambda t: np.array([0.6, -0.25, 0.8 + 0.1 * min(t, 4.0), *UPRIGHT])
    at_rest = one.torch(9.0)[:3] + np.array([0.0, 0.0, 0.15])
    (*_, (_, goal)) = one.during(4.0)
    beside = place(goal)
    assert beside[:2] == pytest.approx(at_rest[:2] - [0.0, 0.1], abs=1e-5)
    time, _ = one.until(lambda goal: place(goal)[1] > beside[1] + 1e-6)
    assert 4.2 <= time <= 4.6
    (*_, (_, goal)) = one.during(0.8)
    assert place(goal) == pytest.approx(at_rest, abs=1e-5)


def test_the_open_hand_comes_in_from_the_right_and_closes_at_the_torch(take):
    one = take(aside=0.1, walk_time=1.5, approach_time=0.8, approach_settling=0.2)
    began, _ = one.until(lambda goal: bool(goal.hand))
    goals = {round(time - began, 2): goal for time, goal in one.during(2.4)}
    assert place(goals[1.51])[:2] == pytest.approx(GRIP[:2] - [0.0, 0.1], abs=1e-4)
    assert place(goals[2.36]) == pytest.approx(GRIP, abs=1e-5)
    assert {goal.grip[HAND].closure for goal in goals.values()} == {0.0}
    time, goal = one.until(lambda goal: goal.grip[HAND].closure == 1.0)
    assert time - began == pytest.approx(2.5, abs=3 * SLACK)
    assert payload(goal) == 0.0


def test_it_pulls_up_when_the_hand_is_closed_and_goes_on_till_it_feels_the_weight(
    pulling,
):
    one = pulling(pull=0.05, pull_time=1.5)
    (*_, (_, goal)) = one.during(5.0)
    assert place(goal) == pytest.approx(GRIP + np.array([0.0, 0.0, 0.05]))
    assert payload(goal) == 0.0
    assert not one.script.finished


def test_the_hand_is_closed_before_it_pulls(take):
    one = take(closing_margin=0.3)
    closed, _ = one.until(
        lambda goal: HAND in goal.grip and goal.grip[HAND].closure == 1.0
    )
    time, _ = one.until(lambda goal: place(goal)[2] > GRIP[2] + 1e-9)
    assert time == pytest.approx(closed + CLOSING + 0.3, abs=5 * SLACK)


@pytest.mark.parametrize("period", [0.01, 0.005])
@pytest.mark.parametrize("rate", [1.0, 2.5])
def test_the_known_payload_rises_by_its_rate_a_second(pulling, load, rate, period):
    one = pulling(payload_rate=rate, period=period)
    one.force = load(0.0, 50.0)
    assert one.params.felt_time < 1.0 / rate
    loads = [0.0] + [payload(goal) for _, goal in one.during(one.params.felt_time)]
    rises = np.diff(loads)
    np.testing.assert_allclose(rises, rate * period, rtol=1e-6)


def test_the_known_payload_follows_what_is_felt_and_never_falls(pulling, load, torch):
    one = pulling()
    one.force = load(0.0, 8.0)
    (*_, (_, goal)) = one.during(1.0)
    assert payload(goal) == pytest.approx(8.0 / (torch.mass * 9.81))
    one.force = load(0.0, 0.0)
    assert {payload(goal) for _, goal in one.during(0.5)} == {payload(goal)}


def test_it_steps_back_with_the_torch_once_the_robots_hand_is_away(pulling, load):
    one = pulling(back=(-0.6, 0.1), back_time=2.0, felt_time=0.3, clearing_time=2.0)
    felt_at, stood = one.time, base(one, one.tick()).copy()
    one.force = load(0.0, 50.0)
    time, goal = one.until(lambda goal: np.any(base(one, goal) != stood))
    waited = 0.3 + CLOSING + 2.0
    assert time == pytest.approx(felt_at + waited, abs=4 * SLACK)
    hand = place(goal)
    assert one.to_the_end() == pytest.approx(time + 2.0, abs=2 * SLACK)
    last = one.tick()
    assert base(one, last) - stood == pytest.approx([-0.6, 0.1, 0.0])
    assert place(last) - hand == pytest.approx([-0.6, 0.1, 0.0], abs=1e-5)
    assert last.grip[HAND].closure == 1.0


def begun(take, **params):
    """Return when it began to walk, to reach, to close and to pull [s]."""
    one = take(**params)
    walk, _ = one.until(lambda goal: bool(goal.hand))
    one.until(lambda _: one.phase._body.walked(one.time))
    beside = place(one.tick())
    reach, _ = one.until(lambda goal: np.linalg.norm(place(goal) - beside) > 1e-7)
    close, _ = one.until(lambda goal: goal.grip[HAND].closure == 1.0)
    at = place(one.tick())
    pulls, _ = one.until(lambda goal: place(goal)[2] > at[2] + 1e-8)
    return np.array([walk, reach, close, pulls])


def test_who_reacts_later_walks_later_to_a_torch_that_rests(take):
    late = begun(take, reaction_time=0.2) - begun(take)
    assert late == pytest.approx([0.2] * 4, abs=2 * SLACK)


def test_who_reacts_later_reaches_later_for_a_torch_that_comes_to_rest(take):
    reaches = []
    for reaction_time in (0.0, 0.2):
        one = take(reaction_time=reaction_time)
        # up and down by 5 cm until 6 s
        one.torch = lambda t: np.array(
            [*BOTTOM[:2], 0.8 + 0.05 * (int(5 * min(t, 6.0)) % 2), *UPRIGHT]
        )
        (*_, (_, goal)) = one.during(6.0)
        beside = place(goal)[1]
        time = next(t for t, g in one.during(9.0) if place(g)[1] > beside + 1e-7)
        reaches.append(time)
    assert reaches[1] - reaches[0] == pytest.approx(0.2, abs=2 * SLACK)


def test_who_reacts_later_ends_the_pull_later(pulling, load):
    ends = []
    for reaction_time in (0.0, 0.2):
        one = pulling(reaction_time=reaction_time)
        felt_at, stood = one.time, base(one, one.tick()).copy()
        one.force = load(0.0, 50.0)
        time = next(t for t, g in one.during(9.0) if np.any(base(one, g) != stood))
        ends.append(time - felt_at)
    assert ends[1] - ends[0] == pytest.approx(0.2, abs=2 * SLACK)


@pytest.mark.parametrize(
    ("change", "delays"),
    [
        ({"hesitation": 0.7}, [0.0, 0.7, 0.7, 0.7]),
        ({"pull_delay": 0.5}, [0.0, 0.0, 0.0, 0.5]),
        ({"early_pull": 0.4}, [0.0, 0.0, 0.0, -0.4]),
    ],
)
def test_hesitation_and_late_and_early_pulls_move_what_follows(take, change, delays):
    late = begun(take, **change) - begun(take)
    assert late == pytest.approx(delays, abs=2 * SLACK)


def reached(take, hand="right_hand", **params):
    """Return base and hand of who takes a torch before that hand, as it grips."""
    one = take(at=None, side=hand.removesuffix("_hand"), **params)
    one.torch = lambda _: torch_before(hand)
    one.others = lambda _: ()
    one.until(lambda goal: bool(goal.grip) and goal.grip[hand].closure == 1.0)
    return base(one, one.tick()).copy(), one.phase._body.hand_pose


def torch_before(hand):
    """Return the pose (7,) of a torch on a hand's side of the body."""
    y = BOTTOM[1] if hand == "right_hand" else -BOTTOM[1]
    return np.array([BOTTOM[0], y, BOTTOM[2], *UPRIGHT])


@pytest.mark.parametrize("hand", ["right_hand", "left_hand"])
@pytest.mark.parametrize("offset", [(0.07, -0.05), (0.0, 0.1), (-0.08, -0.1)])
def test_it_stands_off_the_ideal_place_and_turns_to_have_the_torch_before_its_shoulder(
    take, human, hand, offset
):
    ideal, (before, _) = reached(take, hand)
    stands, (there, rotation) = reached(take, hand, offset=(*offset, 0.04))
    assert stands[:2] - ideal[:2] == pytest.approx(offset)
    assert ideal[2] == pytest.approx(0.0, abs=1e-9)
    assert there - before == pytest.approx([0.0, 0.0, 0.04])
    # seen from the turned body
    torch = PlanarPose(*stands).inverse(*torch_before(hand)[:2])
    shoulder = 0.2 if hand == "left_hand" else -0.2
    assert torch[1] == pytest.approx(shoulder)
    assert torch[0] > 0.2
    assert abs(stands[2]) > 0.01
    # the hand turns with it
    turned = rotation_about_z(stands[2])
    np.testing.assert_allclose(rotation, turned, atol=1e-12)


def test_a_left_hand_turns_the_other_way():
    right, left = (-0.2, 0.2)
    for x, y in ((0.4, 0.05), (0.4, -0.3), (0.1, 0.25)):
        turn = turn_to(np.array([x, y]), right)
        assert turn_to(np.array([x, -y]), left) == pytest.approx(-turn)


def test_a_torch_that_is_nearer_than_the_shoulder_is_notturn_to():
    assert turn_to(np.array([0.1, -0.1]), -0.2) == 0.0


@pytest.mark.parametrize("hand", ["right_hand", "left_hand"])
def test_the_open_hand_comes_in_from_the_side_of_the_turned_body(take, hand):
    offset, aside = (0.0, 0.1, 0.0), 0.1
    one = take(side=hand.removesuffix("_hand"), offset=offset, aside=aside)
    torch = torch_before(hand)
    one.torch = lambda _: torch
    one.until(lambda goal: bool(goal.hand))
    one.until(lambda _: one.phase._body.walked(one.time))
    goal = one.tick()
    beside = goal.hand[hand].position_in_world[:2] - torch[:2]
    turn = base(one, goal)[2]
    side = -1.0 if hand == "right_hand" else 1.0
    outwards = side * np.array([-np.sin(turn), np.cos(turn)])
    assert abs(turn) > 0.1
    assert beside == pytest.approx(aside * outwards, abs=1e-6)


@pytest.mark.parametrize("hand", ["right_hand", "left_hand"])
def test_it_steps_back_along_the_turned_body(take, load, hand):
    side = hand.removesuffix("_hand")
    one = take(side=side, offset=(0.0, 0.1, 0.0), back=(-0.6, 0.1), back_time=2.0)
    torch = torch_before(hand)
    one.torch = lambda _: torch
    one.until(lambda goal: bool(goal.grip) and goal.grip[hand].closure == 1.0)
    one.until(lambda _: one.phase._stage == one.phase._pull)
    stood = base(one, one.tick()).copy()
    one.force = load(0.0, 50.0)
    _, goal = one.until(lambda goal: np.any(base(one, goal) != stood))
    begun = goal.hand[hand].position_in_world
    one.to_the_end()
    last = one.tick()
    turn, away = stood[2], base(one, last) - stood
    assert abs(turn) > 0.1
    expected = rotation_about_z(turn) @ (-0.6, 0.1, 0.0)
    assert away == pytest.approx([*expected[:2], 0.0])
    moved = last.hand[hand].position_in_world - begun
    assert moved == pytest.approx(expected, abs=1e-5)


def test_a_light_grip_closes_with_the_load(take, load, torch):
    one = take(light_grip=0.85)
    _, goal = one.until(lambda goal: HAND in goal.grip and goal.grip[HAND].closure)
    assert goal.grip[HAND].closure == pytest.approx(0.85)
    at = place(goal)[2]
    one.until(lambda goal: place(goal)[2] > at + 1e-9)
    one.force = load(0.0, 8.0)
    (*_, (_, goal)) = one.during(1.0)
    expected = 0.85 + 0.15 * 8.0 / (torch.mass * 9.81)
    assert goal.grip[HAND].closure == pytest.approx(expected)


def test_a_tug_goes_out_and_back_in_its_time_with_the_pull(take):
    tugging = take(tug=Tug(distance=0.06, time=0.4, direction=(0.0, 0.0, 0.5)))
    plain = take()
    for one in (tugging, plain):
        one.until(lambda _, one=one: one.phase._stage == one.phase._pull)
    goals = zip(tugging.during(0.6), plain.during(0.6), strict=True)
    off = np.array([place(a)[2] - place(b)[2] for (_, a), (_, b) in goals])
    assert off.max() == pytest.approx(0.06, abs=1e-3)
    assert np.argmax(off) * tugging.period == pytest.approx(0.2, abs=2 * SLACK)
    assert np.all(off[42:] == 0.0)


def closed(goal):
    """Return how far the hand is to be closed."""
    return goal.grip[HAND].closure


def test_who_loses_it_opens_at_that_load_and_then_takes_it(pulling, load, torch):
    one = pulling(loses_at=0.5, attempts=2)
    half = 0.5 * torch.mass * 9.81
    one.force = load(0.0, half - 0.1)
    assert {closed(goal) for _, goal in one.during(0.5)} == {1.0}
    one.force = load(0.0, half + 0.1)
    assert closed(one.tick()) == 0.0
    one.force = load(0.0, 0.0)
    one.until(lambda goal: closed(goal) == 1.0)
    one.force = load(0.0, 15.0)
    one.to_the_end()
    assert one.script.records[0].outcome == "done"


def test_a_hand_that_feels_too_little_draws_back_and_grips_once_more(pulling):
    one = pulling(patience=2.0, pull_time=1.5, aside=0.1, attempts=2)
    one.others = lambda _: (BOTTOM + np.array([0.0, 0.0, 0.3]),)
    began = one.time
    time, goal = one.until(lambda goal: closed(goal) == 0.0)
    assert time == pytest.approx(began + 3.5, abs=3 * SLACK)
    at = place(goal)
    one.until(lambda _: one.phase._stage == one.phase._walk)
    assert place(one.tick()) == pytest.approx(at - [0.0, 0.1, 0.0], abs=1e-3)
    _, goal = one.until(lambda goal: closed(goal) == 1.0)
    assert place(goal) == pytest.approx(GRIP, abs=1e-5)


def test_who_alone_bears_some_of_it_keeps_it(pulling, load, torch):
    one = pulling(patience=1.0, felt=0.7, least=0.3)
    one.force, one.others = load(0.0, 0.5 * torch.mass * 9.81), lambda _: ()
    while not one.script.finished:
        assert closed(one.tick()) == 1.0
    assert one.script.records[0].outcome == "done"


def test_in_the_end_it_gives_up_and_has_stepped_back(pulling):
    one = pulling(patience=1.0, attempts=1, back=(-0.6, 0.0))
    one.others = lambda _: (BOTTOM + np.array([0.0, 0.0, 0.3]),)
    stood = base(one, one.tick()).copy()
    with pytest.raises(GaveUp, match="'torch' did not come, in 1 attempts"):
        for _, goal in one.during(20.0):
            last = goal
    assert base(one, last) - stood == pytest.approx([-0.6, 0.0, 0.0], abs=1e-6)
    assert closed(last) == 0.0
