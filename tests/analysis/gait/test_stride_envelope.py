"""Mean, least and most of each stride, and of no row beside it."""

import numpy as np

from relaywalk.analysis.gait.gait import Stride
from relaywalk.analysis.gait.stride_envelope import stride_envelope


def stride(start, end):
    return Stride("left_foot", 0, 0, start, end, start, 1.0, 0.2, 1.0)


def test_each_stride_has_the_figures_of_its_own_rows():
    time = np.arange(10.0)
    values = np.array([9.0, 1.0, 2.0, 3.0, -4.0, 5.0, 6.0, 99.0, 99.0, 99.0])
    found = stride_envelope(time, values, [stride(1.0, 4.0), stride(4.0, 7.0)])
    np.testing.assert_array_equal(found.time, [2.5, 5.5])
    np.testing.assert_allclose(found.mean, [2.0, 7.0 / 3.0])
    np.testing.assert_array_equal(found.low, [1.0, -4.0])
    np.testing.assert_array_equal(found.high, [3.0, 6.0])


def test_several_channels_are_seen_side_by_side():
    time, both = np.arange(4.0), np.arange(8.0).reshape(4, 2)
    found = stride_envelope(time, both, [stride(0.0, 2.0)])
    np.testing.assert_array_equal(found.low, [[0.0, 1.0]])
    np.testing.assert_array_equal(found.high, [[2.0, 3.0]])
