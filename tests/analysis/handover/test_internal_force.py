"""What cancels of two forces, in cases that are plain to see."""

import numpy as np
import pytest
from scipy.spatial.transform import Rotation

from relaywalk.analysis.handover.internal_force import internal_force


@pytest.mark.parametrize(
    ("giver", "receiver", "cancels"),
    [
        ([0, 0, 10], [0, 0, 6], [0, 0, 0]),  # both bear
        ([0, 0, 20], [0, 0, -4], [0, 0, 4]),  # one pulls down, the other bears it too
        ([0, 0, -4], [0, 0, 20], [0, 0, -4]),
        ([7, 0, 10], [-7, 0, 6], [7, 0, 0]),  # both press across the load
        ([3, 0, 0], [-3, 0, 0], [3, 0, 0]),  # nothing else there
        ([0, 0, 16], [0, 0, 0], [0, 0, 0]),  # one alone
        ([0, 0, 0], [0, 0, 0], [0, 0, 0]),
    ],
)
def test_the_part_that_cancels(giver, receiver, cancels):
    turn = Rotation.from_euler("xyz", [0.4, -1.0, 2.0])  # no axis is special
    one, two, expected = (turn.apply([v]) for v in (giver, receiver, cancels))
    np.testing.assert_allclose(internal_force(one, two), expected, atol=1e-12)
    np.testing.assert_allclose(internal_force(two, one), -expected, atol=1e-12)
