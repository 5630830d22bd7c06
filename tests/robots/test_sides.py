"""Outwards is away from the middle of the body, y being to its left."""

import numpy as np
import pytest

from relaywalk.robots.sides import hand_of, outwards


@pytest.mark.parametrize(("side", "y"), [("left", 0.2), ("right", -0.2)])
def test_outwards_is_to_the_hands_own_side(side, y):
    np.testing.assert_array_equal(outwards(hand_of(side), 0.2), [0.0, y, 0.0])
