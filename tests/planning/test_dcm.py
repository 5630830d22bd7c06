"""The DCM reference is the solution of ξ̇ = ω (ξ − p)."""

from itertools import pairwise

import numpy as np
import pytest

from relaywalk.planning.dcm import ZmpSegment, initial_dcm
from relaywalk.planning.swing_foot import Quintic

OMEGA = 3.4  # [1/s]
KAPPA, CUBIC = 0.004, 0.5  # [s²], [-]
PLACE, WAY = np.array([0.1, -0.1]), np.array([1.2, 0.1])
SHIFT = ZmpSegment.linear(np.array([0.0, 0.1]), np.array([0.3, -0.1]), 0.5)
STEP = ZmpSegment.of_swing(PLACE, 0.4, WAY, (KAPPA, CUBIC))


def integrated(dcm, segment, begin, end):
    """Return ξ(end) from ξ(begin) by Runge and Kutta's rule."""
    steps = 400
    dt = (end - begin) / steps
    for k in range(steps):
        now = begin + k * dt
        half, whole = segment.zmp(now + dt / 2), segment.zmp(now + dt)
        one = OMEGA * (dcm - segment.zmp(now))
        two = OMEGA * (dcm + dt / 2 * one - half)
        three = OMEGA * (dcm + dt / 2 * two - half)
        four = OMEGA * (dcm + dt * three - whole)
        dcm = dcm + dt / 6 * (one + 2 * two + 2 * three + four)
    return dcm


@pytest.fixture(params=[SHIFT, STEP], ids=["shift", "step"])
def segment(request):
    return request.param


def test_a_whole_plan_equals_numerical_integration():
    segments = [
        ZmpSegment.linear(np.zeros(2), PLACE, 0.6),
        STEP,
        ZmpSegment.linear(PLACE, np.array([0.5, 0.1]), 0.04),
    ]
    dcm = initial_dcm(segments, OMEGA)
    for segment in segments:
        dcm = integrated(dcm, segment, 0.0, segment.duration)
    np.testing.assert_allclose(dcm, segments[-1].end, atol=1e-8)


def test_one_stretch_equals_numerical_integration(segment):
    start = np.array([0.02, 0.05])
    for later in (0.05, 0.2, segment.duration):
        found = segment.dcm(start, OMEGA, 0.0, later)
        np.testing.assert_allclose(
            found, integrated(start, segment, 0.0, later), atol=1e-8
        )


def test_in_ticks_it_goes_as_in_one(segment):
    start = dcm = np.array([0.02, 0.05])
    ticks = np.linspace(0.0, segment.duration, 101)
    for time, later in pairwise(ticks):
        dcm = segment.dcm(dcm, OMEGA, time, later)
    whole = segment.dcm(start, OMEGA, 0.0, segment.duration)
    np.testing.assert_allclose(dcm, whole, atol=1e-12)


def test_the_particular_solution_solves_the_equation(segment):
    """d/dt ξ_p = ω (ξ_p − p)."""
    step = 1e-5
    for time in (0.1, 0.2, 0.35):
        before, after = (segment.particular(OMEGA, time + d) for d in (-step, step))
        rate = OMEGA * (segment.particular(OMEGA, time) - segment.zmp(time))
        np.testing.assert_allclose((after - before) / (2 * step), rate, atol=1e-8)


def test_dcm_along_a_segment_ends_where_it_was_asked_to(segment):
    end, duration = np.array([0.4, -0.05]), segment.duration
    start = segment.initial_dcm(end, OMEGA)
    np.testing.assert_allclose(segment.dcm(start, OMEGA, 0.0, duration), end, atol=1e-9)
    np.testing.assert_allclose(segment.dcm(start, OMEGA, 0.0, 0.0), start, atol=1e-12)


def test_after_a_segment_the_dcm_rests(segment):
    start, duration = np.array([0.02, 0.05]), segment.duration
    end = segment.dcm(start, OMEGA, 0.0, duration)
    np.testing.assert_array_equal(segment.dcm(start, OMEGA, 0.0, 0.6), end)
    np.testing.assert_array_equal(segment.dcm(end, OMEGA, 0.6, 0.7), end)


def test_the_pressure_moves_evenly_and_stays_at_the_ends():
    np.testing.assert_allclose(SHIFT.pressure(0.25), [0.15, 0.0])
    np.testing.assert_allclose(SHIFT.zmp(0.25), [0.15, 0.0])
    np.testing.assert_array_equal(SHIFT.pressure(-1.0), SHIFT.start)
    np.testing.assert_allclose(SHIFT.pressure(9.0), SHIFT.end)


@pytest.mark.parametrize("time", [0.0, 0.1, 0.2, 0.33, 0.4])
def test_a_swing_takes_what_its_foot_accelerates_from_the_zmp(time):
    """p = cop − κ ẍ, ẍ that of the foot's own way."""
    push = 6.0 * CUBIC * WAY / 0.4**2
    start = (np.zeros(2), np.zeros(2), push)
    foot = Quintic.between(0.0, 0.4, start, (WAY, -push))
    expected = PLACE - KAPPA * foot.sample(time)[2]
    np.testing.assert_allclose(STEP.zmp(time), expected, atol=1e-12)
    np.testing.assert_allclose(STEP.moment_shift(time), expected - PLACE, atol=1e-12)
    np.testing.assert_array_equal(STEP.pressure(time), PLACE)


def test_without_a_swing_there_is_no_moment():
    assert not SHIFT.moment_shift(0.2).any()


def test_at_rest_the_dcm_is_the_zmp():
    place = np.array([0.2, -0.1])
    segment = ZmpSegment.linear(place, place, 0.4)
    np.testing.assert_allclose(initial_dcm([segment], OMEGA), place)
    np.testing.assert_allclose(segment.dcm(place, OMEGA, 0.0, 0.3), place)


def test_an_error_of_the_dcm_grows_by_e_to_the_omega_t(segment):
    off, duration = np.array([0.01, -0.02]), segment.duration
    start = np.array([0.05, 0.0])
    right, wrong = (
        segment.dcm(dcm, OMEGA, 0.0, duration) for dcm in (start, start + off)
    )
    np.testing.assert_allclose(wrong - right, off * np.exp(OMEGA * duration))
