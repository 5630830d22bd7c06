"""The receiver walks up to a torch at rest, grips it, pulls, steps back with it."""

import numpy as np
import pytest

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
def take(play, pull):
    """Return a function that prepares the phase; nothing is felt."""

    def make(**params):
        one = play("take", "guided", **params)
        one.force = pull(0.0, 0.0)
        return one

    return make


@pytest.fixture
def pulling(take):
    """Return a function that prepares the phase, about to pull."""

    def make(**params):
        one = take(**params)
        one.until(lambda goal: HAND in goal.grip and goal.grip[HAND].closure == 1.0)
        at = one.phase._path.end[0][2]
        one.until(lambda goal: place(goal)[2] > at + 1e-9)
        return one

    return make


def test_it_waits_until_the_torch_has_been_still_for_a_time(take):
    one = take(still_speed=0.03, still_time=0.5)
    one.torch = lambda t: np.array(
        [*(BOTTOM + np.array([0.1 * min(t, 2.0), 0, 0])), *UPRIGHT]
    )
    start = base(one, one.tick()).copy()
    time, _ = one.until(lambda goal: np.any(base(one, goal) != start))
    assert 2.0 <= time <= 2.5 + 4 * SLACK


@pytest.mark.parametrize("away", [0.0, 4.0])
def test_it_walks_to_where_the_stretched_arm_meets_the_torch(take, away):
    """As fast as it walks; a short way takes its time, too."""
    one = take(walk_speed=1.0, walk_time=1.5, still_time=0.5)
    bottom = BOTTOM + np.array([away, 0.0, 0.0])
    one.torch = lambda _: np.array([*bottom, *UPRIGHT])
    start = base(one, one.tick()).copy()
    time, goal = one.until(lambda goal: bool(goal.hand))
    model, card = one.model, one.model.card
    stretched = card.pose("offer", "hand_open")[model.select]
    hand, _ = model.frame_pose_at(card.hands[HAND].frame, stretched)
    end = base(one, goal)
    assert end[:2] + hand[:2] == pytest.approx(bottom[:2], abs=1e-6)
    assert end[2] == 0.0
    duration = max(np.linalg.norm(end - start) / 1.0, 1.5)
    assert time == pytest.approx(0.5 + duration, abs=3 * SLACK)


def test_the_open_hand_comes_in_from_the_right_and_closes_at_the_torch(take):
    one = take(aside=0.1, reach_time=1.6, approach_time=1.0, approach_settling=0.2)
    began, _ = one.until(lambda goal: bool(goal.hand))
    goals = {round(time - began, 2): goal for time, goal in one.during(2.7)}
    assert place(goals[1.6]) == pytest.approx(
        GRIP - np.array([0.0, 0.1, 0.0]), abs=1e-5
    )
    assert place(goals[2.7]) == pytest.approx(GRIP, abs=1e-5)
    assert {goal.grip[HAND].closure for goal in goals.values()} == {0.0}
    time, goal = one.until(lambda goal: goal.grip[HAND].closure == 1.0)
    assert time - began == pytest.approx(2.8, abs=3 * SLACK)
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
def test_the_known_payload_rises_by_its_rate_a_second(pulling, pull, rate, period):
    one = pulling(payload_rate=rate, period=period)
    one.force = pull(0.0, 50.0)
    assert one.params.felt_time < 1.0 / rate
    loads = [0.0] + [payload(goal) for _, goal in one.during(one.params.felt_time)]
    rises = np.diff(loads)
    np.testing.assert_allclose(rises, rate * period, rtol=1e-6)


def test_the_known_payload_follows_what_is_felt_and_never_falls(pulling, pull, torch):
    one = pulling()
    one.force = pull(0.0, 8.0)
    (*_, (_, goal)) = one.during(1.0)
    assert payload(goal) == pytest.approx(8.0 / (torch.mass * 9.81))
    one.force = pull(0.0, 0.0)
    assert {payload(goal) for _, goal in one.during(0.5)} == {payload(goal)}


def test_it_steps_back_with_the_torch_once_the_robots_hand_is_away(pulling, pull):
    one = pulling(back=(-0.6, 0.1), back_time=2.0, felt_time=0.3, clearing_time=2.0)
    felt_at, stood = one.time, base(one, one.tick()).copy()
    one.force = pull(0.0, 50.0)
    time, goal = one.until(lambda goal: np.any(base(one, goal) != stood))
    waited = 0.3 + CLOSING + 2.0
    assert time == pytest.approx(felt_at + waited, abs=4 * SLACK)
    hand = place(goal)
    assert one.to_the_end() == pytest.approx(time + 2.0, abs=2 * SLACK)
    last = one.tick()
    assert base(one, last) - stood == pytest.approx([-0.6, 0.1, 0.0])
    assert place(last) - hand == pytest.approx([-0.6, 0.1, 0.0], abs=1e-5)
    assert last.grip[HAND].closure == 1.0
