"""The free arm waves and sinks; the other one holds the torch upright."""

import numpy as np
import pytest

RIGHT, LEFT = "right_hand", "left_hand"


@pytest.mark.parametrize(("side", "free"), [("right", LEFT), ("left", RIGHT)])
def test_the_free_arm_waves_about_its_pose_and_the_rest_carries(
    play, kuavo, side, free
):
    one = play("wave", side=side, times=3, swing_time=1.0, amplitude=0.3, move_time=1.0)
    arm = kuavo.index(kuavo.arm(free))
    goals = {round(time, 2): goal.posture for time, goal in one.during(6.0)}
    pose = kuavo.pose_of(free, "wave")[arm]
    waving = np.array([q[arm] for time, q in goals.items() if 1.0 <= time < 4.0])
    np.testing.assert_allclose(np.delete(waving, 2, axis=1) - np.delete(pose, 2), 0.0)
    swing = waving[:, 2] - pose[2]
    assert (swing.min(), swing.max()) == (
        pytest.approx(-0.3, abs=1e-3),
        pytest.approx(0.3, abs=1e-3),
    )
    crossings = np.flatnonzero(np.diff(np.sign(swing[1:])) != 0)
    assert len(crossings) == 5  # three times to and fro
    carry = kuavo.pose_of(f"{side}_hand", "carry")
    np.testing.assert_allclose(goals[5.5], carry, atol=1e-9)


def test_the_torch_is_held_meanwhile_and_the_phase_ends_when_the_arm_has_sunk(play):
    one = play("wave", times=2, swing_time=1.0, move_time=1.5)
    goal = one.tick()
    assert (goal.grip[RIGHT].closure, goal.grip[RIGHT].payload) == (1.0, 1.0)
    assert list(goal.upright) == [RIGHT]
    assert one.to_the_end() == pytest.approx(5.0, abs=0.02)
