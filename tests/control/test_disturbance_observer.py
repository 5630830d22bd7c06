"""The force that is in no plan: found while it lasts, not by a push, and bounded."""

import numpy as np
import pytest

from relaywalk.control.disturbance_observer import (
    DisturbanceObserver,
    DisturbanceParams,
)
from relaywalk.control.walk_state import WalkState
from relaywalk.planning.footstep import Footstep

FEET = {
    "left_foot": Footstep(0.0, 0.1, 0.0, 0.0),
    "right_foot": Footstep(0.0, -0.1, 0.0, 0.0),
}
PARAMS = DisturbanceParams()
PERIOD, OMEGA, GAIN = 0.002, 3.4, 2.0  # [s], [1/s], [-]
WIND = np.array([0.01, -0.03])  # [m]


class Pendulum:
    """A DCM that is kept at the origin by feedback, under a steady force."""

    def __init__(self):
        """Begin at rest."""
        self.observer = DisturbanceObserver(PARAMS, PERIOD)
        self.state = WalkState(FEET, FEET, 0.0, 0.8, 0.0)
        self.dcm = np.zeros(2)

    def go_on(self, duration, force):
        """Let ξ̇ = ω (ξ + d − p) go on [s], d (2,) [m]; return the last p."""
        for _ in range(round(duration / PERIOD)):
            counted = self.observer.advance(self.state, self.dcm, OMEGA)
            zmp = (1.0 + GAIN) * counted
            self.observer.foresee(self.state, zmp, OMEGA)
            centre = zmp - force
            self.dcm = centre + (self.dcm - centre) * np.exp(OMEGA * PERIOD)
        return zmp


@pytest.fixture
def pendulum():
    """Return a pendulum at rest."""
    return Pendulum()


def test_without_a_force_there_is_none(pendulum):
    pendulum.go_on(1.0, np.zeros(2))
    assert not pendulum.state.disturbance.any()


def test_a_steady_force_is_found_with_its_time_constant(pendulum):
    pendulum.go_on(PARAMS.time_constant, WIND)
    share = pendulum.state.disturbance / WIND
    np.testing.assert_allclose(share, 1.0 - np.exp(-1.0), atol=0.1)
    pendulum.go_on(6.0 * PARAMS.time_constant, WIND)
    np.testing.assert_allclose(pendulum.state.disturbance, WIND, rtol=0.01)


def test_the_body_leans_into_it_and_the_zmp_is_as_without(pendulum):
    zmp = pendulum.go_on(20.0, WIND)
    np.testing.assert_allclose(pendulum.dcm, -WIND, atol=1e-4)
    np.testing.assert_allclose(zmp, 0.0, atol=3e-4)


def test_a_push_hardly_counts(pendulum):
    """0.6 m/s within 50 ms; unbounded it would be 4 cm of steady force."""
    pendulum.go_on(0.05, np.array([0.6 / OMEGA**2 / 0.05, 0.0]))
    pendulum.go_on(0.3, np.zeros(2))
    assert abs(pendulum.state.disturbance[0]) < 0.01


def test_it_is_bounded(pendulum):
    pendulum.go_on(20.0, np.array([0.3, -0.3]))
    size = PARAMS.limit / np.sqrt(2.0)
    np.testing.assert_allclose(pendulum.state.disturbance, [size, -size])


def test_on_the_way_only_what_pushes_across_it_counts(pendulum):
    """The heading is that of world's y; what was found along it before fades."""
    pendulum.go_on(8.0, WIND)
    pendulum.state.heading, pendulum.state.walk = np.pi / 2.0, object()
    pendulum.go_on(8.0, WIND)
    np.testing.assert_allclose(pendulum.state.disturbance, [0.01, 0.0], atol=1e-3)
