"""Where links are in the middle of a period."""

import numpy as np

from relaywalk.engines._joint_reaction import LinkMotion, Period


def test_a_quaternion_and_its_negative_are_one_rotation():
    before = np.zeros((1, 16))
    before[0, 6:10] = 0.5
    after = before.copy()
    after[0, 6:10] = -0.5
    period = Period(LinkMotion(before), LinkMotion(after), steps=50, timestep=0.001)
    (pose,) = period.where_forces_acted()
    np.testing.assert_allclose(pose[6:], before[0, 6:10])
