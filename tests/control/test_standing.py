"""The ZMP of a standing body: from where the DCM was to between the feet, and there."""

import math

import numpy as np
import pytest

from relaywalk.control.balance import BalanceParams
from relaywalk.control.footing import Footing
from relaywalk.control.standing import Standing
from relaywalk.control.support import heading_matrix
from relaywalk.control.walk_state import WalkState
from relaywalk.planar_path import PlanarPose

PARAMS = BalanceParams()
PERIOD, OMEGA = 0.002, 3.4  # [s], [1/s]
ROOT = PlanarPose(3.0, -1.0, 2.0)
MIDDLE = np.array(ROOT.transform(0.03, 0.0))
AHEAD, LEFT = heading_matrix(ROOT.yaw).T


@pytest.fixture
def stand(kinematic, kuavo):
    """Return a function: parameters → a body that stands, and the state of its walk."""

    def made(params=PARAMS):
        footing = Footing(params, kinematic(kuavo, ROOT))
        feet = footing.feet(ROOT.yaw)
        state = WalkState(feet, feet, ROOT.yaw, 0.8, 0.0)
        return Standing(params, footing, PERIOD), state

    return made


def test_a_dcm_between_the_feet_is_held_there(stand):
    standing, state = stand()
    zmp, desired = standing.advance(state, MIDDLE, MIDDLE, OMEGA)
    np.testing.assert_allclose(zmp, MIDDLE)
    np.testing.assert_array_equal(desired, MIDDLE)


def test_an_error_is_fed_back_to_the_zmp(stand):
    """(1 + k) times it, k = 2."""
    standing, state = stand()
    zmp, _ = standing.advance(state, MIDDLE, MIDDLE + 0.005 * AHEAD, OMEGA)
    share = 1.0 + PARAMS.gain
    np.testing.assert_allclose(zmp - MIDDLE, share * 0.005 * AHEAD)


def test_a_zmp_beyond_the_soles_is_brought_back(stand):
    standing, state = stand()
    far, _ = standing.advance(state, MIDDLE, MIDDLE + 0.3 * AHEAD, OMEGA)
    further, _ = standing.advance(state, MIDDLE, MIDDLE + 0.6 * AHEAD, OMEGA)
    np.testing.assert_allclose(far, further)
    assert (far - MIDDLE) @ AHEAD < 0.15


def test_the_desired_dcm_goes_between_the_feet_with_its_time_constant(stand):
    standing, state = stand()
    state.settling = 0.01 * LEFT
    for _ in range(round(PARAMS.settling_time / PERIOD)):
        _, desired = standing.advance(state, MIDDLE, MIDDLE + state.settling, OMEGA)
    expected = 0.01 * math.exp(-1.0) * LEFT
    np.testing.assert_allclose(desired - MIDDLE, expected, atol=2e-5)


def test_a_pendulum_that_settles_follows_the_desired_dcm(stand):
    """ξ̇ = ω (ξ − p); without the lead it would be 4 mm behind."""
    standing, state = stand()
    state.settling = 0.02 * AHEAD
    dcm, late = MIDDLE + state.settling, []
    for _ in range(500):
        zmp, desired = standing.advance(state, MIDDLE, dcm, OMEGA)
        dcm = dcm + PERIOD * OMEGA * (dcm - zmp)
        late.append(np.linalg.norm(dcm - desired))
    assert max(late) < 2e-4
