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


def test_before_and_after_a_segment_the_dcm_rests():
    segment = ZmpSegment(np.array([0.0, 0.1]), np.array([0.3, -0.1]), 0.5)
    start = np.array([0.02, 0.05])
    np.testing.assert_allclose(segment.dcm(start, OMEGA, -0.01), start, atol=1e-15)
    end = segment.dcm(start, OMEGA, 0.5)
    np.testing.assert_array_equal(segment.dcm(start, OMEGA, 0.6), end)


def test_the_zmp_moves_evenly_and_stays_at_the_ends():
    segment = ZmpSegment(np.array([0.0, 0.1]), np.array([0.3, -0.1]), 0.5)
    np.testing.assert_allclose(segment.zmp(0.25), [0.15, 0.0])
    np.testing.assert_array_equal(segment.zmp(-1.0), segment.start)
    np.testing.assert_allclose(segment.zmp(9.0), segment.end)


def test_at_rest_the_dcm_is_the_zmp():
    place = np.array([0.2, -0.1])
    segment = ZmpSegment(place, place, 0.4)
    np.testing.assert_allclose(initial_dcm([segment], OMEGA), place)
    np.testing.assert_allclose(segment.dcm(place, OMEGA, 0.3), place)


def test_an_error_of_the_dcm_grows_by_e_to_the_omega_t():
    segment = ZmpSegment(np.zeros(2), np.zeros(2), 0.5)
    off = np.array([0.01, -0.02])
    np.testing.assert_allclose(segment.dcm(off, OMEGA, 0.5), off * np.exp(OMEGA * 0.5))
