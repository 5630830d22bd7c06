"""Carrying: along the line on which the body stands, the torch upright, to rest."""

import numpy as np
import pytest


def test_the_path_begins_between_the_soles_and_ends_beyond_the_distance(play):
    one = play("carry", distance=2.0, margin=0.1)
    soles = [
        one.model.placement(f.frame).position for f in one.model.card.feet.values()
    ]
    path = one.tick().path
    assert path.length == pytest.approx(2.1)
    start = np.mean(soles, axis=0)[:2]
    assert path.at(0.0) == pytest.approx((*start, 0.0), abs=1e-12)
    assert path.at(2.1) == pytest.approx((start[0] + 2.1, start[1], 0.0), abs=1e-12)


def test_the_goal_is_one_and_the_same_all_the_way(play):
    one = play("carry", distance=0.1)
    goals = {id(goal) for _, goal in one.during(2.0)}
    assert len(goals) == 1


def test_the_torch_is_pressed_known_and_kept_upright(play, kuavo):
    goal = play("carry").tick()
    assert (goal.grip["right_hand"].closure, goal.grip["right_hand"].payload) == (1, 1)
    assert set(goal.upright) == {"right_hand"}
    assert not goal.hand
    np.testing.assert_array_equal(
        goal.posture, kuavo.pose("stand", "hand_open", "carry")
    )


@pytest.mark.parametrize("settling_time", [0.0, 1.0])
def test_it_ends_some_time_after_the_body_has_come_to_rest(play, settling_time):
    one = play("carry", distance=0.1, settling_time=settling_time)
    one.tick()
    one.until(lambda _: one.situation().arrived)
    arrived = one.time
    assert one.supports > 0
    assert one.to_the_end() == pytest.approx(arrived + settling_time, abs=0.011)


def test_a_script_that_begins_with_it_walks_all_the_way(play):
    """A body that has not set out yet stands, too: that is not the end of the way."""
    one = play("carry", distance=0.5)
    one.to_the_end()
    soles = [one.model.placement(f.frame) for f in one.model.card.feet.values()]
    assert min(sole.position[0] for sole in soles) > 0.45
