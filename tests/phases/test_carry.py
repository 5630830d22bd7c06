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


def test_the_arm_comes_to_its_posture_on_the_way_then_the_goal_stays_the_same(
    play, kuavo
):
    one = play("carry", distance=0.5, draw_time=1.0)
    arm = kuavo.index(kuavo.groups["right_arm"])
    carrying = kuavo.pose_of("right_hand", "carry")
    one.model.state.joint_position[arm] = carrying[arm] - 0.2
    goals = {round(time, 2): goal for time, goal in one.during(2.0)}
    for time, left in ((0.0, 0.2), (0.5, 0.1), (1.0, 0.0)):
        posture = carrying.copy()
        posture[arm] -= left
        np.testing.assert_allclose(goals[time].posture, posture, atol=1e-9)
    assert len({goal.path for goal in goals.values()}) == 1
    assert len({id(goal) for time, goal in goals.items() if time >= 1.02}) == 1
    assert one.supports > 0


def test_the_torch_is_pressed_known_and_kept_upright(play, kuavo):
    (*_, (_, goal)) = play("carry", draw_time=1.0).during(1.1)
    assert (goal.grip["right_hand"].closure, goal.grip["right_hand"].payload) == (1, 1)
    assert set(goal.upright) == {"right_hand"}
    assert not goal.hand
    carrying = kuavo.pose_of("right_hand", "carry")
    np.testing.assert_allclose(goal.posture, carrying, atol=1e-12)


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
