"""Standing: as long as asked for, hands open; a guided body stays as it is."""

import numpy as np
import pytest


def test_a_robot_stands_with_open_hands(play, kuavo):
    goal = play("stand").tick()
    np.testing.assert_array_equal(goal.posture, kuavo.pose("stand", "hand_open"))
    assert {grip.closure for grip in goal.grip.values()} == {0.0}
    assert set(goal.grip) == set(kuavo.hands)
    assert goal.path is None


def test_a_guided_body_stays_as_it_is_seen(play):
    one = play("stand", "guided")
    seen = one.model.state.joint_position
    seen += 0.1
    goals = [goal for _, goal in one.during(0.5)]
    np.testing.assert_array_equal(goals[0].posture, seen)
    assert all(goal is goals[0] for goal in goals)


@pytest.mark.parametrize("base", ["floating", "guided"])
def test_it_lasts_as_long_as_asked_for(play, base):
    assert play("stand", base, duration=2.5).to_the_end() == pytest.approx(2.5)
    assert play("stand", base, duration=0.0).to_the_end() == pytest.approx(0.01)
