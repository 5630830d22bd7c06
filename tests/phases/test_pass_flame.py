"""The robot holds its torch still until both burn and the other hand is gone."""

import numpy as np
import pytest

from relaywalk.errors import GaveUp

HAND = "right_hand"
SLACK = 0.011  # a stage begins with a control period [s]


def test_it_stands_until_both_burn_and_the_other_hand_is_gone(play):
    one = play("pass_flame", settling_time=0.5)
    one.burns = lambda time: time >= 3.0
    (hand,) = one.others(0.0)
    one.others = lambda time: (hand,) if time < 6.0 else ()
    assert one.to_the_end() == pytest.approx(6.5, abs=2 * SLACK)


def test_it_holds_the_torch_upright_and_goes_nowhere(play, kuavo):
    one = play("pass_flame", move_time=1.0)
    (*_, (_, goal)) = one.during(2.0)
    assert goal.path is None
    assert (goal.grip[HAND].closure, goal.grip[HAND].payload) == (1.0, 1.0)
    assert HAND in goal.upright
    np.testing.assert_allclose(goal.posture, kuavo.pose_of(HAND, "carry"))


def test_it_gives_up_if_no_flame_is_passed(play):
    one = play("pass_flame", patience=4.0)
    one.burns = lambda _: False
    with pytest.raises(GaveUp, match="'other' did not pass its flame within 4 s"):
        for _ in one.during(6.0):
            pass
    assert one.time == pytest.approx(4.0, abs=4 * SLACK)
