"""Values moved into bounds."""

import numpy as np

from relaywalk.control.clip import clip


def test_clip_values_are_those_that_numpy_clips():
    values, most = np.array([-3.0, 0.5, 0.1, 7.0]), np.array([1.0, 0.2, 0.2, 2.0])
    assert np.array_equal(clip(values, -most, most), np.clip(values, -most, most))
    assert np.array_equal(clip(values, -1.0, 1.0), np.clip(values, -1.0, 1.0))
