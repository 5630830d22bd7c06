"""The DCM reference is the solution of ξ̇ = ω (ξ − p)."""

import numpy as np

from relaywalk.planning.dcm import ZmpSegment, initial_dcm

OMEGA = 3.4  # [1/s]


def test_recursion_equals_numerical_integration():
    segments = [
        ZmpSegment(np.array([0.0, 0.0]), np.array([0.1, -0.1]), 0.6),
        ZmpSegment(np.array([0.1, -0.1]), np.array([0.1, -0.1]), 0.45),
        ZmpSegment(np.array([0.1, -0.1]), np.array([0.5, 0.1]), 0.04),
    ]
    dcm = initial_dcm(segments, OMEGA)
    for segment in segments:
        steps = 4000
        dt = segment.duration / steps
        for k in range(steps):  # midpoint rule
            half = dcm + dt / 2 * OMEGA * (dcm - segment.zmp(k * dt))
            dcm = dcm + dt * OMEGA * (half - segment.zmp((k + 0.5) * dt))
    np.testing.assert_allclose(dcm, segments[-1].end, atol=1e-6)


def test_dcm_along_a_segment_ends_where_it_was_asked_to():
    segment = ZmpSegment(np.array([0.0, 0.1]), np.array([0.3, -0.1]), 0.5)
    end = np.array([0.4, -0.05])
    start = segment.initial_dcm(end, OMEGA)
    np.testing.assert_allclose(segment.dcm(start, OMEGA, 0.5), end, atol=1e-9)
    np.testing.assert_allclose(segment.dcm(start, OMEGA, 0.0), start, atol=1e-12)
