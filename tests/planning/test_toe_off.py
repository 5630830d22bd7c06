"""A sole rolls over its toe, which stays where it is, and comes back level."""

import numpy as np
import pytest

from relaywalk.planning.toe_off import toe_off

RATE, LARGEST, TOE = 2.5, 0.3, 0.17  # [1/s], [rad], [m]


def at(phase):
    return toe_off(phase, RATE, LARGEST, TOE)


def motion(phase):
    """Return pitch, along and up, with their velocity and acceleration (3, 3)."""
    off = at(phase)
    return np.array([(off.pitch, off.rate, off.acceleration), off.along, off.up])


@pytest.mark.parametrize("phase", [0.0, 0.75, 0.9, 1.0])
def test_at_both_ends_the_sole_is_level_and_at_rest(phase):
    np.testing.assert_allclose(motion(phase), 0.0, atol=1e-9)


def test_it_pitches_most_at_three_tenths():
    assert at(0.3).pitch == pytest.approx(LARGEST)
    assert at(0.3).rate == pytest.approx(0.0)
    assert max(at(u).pitch for u in np.linspace(0.0, 1.0, 101)) <= LARGEST


@pytest.mark.parametrize("phase", [0.05, 0.2, 0.29, 0.31, 0.5, 0.7])
def test_rates_are_derivatives(phase):
    step = 1e-6
    before, here, after = (motion(phase + d) for d in (-step, 0.0, step))
    span = 2.0 * step / RATE
    np.testing.assert_allclose(here[:, 1], (after - before)[:, 0] / span, atol=1e-6)
    np.testing.assert_allclose(here[:, 2], (after - before)[:, 1] / span, atol=1e-4)


@pytest.mark.parametrize("phase", [0.1, 0.3, 0.6])
def test_the_toe_stays_on_its_place(phase):
    off = at(phase)
    x = off.along[0] + TOE * np.cos(off.pitch)
    z = off.up[0] - TOE * np.sin(off.pitch)
    assert (x, z) == pytest.approx((TOE, 0.0))


def test_without_a_pitch_nothing_moves():
    off = toe_off(0.3, RATE, 0.0, TOE)
    assert off.pitch == 0.0
    assert not any((*off.along, *off.up))
