"""The knees are found from the axes of a leg, not from names."""

from relaywalk.control.knee_joints import knee_joints


def test_the_knees_of_both_legs_are_found(standing):
    joints = standing.model.joints
    assert {joints[i] for i in knee_joints(standing.model)} == {
        "leg_l4_joint",
        "leg_r4_joint",
    }
