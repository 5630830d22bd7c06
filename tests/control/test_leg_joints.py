"""The pitch joints of a leg are found from its axes, not from its names."""

from relaywalk.control.leg_joints import leg_pitch_joints


def test_hip_knee_and_ankle_pitch_of_both_legs_are_found(standing):
    model = standing.model
    found = {model.joints[i] for i in leg_pitch_joints(model)}
    assert found == {f"leg_{side}{i}_joint" for side in "lr" for i in (3, 4, 5)}
