"""The DCM along a segment, compiled as in plain Python and as the segment has it."""

import numpy as np
import pytest

from relaywalk.planning._dcm_loops import write_dcm
from relaywalk.planning.dcm import ZmpSegment

OMEGA = 3.4  # [1/s]
START, END, WAY = np.array([0.1, -0.2]), np.array([0.3, 0.1]), np.array([0.5, 0.02])
SWING = ZmpSegment.of_swing(START, 0.4, WAY, (0.004, 0.5))
SHIFT = ZmpSegment.linear(START, END, 0.1)


@pytest.mark.parametrize("segment", [SWING, SHIFT], ids=["swing", "shift"])
@pytest.mark.parametrize(
    "function", [write_dcm, getattr(write_dcm, "py_func", write_dcm)]
)
def test_it_leaves_the_particular_solution_as_it_grows(segment, function):
    dcm, found = np.array([0.25, -0.1]), np.empty(2)
    first, last = 0.02, 0.09
    pressure = np.array((segment.start, segment.end))
    times = (first, last, segment.duration)
    function(pressure, segment.moment, dcm, OMEGA, times, found)
    apart = dcm - segment.particular(OMEGA, first)
    growth = np.exp(OMEGA * (last - first))
    expected = segment.particular(OMEGA, last) + apart * growth
    np.testing.assert_allclose(found, expected, rtol=1e-12, atol=1e-14)
